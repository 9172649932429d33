"""The club's first page, in each language."""

from typing import Any
from uuid import uuid4

from wagtail.models import Locale

from cms.pages.models import HomePage
from gamification.pages.models import ClubPage
from lms.demo.year.frame import texts


def add_pages() -> None:
    """Below each home page, as translations of one another; what is there is left as it is."""
    key = ClubPage.objects.values_list("translation_key", flat=True).first() or uuid4()
    for language, entry in texts("page").items():
        locale = Locale.objects.filter(language_code=language).first()
        home = HomePage.objects.filter(locale=locale).first() if locale else None
        if home and not ClubPage.objects.filter(locale=locale).exists():
            page = ClubPage(**_parts(entry), locale=locale, translation_key=key, live=False)
            home.add_child(instance=page)
            page.save_revision().publish()


def _parts(entry: dict[str, Any]) -> dict[str, Any]:
    blocks = [next(iter(block.items())) for block in entry["body"]]
    body = [(kind, {"text": text} if kind == "key" else text) for kind, text in blocks]
    return {"title": entry["title"], "slug": entry["slug"], "lead": entry["lead"], "body": body}
