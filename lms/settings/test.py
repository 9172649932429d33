"""Tests: the same site, with cheap passwords, mail in memory and everything written under a folder of its own."""

import os
import tempfile

_home = tempfile.TemporaryDirectory(prefix="jyldyz-test-")  # removed when the process ends
os.environ.setdefault("VAR_DIR", _home.name)

from lms.settings.base import *  # noqa: E402

SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["*"]
SITE_ORIGIN = "http://testserver"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if _kept := os.environ.get("TEST_DATABASE_FILE"):  # with --reuse-db: two seconds instead of half a minute
    DATABASES["default"]["TEST"] = {"NAME": _kept}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CONTENT_CACHE = False  # each test sees what it has just written
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns of a missing one
