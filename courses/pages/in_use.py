"""Pages that people learn with are not withdrawn."""

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext
from wagtail.models import Page

from courses.learning.edition_upgrade import count_learners


def refuse_if_used(page: Page) -> None:
    """Raise ValidationError when somebody learns with this page or one below it, in whatever language."""
    keys = page.get_descendants(inclusive=True).values_list("translation_key", flat=True)
    if people := count_learners(keys):
        message = ngettext(
            "“%(title)s” belongs to an edition with which %(people)s person is learning: it cannot be withdrawn. "
            "Mark it “left out of the next edition” instead.",
            "“%(title)s” belongs to an edition with which %(people)s people are learning: it cannot be withdrawn. "
            "Mark it “left out of the next edition” instead.",
            people,
        )
        raise ValidationError(message % {"title": page.title, "people": people})
