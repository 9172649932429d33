"""Search, filters and order of the register."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.search import SearchForm

from cms.search.matching import filter_by_words
from courses.certificates.admin.queries import in_register
from courses.certificates.models import Certificate, Series
from courses.certificates.queries import Status
from courses.people.facts import known
from courses.syllabus.models import Course

ORDERINGS = {
    "": ("-series__year", "-series__issuer", "-ordinal"),
    "number": ("series__year", "series__issuer", "ordinal"),
    "-number": ("-series__year", "-series__issuer", "-ordinal"),
    "holder": ("holder", "-pk"),
    "-holder": ("-holder", "-pk"),
    "course_code": ("course_code", "-pk"),
    "-course_code": ("-course_code", "-pk"),
    "issued_on": ("issued_on", "pk"),
    "-issued_on": ("-issued_on", "-pk"),
}
# The statuses that the database knows; the others are found when a certificate is verified.
STORED_STATUSES = (Status.VALID, Status.REPLACED, Status.REVOKED, Status.EXPIRED)


def years() -> list[tuple[int, str]]:
    """Return the years in which certificates were numbered, the newest first, as choices."""
    return [(year, str(year)) for year in Series.objects.order_by("-year").values_list("year", flat=True).distinct()]


def regions() -> list[tuple[str, Any]]:
    """Return the choices of the region in people's profiles."""
    return list(known()["region"].choices or [])


class RegisterFilterSet(WagtailFilterSet):
    """Filters of the register; with the search and the order of its page in `narrow`."""

    course = filters.ModelChoiceFilter(
        field_name="enrolment__cohort__course",
        queryset=Course.objects.order_by("code"),
        label=_("Course"),
        empty_label=_("All courses"),
    )
    status = filters.ChoiceFilter(
        choices=[(status.value, status.label) for status in STORED_STATUSES],
        label=_("Status"),
        empty_label=_("Any status"),
    )
    year = filters.ChoiceFilter(field_name="series__year", choices=years, label=_("Year"), empty_label=_("Any year"))
    region = filters.ChoiceFilter(
        field_name="enrolment__person__region", choices=regions, label=_("Region"), empty_label=_("Any region")
    )
    body = filters.CharFilter(method="filter_by_body", label=_("Place of work"))

    class Meta:
        model = Certificate
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"region", "body"} - known().keys():
            del self.filters[name]

    def filter_by_body(self, rows: QuerySet[Certificate], _name: str, value: str) -> QuerySet[Any]:
        """Return the certificates of people whose place of work has these words, in any letters."""
        return filter_by_words(rows, value, enrolment__person__body="regex")

    @cached_property
    def search(self) -> SearchForm:
        """The search of the same page, by number, holder or e-mail."""
        return SearchForm(self.data)

    def narrow(self, rows: QuerySet[Certificate]) -> QuerySet[Any]:
        """Return the rows of `queries.register` that are asked for, in the order asked for; none where a filter or the
        search is invalid.
        """
        if not (self.is_valid() and self.search.is_valid()):
            return rows.none()
        rows = in_register(self.filter_queryset(rows), self.search.cleaned_data["q"])
        return rows.order_by(*ORDERINGS.get(self.data.get("ordering", ""), ORDERINGS[""]))
