"""The demo: one machine, no service, no second factor, mail kept to be read on a page."""

from lms.settings.base import *
from lms.settings.environment import VAR_DIR, env

DEMO = True
ALLOWED_HOSTS = ["*"]
STAFF_SECOND_FACTOR = False


def _secret() -> str:
    """A key made once and kept in var/, so that signing in outlives a restart."""
    from django.core.management.utils import get_random_secret_key

    path = VAR_DIR / "demo-secret"
    if not path.exists():
        path.write_text(get_random_secret_key())
        path.chmod(0o600)
    return path.read_text()


SECRET_KEY = env("SECRET_KEY", default="") or _secret()
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(VAR_DIR / "mail")  # lms.demo.mail reads it
COURSES["ISSUER_NAME"] = {  # no paper of a demo may be taken for a real one
    "ky": "Жылдыз: сыноо сайты",
    "ru": "Жылдыз: демонстрационный сайт",
    "kk": "Жылдыз: сынақ сайты",
    "en": "Jyldyz: a demonstration site",
}
