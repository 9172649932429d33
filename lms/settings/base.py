"""Settings that every way of running the site shares. What differs comes from the environment."""

from lms.settings.accounts import *
from lms.settings.background import *
from lms.settings.environment import BASE_DIR, REDIS_URL, VAR_DIR, env
from lms.settings.headers import *

DEMO = False
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
SITE_ORIGIN = env("SITE_ORIGIN", default=f"http://localhost:{env('PORT', default='8000')}")
SITE_NAME = env("SITE_NAME", default="Жылдыз")
WAGTAIL_SITE_NAME = MFA_TOTP_ISSUER = SITE_NAME
WAGTAILADMIN_BASE_URL = SITE_ORIGIN

INSTALLED_APPS = [
    "lms.site",
    "lms.accounts",
    "lms.notify",
    "lms.dashboard",
    "lms.demo",
    "gamification.pages",
    "gamification",
    "courses.pages",
    "courses",
    "cms.pages",
    "cms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtailmedia",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "lms.accounts.admin.apps.PeopleInEditorConfig",  # wagtail.users, with our pages about people
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
    "django.forms",
]

MIDDLEWARE = [
    "lms.site.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "lms.site.middleware.HeadersMiddleware",
    "cms.input.middleware.InputMiddleware",
    "cms.cache.middleware.AnonymousPageCacheMiddleware",
    "lms.site.middleware.PersonalPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "cms.terminology.middleware.TerminologyMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "lms.site.uploads.UploadLimitMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lms.accounts.reauthentication.ReauthenticationMiddleware",
    "lms.accounts.middleware.StaffSecondFactorMiddleware",
    "cms.access.middleware.DefaultDenyMiddleware",
    "cms.pages.middleware.EditorErrorMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lms.site.context_processors.site",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]

# SQLite: without IMMEDIATE, writers that began as readers fail at once instead of waiting (docs/decisions).
WAIT_SECONDS = env.float("DATABASE_WAIT_SECONDS", default=0)  # that a request waits in all (lms.site.database_timeout)
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
DATABASES["default"]["WAIT_SECONDS"] = WAIT_SECONDS
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": WAIT_SECONDS or 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    # As Django's, with an end to waiting for a server that is there and does not answer.
    DATABASES["default"]["ENGINE"] = "lms.site.postgres"
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {})["connect_timeout"] = 5
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Pages go on without the cache (lms/site/cache.py); nothing is kept in it alone.
CACHES = {
    "default": {
        "BACKEND": "lms.site.cache.FailOpenRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},  # a frozen one holds nobody up for long
    }
    if REDIS_URL
    else {
        "BACKEND": "lms.site.cache.FailOpenFileBasedCache",
        "LOCATION": str(VAR_DIR / "cache"),
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "cms.access.backends.RuleBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "lms.accounts.hashers.PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # kept by the site before
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
DEFAULT_DENY_PACKAGES = ["cms", "courses", "gamification", "lms"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard"
WAGTAILADMIN_LOGIN_URL = "account_login"

# Only Russian as the base lets an untranslated word of the editor fall back to Russian, not English.
LANGUAGE_CODE = "ru"
LANGUAGES = [("ky", "Кыргызча"), ("ru", "Русский"), ("kk", "Қазақша"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# Packages with catalogues of their own; the shell in templates/ belongs to lms.
TEXT_PACKAGES = ["cms", "courses", "gamification", "lms"]
# The first wins. Our words for the libraries come last: a word of our own packages keeps its own translation.
LOCALE_PATHS = [BASE_DIR / package / "locale" for package in ("lms", "gamification", "courses", "cms")]
LOCALE_PATHS += [BASE_DIR / "lms" / "locale_vendor"]
FORMAT_MODULE_PATH = ["lms.site.formats"]
TIME_ZONE = env("TIME_ZONE", default="Asia/Bishkek")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "cms.media.storage.AtomicFileStorage"},
    "private": {
        "BACKEND": "cms.media.storage.AtomicFileStorage",
        "OPTIONS": {"location": str(VAR_DIR / "private"), "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "lms.site.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
UPLOAD_MAX_BYTES = 10 * 2**20
EDITOR_UPLOAD_MAX_BYTES = 500 * 2**20  # a recorded lecture

EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Жылдыз <no-reply@localhost>")

WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.media.forms.PictureForm"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 30_000_000
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "svg"]
# Documents and recordings are of the kinds of a course package, by their content; they are saved, never shown.
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.media.forms.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "txt", "csv"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list = []
WAGTAILMEDIA = {
    "MEDIA_FORM_BASE": "cms.media.forms.RecordingForm",
    "AUDIO_EXTENSIONS": ["mp3", "m4a", "ogg"],
    "VIDEO_EXTENSIONS": ["mp4", "webm"],
}
WAGTAILADMIN_COMMENTS_ENABLED = True
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = True
WAGTAILLOCALIZE_JOBS = {"BACKEND": "cms.pages.localize.JobBackend"}

COURSES: dict = {
    "COURSE_PARENT_TYPES": ["cms_pages.HomePage"],
    "SIGN_UP_URL": "account_signup",
    "SIGN_IN_URL": "account_login",
    "PROFILE_URL": "profile",
    "ISSUER": env("CERTIFICATE_ISSUER", default="JYL"),
    "ISSUER_NAME": env.json("CERTIFICATE_ISSUER_NAME", default={}),
    "SIGNATORIES": env.json("CERTIFICATE_SIGNATORIES", default=[]),
    "SIGNING_KEY_FILE": env("SIGNING_KEY_FILE", default=str(VAR_DIR / "keys" / "signing.json")),
    "OLD_PUBLIC_KEYS_FILE": env("OLD_PUBLIC_KEYS_FILE", default=str(VAR_DIR / "keys" / "old-public.json")),
    "CONTACT_EMAIL": env("CONTACT_EMAIL", default=""),
}
GAMIFICATION: dict = {"TIME_ZONE": env("CLUB_TIME_ZONE", default="")}
CONTENT_CACHE = True  # processes keep published content until it changes

JOB_FILE_DAYS = env.int("JOB_FILE_DAYS", default=7)
JOB_DAYS = env.int("JOB_DAYS", default=90)

SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
READY_TOKEN = env("READY_TOKEN", default="")
CSRF_FAILURE_VIEW = "lms.site.errors.csrf_failure"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
}
