"""By what the register is searched, filtered and put in order."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cms.search.matching import filter_by_words
from courses.certificates.admin.queries import in_register
from courses.certificates.models import Certificate, Series
from courses.certificates.queries import Status
from courses.people.facts import known
from courses.syllabus.models import Course

SORTS = {
    "": ("-series__year", "-series__issuer", "-ordinal"),
    "number": ("series__year", "series__issuer", "ordinal"),
    "holder": ("holder", "-pk"),
    "-holder": ("-holder", "-pk"),
    "course": ("course_code", "-pk"),
    "-course": ("-course_code", "-pk"),
    "issued": ("issued_on", "pk"),
    "-issued": ("-issued_on", "-pk"),
}
NOTED = (
    Status.VALID,
    Status.REPLACED,
    Status.REVOKED,
    Status.EXPIRED,
)  # by the database; proving finds the rest
STATUSES = [(status.value, status.label) for status in NOTED]


class RegisterFilter(forms.Form):
    """Nothing is asked for: an empty form is the whole register."""

    q = forms.CharField(label=_("Number, holder or e-mail"), max_length=100, required=False)
    course = forms.ModelChoiceField(
        Course.objects.order_by("code"), label=_("Course"), required=False, empty_label=_("All courses")
    )
    status = forms.ChoiceField(label=_("Status"), choices=[("", _("Any status")), *STATUSES], required=False)
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, empty_value=None, required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    body = forms.CharField(label=_("Place of work"), max_length=100, required=False)
    sort = forms.ChoiceField(choices=[(key, key) for key in SORTS], required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        years = Series.objects.order_by("-year").values_list("year", flat=True).distinct()
        self.fields["year"].choices = [("", _("Any year")), *((year, year) for year in years)]  # type: ignore[attr-defined]
        facts = known()
        for name in {"region", "body"} - facts.keys():
            del self.fields[name]
        if "region" in facts:
            self.fields["region"].choices = [("", _("Any region")), *(facts["region"].choices or [])]  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet[Certificate]) -> QuerySet[Any]:
        """Rows of `queries.register`, those and in the order that were asked for; none for a form with errors."""
        if not self.is_valid():
            return rows.none()
        data = self.cleaned_data
        exact = {
            "enrolment__cohort__course": data["course"],
            "status": data["status"],
            "series__year": data["year"],
            "enrolment__person__region": data.get("region"),
        }
        rows = rows.filter(**{column: value for column, value in exact.items() if value})
        rows = filter_by_words(in_register(rows, data["q"]), data.get("body", ""), enrolment__person__body="regex")
        return rows.order_by(*SORTS[data["sort"]])
