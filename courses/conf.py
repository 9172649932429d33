"""Settings of the plugin: one dict `COURSES`, read when used, defaulted here, checked at start."""

from typing import Any

from django.conf import settings

DEFAULTS: dict[str, Any] = {
    "ISSUER": "JYL",  # begins every number in the register
    "ISSUER_NAME": {},  # language -> name printed on certificates (default: the site's)
    "CONTACT_EMAIL": "",  # whom a holder asks for a correction
    "SIGNATORIES": [],  # list of {"name": {language: ...}, "position": {language: ...}}
    "SIGNING_KEY_FILE": "",  # Ed25519 private key (JWK); its public half and old ones are published
    "OLD_PUBLIC_KEYS_FILE": "",  # public keys (JWKS) of earlier years, still published
    "COURSE_PARENT_TYPES": [],  # page models below which courses are written, by label; read at start. Empty: any
    "SIGN_UP_URL": "",  # an address, or the name of one (default: LOGIN_URL)
    "SIGN_IN_URL": "",  # an address, or the name of one (default: LOGIN_URL)
    "PROFILE_URL": "/",  # where people give their name: an address, or the name of one
    "QUESTION_KINDS": [],  # dotted paths of the site's own kinds of questions (courses.quizzes.kinds)
    "ITEM_KINDS": [],  # dotted paths of the site's own kinds of course items (courses.syllabus.kinds)
    "UPLOAD_MAX_BYTES": 10 * 1024 * 1024,  # of a file with practical work
}


def setting(name: str) -> Any:
    """The value of a key of `settings.COURSES`, or its default; KeyError for a name that does not exist."""
    return getattr(settings, "COURSES", {}).get(name, DEFAULTS[name])
