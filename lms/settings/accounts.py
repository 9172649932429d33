"""Sign-up and sign-in (django-allauth)."""

ACCOUNT_ADAPTER = "lms.notify.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "lms.accounts.forms.SignUpForm",
    "login": "lms.accounts.forms.SignInForm",
    "change_password": "lms.accounts.guess_limits.ChangePasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_RESEND_COUNT = 2
# Digits: they are typed the same on a Kyrgyz, a Kazakh and a Russian keyboard.
ACCOUNT_LOGIN_BY_CODE_FORMAT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT = {"numeric": True, "length": 6}
ACCOUNT_RATE_LIMITS = False  # allauth's count in the cache, and right sign-ins too; ours follow
_MINUTE, _HOUR, _DAY = 60, 60 * 60, 60 * 60 * 24
_GUESSES = {
    "pair": [(5, 5 * _MINUTE), (30, _DAY)],
    "account": [(300, _DAY)],
    "address": [(1000, _HOUR), (5000, _DAY)],
}
# Tries allowed in so many seconds (cms/access/throttle.py). Of passwords and codes only wrong ones count.
RATE_LIMITS = {
    "password": _GUESSES,
    "code": _GUESSES,
    "mail": {
        "pair": [(3, _MINUTE), (20, _DAY)],
        "account": [(60, _DAY)],
        "address": [(500, 5 * _MINUTE), (5000, _DAY)],
    },
}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # lms.accounts.reauthentication asks who has neither password nor factor
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
MFA_FORMS = {
    "authenticate": "lms.accounts.guess_limits.AuthenticateForm",
    "reauthenticate": "lms.accounts.guess_limits.ReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute slow
STAFF_SECOND_FACTOR = True
WAGTAIL_PASSWORD_RESET_ENABLED = False  # passwords are reset where the second factor is asked
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
