# A site in Kyrgyz and Russian, whose people sign in by e-mail.
INSTALLED_APPS.insert(0, "people")
AUTH_USER_MODEL = "people.Person"
LANGUAGE_CODE = "ru"
LANGUAGES = [("ky", "Кыргызча"), ("ru", "Русский")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
TIME_ZONE = "Asia/Bishkek"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGIN_URL = "wagtailadmin_login"
MIDDLEWARE.insert(2, "django.middleware.locale.LocaleMiddleware")
AUTHENTICATION_BACKENDS = ["cms.access.backends.RuleBackend"]
