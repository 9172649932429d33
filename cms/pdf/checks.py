"""Is what printing needs on this machine? Says the command that installs it."""

import ctypes
from typing import Any

from django.core.checks import CheckMessage, Error, register

LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}


def missing_packages(libraries: dict[str, str]) -> list[str]:
    """The packages whose library cannot be loaded."""
    return [package for library, package in libraries.items() if not _loads(library)]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


@register
def check_pango(app_configs: Any, libraries: dict[str, str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """An error that names the missing packages; nothing else of the site depends on them."""
    missing = missing_packages(libraries or LIBRARIES)
    if not missing:
        return []
    hint = "Install it: apt-get install " + " ".join(missing)
    return [Error("Certificates cannot be printed: Pango is missing.", hint=hint, id="cms.E001")]
