"""The languages of the site this is installed in."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import get_language_info


def site_languages() -> Sequence[tuple[str, str]]:
    """Codes and names, for the choices of a field: as a function, so that a migration does not freeze one site's.

    A site that names no languages has its own one, and not the hundred that Django knows.
    """
    if settings.is_overridden("LANGUAGES"):  # type: ignore[misc]
        return list(settings.LANGUAGES)
    code = settings.LANGUAGE_CODE
    return [(code, get_language_info(code)["name_local"].capitalize())]


def first_language() -> str:
    """The code of the first language of the site, as the default of a field."""
    return site_languages()[0][0]
