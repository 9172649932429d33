"""Context processors: what every page of the site needs. No query."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


def site(request: HttpRequest) -> dict[str, Any]:
    """Name of the site, whether it is a demo, and the same page in each language."""
    current = get_language()
    return {
        "site_name": settings.SITE_NAME,
        "site_origin": settings.SITE_ORIGIN,
        "demo": settings.DEMO,
        "language_links": [
            {"code": code, "name": name, "url": _in_language(request, code), "current": code == current}
            for code, name in settings.LANGUAGES
        ],
    }


def _in_language(request: HttpRequest, code: str) -> str:
    """The address with its language prefix changed; a form's address leads to the page that shows the form."""
    path = request.get_full_path() if request.method == "GET" else request.path
    first, _, rest = path.lstrip("/").partition("/")
    return f"/{code}/{rest}" if first in dict(settings.LANGUAGES) else f"/{code}/"
