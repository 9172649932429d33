"""People of a site that is not ours: they sign in by e-mail, and have no other name."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models


class PersonManager(UserManager):
    def _create_user(self, email, password, **extra):
        person = self.model(email=email, **extra)
        person.set_password(password)
        person.save()
        return person

    def create_user(self, email, password=None, **extra):
        return self._create_user(email, password, **extra)

    def create_superuser(self, email, password=None, **extra):
        return self._create_user(email, password, is_staff=True, is_superuser=True, **extra)


class Person(AbstractUser):
    username = None
    email = models.EmailField(unique=True)
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = PersonManager()
