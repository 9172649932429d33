"""The next thing to do, and what has to wait."""

from collections.abc import Mapping

from django.urls import reverse

from courses.learning.progress import Item
from courses.learning.queries import Study
from courses.learning.reasons import Hold
from courses.pages.places import Place


def holds(study: Study) -> dict[int, Hold]:
    """What is done for now and waits, by activity."""
    return {}


def next_item(study: Study, waiting: Mapping[int, Hold]) -> Item | None:
    """The first missing item that need not wait; None when there is nothing to do just now."""
    return next((item for item in study.progress.missing if item.activity not in waiting), None)


def next_address(here: Place) -> str:
    """Where *Continue* leads."""
    code = here.card.code
    item = next_item(here.study, holds(here.study)) if here.study else None
    return reverse("item", args=[code, item.slug]) if item else reverse("course", args=[code])
