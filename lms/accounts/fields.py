"""The questions about a person, each with the reason why it is asked. Sign-up and profile ask the same."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.accounts.models import User

NAMES = ("last_name", "first_name", "patronymic")
PLACE = ("region", "body", "position")
COUNTED = ("sex", "birth_year")
QUESTIONS = ("language", *NAMES, *PLACE, *COUNTED)
MAY_STAY_EMPTY = _("May stay empty; you can fill it in or change it at any time.")

GROUPS: list[tuple[Any, Any, tuple[str, ...]]] = [
    (
        _("Your name"),
        _("Printed on the certificate, so as in the passport. May stay empty until you ask for a certificate."),
        NAMES,
    ),
    (_("Where you work"), MAY_STAY_EMPTY, PLACE),
    (_("For counting"), MAY_STAY_EMPTY, COUNTED),
]

REASONS: dict[str, Any] = {
    "language": _("The language of your pages and of the letters that we send you. Lessons can be read in any."),
    "last_name": "",
    "first_name": "",
    "patronymic": _("If your passport has one."),
    "region": _("Why: to see which regions the courses reach. Only numbers are published."),
    "body": _("Why: so that your organisation can be told how many of its staff have finished a course."),
    "position": _("Why: so that a trainer who checks your practical tasks knows your work."),
    "sex": _("Why: to count how many women and men take part. Never shown beside your name."),
    "birth_year": _("Why: to count participants by age. Never shown beside your name."),
}

AUTOCOMPLETE = {
    "last_name": "family-name",
    "first_name": "given-name",
    "patronymic": "additional-name",
    "body": "organization",
    "position": "organization-title",
    "sex": "sex",
    "birth_year": "bday-year",
}


def questions() -> dict[str, forms.Field]:
    """Form fields of the questions, with reasons and what the browser may fill in."""
    fields = forms.fields_for_model(User, fields=QUESTIONS, help_texts=REASONS)
    for name, value in AUTOCOMPLETE.items():
        fields[name].widget.attrs["autocomplete"] = value
    return fields


class GroupedFields(forms.BaseForm):
    """A form that hands its template its optional fields in named groups."""

    def groups(self) -> list[dict[str, Any]]:
        """Legend, why these may stay empty, and the fields of each group."""
        return [
            {"legend": legend, "text": text, "fields": [self[name] for name in names]} for legend, text, names in GROUPS
        ]

    def ungrouped(self) -> list[forms.BoundField]:
        """The visible fields that stand before the groups."""
        grouped = {name for _legend, _text, names in GROUPS for name in names}
        return [field for field in self.visible_fields() if field.name not in grouped]
