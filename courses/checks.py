"""Is the plugin set up so that it can keep its promises?"""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch

from cms.checks import missing_addresses, unknown_settings, unloadable_kinds
from cms.pdf.fonts import unprintable_characters
from cms.pdf.validators import describe_characters
from courses.certificates import keys
from courses.certificates.models import Certificate, Series
from courses.certificates.number_format import lookup_key
from courses.conf import DEFAULTS, setting
from courses.quizzes.kinds import KINDS
from courses.syllabus.kinds import ITEM_KINDS


@register
def check_signing_key(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A demo's key outside a demo is an error; no key at all a warning, since it may be made next."""
    try:
        keys.signing_key()
    except keys.DemoKeyRefused as reason:
        return [Error(str(reason), id="courses.E001")]
    except keys.NoSigningKey as reason:
        return [Warning(f"No certificate can be issued. {reason}", id="courses.W001")]
    return []


@register
def check_printed_texts(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Issuer and signatories stand on every certificate: the font must have their letters."""
    texts = list(setting("ISSUER_NAME").values()) or [str(getattr(settings, "WAGTAIL_SITE_NAME", ""))]
    for person in setting("SIGNATORIES"):
        texts += [*person["name"].values(), *person["position"].values()]
    bad = unprintable_characters("".join(texts))
    return (
        [
            Error(
                f"COURSES (or WAGTAIL_SITE_NAME) has letters that cannot be printed: {describe_characters(bad)}",
                id="courses.E002",
            )
        ]
        if bad
        else []
    )


@register
def check_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A name that does not exist is a typing mistake."""
    return unknown_settings("COURSES", DEFAULTS, "courses.E003")


@register(Tags.urls)
def check_addresses(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Learners have addresses in each language; what is printed on certificates has none."""
    found = missing_addresses("courses.urls", "catalogue", "courses.E010")
    return found + missing_addresses("courses.certificates.bare_urls", "verify-short", "courses.E011", args=["1"])


@register(Tags.urls)
def check_doors(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Where people sign in and give their name is the site's own."""
    return [
        Error(f"COURSES: {name} leads nowhere: {setting(name)!r}.", id="courses.E012")
        for name in ("SIGN_UP_URL", "SIGN_IN_URL", "PROFILE_URL")
        if not _leads_somewhere(setting(name) or settings.LOGIN_URL)
    ]


def _leads_somewhere(address: str) -> bool:
    try:
        resolve_url(address)
    except NoReverseMatch:
        return False
    return True


@register
def check_question_kinds(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Return an error where a kind of question that QUESTION_KINDS names cannot be loaded."""
    return unloadable_kinds(KINDS, "courses.E009")


@register
def check_item_kinds(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Return an error where a kind of course items cannot be loaded."""
    return unloadable_kinds(ITEM_KINDS, "courses.E013")


@register
def check_old_keys(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """What former keys signed is proved with the file of their public halves."""
    try:
        keys.read_old_keys()
    except ImproperlyConfigured as reason:
        return [Error(str(reason), id="courses.E006")]
    return []


@register
def check_issuer(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The issuer begins each number, where hyphens may be left out: only letters tell it from the year."""
    issuer = setting("ISSUER")
    if issuer.isalpha() and issuer == issuer.upper() and len(issuer) <= 12:
        return []
    return [Error(f"COURSES: ISSUER must be 1 to 12 capital letters, not {issuer!r}.", id="courses.E007")]


@register(Tags.database)
def check_register(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Asked by `check --database`: can every line be proved, and every number be told from those of the issuer now?"""
    faults: list[CheckMessage] = []
    for alias in databases or []:
        if Certificate._meta.db_table in connections[alias].introspection.table_names():
            faults += [*_missing_keys(alias), *_alike_issuers(alias)]
    return faults


def _missing_keys(alias: str) -> list[CheckMessage]:
    used = Certificate.objects.using(alias).order_by().values_list("key_id", flat=True).distinct()
    hint = "Put its public half into OLD_PUBLIC_KEYS_FILE."
    sentence = "The key {} is missing: what it signed is not proved."
    gone = sorted(set(used) - keys.trusted_keys().keys())
    return [Warning(sentence.format(key), hint, id="courses.W002") for key in gone]


def _alike_issuers(alias: str) -> list[CheckMessage]:
    issuer = setting("ISSUER")
    others = Series.objects.using(alias).exclude(issuer=issuer).values_list("issuer", flat=True).distinct()
    sentence = "COURSES: ISSUER {!r} cannot be told from {!r}, that of older numbers."
    alike = [other for other in others if lookup_key(other) == lookup_key(issuer)]
    return [Error(sentence.format(issuer, other), id="courses.E008") for other in alike]
