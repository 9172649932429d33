"""Is the plugin set up so that it can keep its promises?"""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from cms.print.fonts import unprintable
from cms.print.validators import named
from courses.certificates import keys
from courses.conf import setting


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
    bad = unprintable("".join(texts))
    return (
        [Error(f"COURSES (or WAGTAIL_SITE_NAME) has letters that cannot be printed: {named(bad)}", id="courses.E002")]
        if bad
        else []
    )


@register
def check_private_storage(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Certificates lie in a storage of their own, which no address serves."""
    if "private" in settings.STORAGES:
        return []
    return [Error("STORAGES needs a storage named “private”.", id="courses.E003")]
