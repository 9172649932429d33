"""Find a course: by the beginnings of words, and by what it asks and gives."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cms.cache.content import cached
from cms.search.index import PrefixIndex
from courses.pages.content import CourseCard, course_cards
from courses.pages.models import CoursePage, ModulePage
from courses.pages.privacy import may_see
from courses.syllabus.kinds import ITEM_KINDS
from courses.syllabus.models import Course

TITLE, SUMMARY, INSIDE = 3, 2, 1  # what a match weighs
ANY = ("", _("any"))
LENGTHS: dict[str, Callable[[int], bool]] = {
    "short": lambda hours: hours <= 2,
    "medium": lambda hours: 2 < hours <= 8,
    "long": lambda hours: hours > 8,
}


class Filters(forms.Form):
    """What a visitor asks of the catalogue; what makes no sense is as if it were not asked."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[ANY, *settings.LANGUAGES])
    length = forms.ChoiceField(
        label=_("Length"),
        required=False,
        choices=[ANY, ("short", _("up to 2 hours")), ("medium", _("3 to 8 hours")), ("long", _("more than 8 hours"))],
    )
    practice = forms.TypedChoiceField(
        label=_("Practice"),
        required=False,
        coerce=int,
        choices=[ANY, (60, _("at least 60 %")), (75, _("at least 75 %"))],
    )
    certificate = forms.ChoiceField(label=_("Certificate"), required=False, choices=[ANY, *Course.Issue.choices])

    def asked(self) -> dict[str, Any]:
        """What was asked, without what is empty or makes no sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def find(language: str, asked: dict[str, Any], reader: Any) -> list[CourseCard]:
    """The courses that fit and that the reader may see: the best matches first, without a search the newest first."""
    shown = {code: card for code, card in course_cards(language).items() if may_see(reader, card.restrictions)}
    codes = index(language).find(asked["q"]) if "q" in asked else list(shown)
    return [shown[code] for code in codes if code in shown and _fits(shown[code], asked)]


def _fits(card: CourseCard, asked: dict[str, Any]) -> bool:
    return (
        asked.get("language", card.course.source_language) in card.languages
        and ("length" not in asked or LENGTHS[asked["length"]](card.edition.hours_promised))
        and card.practice_percent >= asked.get("practice", 0)
        and asked.get("certificate", card.course.issue) == card.course.issue
    )


@cached(limit=10)
def index(language: str) -> PrefixIndex[str]:
    """Titles and summaries of courses, titles of modules and items, in the language in which readers see them."""
    shown = course_cards(language)
    texts = [(code, card.title, TITLE) for code, card in shown.items()]
    texts += [(code, card.summary, SUMMARY) for code, card in shown.items()]
    places = _places(shown)
    for model in (ModulePage, *(kind.page_class for kind in ITEM_KINDS)):
        for path, title in model.objects.live().values_list("path", "title"):
            if code := places.get(path[: -model.steplen * (1 if model is ModulePage else 2)]):
                texts.append((code, title, INSIDE))
    return PrefixIndex(texts)


def _places(shown: dict[str, CourseCard]) -> dict[str, str]:
    """Where in the page tree each course stands in its language: path -> code."""
    keys = {(card.course.key, card.language): code for code, card in shown.items()}
    pages = CoursePage.objects.live().values_list("path", "translation_key", "locale__language_code")
    return {path: keys[key, language] for path, key, language in pages if (key, language) in keys}
