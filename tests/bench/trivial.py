"""A trivial Wagtail page as Wagtail serves it, with the middleware that its project template has."""

from django.urls import include, path
from wagtail import urls as wagtail_urls

from lms.settings.production import *

ROOT_URLCONF = "tests.bench.trivial"
WAGTAIL_I18N_ENABLED = False
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
urlpatterns = [path("", include(wagtail_urls))]
