"""How passwords are hashed (docs/decisions/0090)."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class PasswordHasher(Argon2PasswordHasher):
    """Argon2id with the least memory and time that OWASP holds to be safe, on one core: a class that signs in together
    must not stop the pages of others.
    """

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1
