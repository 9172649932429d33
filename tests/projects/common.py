"""What any Wagtail site has, with Django's own users, in two languages."""

from pathlib import Path

from lms.settings import test as site

HERE = Path(__file__).parent
SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["*"]
DATABASES = site.DATABASES
STORAGES = site.STORAGES
BASE_DIR = site.BASE_DIR
VAR_DIR = site.VAR_DIR
MEDIA_ROOT = site.MEDIA_ROOT
PASSWORD_HASHERS = site.PASSWORD_HASHERS
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "/static/"
USE_TZ = True
LANGUAGE_CODE = "ru"
LANGUAGES = [("ky", "Кыргызча"), ("ru", "Русский"), ("kk", "Қазақша"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
WAGTAIL_SITE_NAME = "A site"
WAGTAILADMIN_BASE_URL = "http://testserver"
CONTENT_CACHE = False
SITE_ORIGIN = "http://testserver"
LOGIN_URL = "wagtailadmin_login"
AUTHENTICATION_BACKENDS = ["cms.access.backends.RuleBackend"]

CMS_APPS = ["cms.pages", "cms"]
WAGTAIL_APPS = [
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtailmedia",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]
MIDDLEWARE = [
    "cms.input.middleware.InputMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "cms.terminology.middleware.TerminologyMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cms.access.middleware.DefaultDenyMiddleware",
]
TEMPLATES: list = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
