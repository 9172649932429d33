"""The languages of the site this is installed in."""

from collections.abc import Sequence

from django.conf import settings


def site_languages() -> Sequence[tuple[str, str]]:
    """Codes and names, for the choices of a field: as a function, so that a migration does not freeze one site's."""
    return list(settings.LANGUAGES)
