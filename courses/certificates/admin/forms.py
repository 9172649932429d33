"""What is asked of who issues, corrects and takes back."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.input.ids import parse_id
from cms.pdf.fonts import normalize_text
from courses.certificates.admin.queries import HAVE, READY, STUDYING
from courses.certificates.eligibility import name_errors, text_errors
from courses.certificates.models import Certificate
from courses.certificates.queries import reference_certificate
from courses.learning.models import Enrolment
from courses.people.names import is_slip, tidy_name
from courses.syllabus.models import Course

AT_ONCE = 500  # as many as a page lists: a few seconds of signing


class PeopleFilter(forms.Form):
    """Whom of a course to list."""

    show = forms.ChoiceField(choices=[(kind, kind) for kind in (READY, STUDYING, HAVE)], required=False)
    q = forms.CharField(label=_("Name, e-mail or place of work"), max_length=100, required=False)

    @property
    def kind(self) -> str:
        """The group to be listed; who can get a certificate unless another was named."""
        return (self.is_valid() and self.cleaned_data["show"]) or READY


class PeopleField(forms.ModelMultipleChoiceField):
    """Enrolments by their ids; what cannot be an id is as wrong as one of another course."""

    def clean(self, value: Any) -> Any:
        """Ask the database for numbers alone that it can have."""
        if None in map(parse_id, value):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)


class OrderForm(forms.Form):
    """By which order; a course that issues by itself needs none."""

    order_number = forms.CharField(label=_("Order number"), required=False)

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_order = course.issue == Course.Issue.ORDER
        self.fields["order_number"].help_text = (
            _("It is printed on each certificate and stands in the register: “12-К”.")
            if self.by_order
            else _("This course's certificates need no order; if there is one, it is printed on them.")
        )

    def clean_order_number(self) -> str:
        """As it will be printed."""
        number = normalize_text(self.cleaned_data["order_number"])
        if self.by_order and not number:
            raise ValidationError(_("This course's certificates are issued by order: type its number."))
        if reasons := text_errors(_("order number"), number, "order_number", required=False):
            raise ValidationError(reasons)
        return number


class RenewalProposalForm(OrderForm):
    """Why a certificate should be issued to who lost one, or bears another name now."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For the other administrator and for auditors."),
        error_messages={"required": _("A proposal needs a reason.")},
    )


class GroupForm(OrderForm):
    """Who gets a certificate."""

    picked = PeopleField(
        Enrolment.objects.none(),
        error_messages={
            "required": _("Choose at least one person."),
            "invalid_choice": _("Somebody who was chosen is not enrolled in this course. Please choose again."),
        },
    )

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, course=course, **kwargs)
        self.fields["picked"].queryset = Enrolment.objects.filter(cohort__course=course)  # type: ignore[attr-defined]

    def clean_picked(self) -> Any:
        """Not more than are signed within one request."""
        picked = self.cleaned_data["picked"]
        if len(picked) > AT_ONCE:
            raise ValidationError(_("At most %(limit)s people at once."), params={"limit": AT_ONCE})
        return picked


class CorrectionForm(forms.Form):
    """What a certificate should have said, and why."""

    holder = forms.CharField(label=_("Holder"), required=False)
    order_number = forms.CharField(label=_("Order number"), required=False)
    reason = forms.CharField(
        label=_("What is corrected and why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept in the register; not printed."),
        error_messages={"required": _("Say what is corrected and why.")},
    )

    def __init__(self, *args: Any, certificate: Certificate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.certificate = certificate
        for name in ("holder", "order_number"):
            self.fields[name].initial = getattr(certificate, name)
        for language in certificate.languages:
            label = format_lazy(_("Course title ({language})"), language=language)
            self.fields[f"title_{language}"] = forms.CharField(
                label=label, required=False, initial=certificate.title(language)
            )
        self.order_fields(["holder", "order_number", *self.titles])

    @property
    def titles(self) -> list[str]:
        """Names of the fields of titles, one for each printed language."""
        return [f"title_{language}" for language in self.certificate.languages]

    def clean(self) -> dict[str, Any]:
        """Each text must be printable, and something must differ."""
        data = super().clean() or {}
        self.cleaned_data["holder"] = tidy_name(self.cleaned_data.get("holder", ""))
        if reasons := name_errors(self.cleaned_data["holder"]):
            self.add_error("holder", ValidationError(reasons))
        self._check("order_number", _("order number"), "order_number", required=bool(self.certificate.order_number))
        for name in self.titles:
            self._check(name, _("course title"), "title")
        if not self.errors and not self.differences:
            raise ValidationError(_("Nothing was changed, so there is nothing to correct."))
        return data

    def _check(self, name: str, what: Any, limit: str, **rule: bool) -> None:
        self.cleaned_data[name] = normalize_text(self.cleaned_data.get(name, ""))
        if reasons := text_errors(what, self.cleaned_data[name], limit, **rule):
            self.add_error(name, ValidationError(reasons))

    @property
    def differences(self) -> list[tuple[Any, str, str]]:
        """(label, as it is, as it will be) of each text that differs."""
        return [
            (field.label, str(field.initial), self.cleaned_data[field.name])
            for field in self
            if field.name != "reason" and self.cleaned_data[field.name] != field.initial
        ]

    @property
    def needs_two(self) -> bool:
        """Is it the name of somebody else, which one alone does not put there?"""
        return not is_slip(reference_certificate(self.certificate).holder, self.cleaned_data["holder"])

    @property
    def changes(self) -> dict[str, Any]:
        """As `services.correct` takes them."""
        titles = {name.removeprefix("title_"): self.cleaned_data[name] for name in self.titles}
        return {
            "holder": self.cleaned_data["holder"],
            "order_number": self.cleaned_data["order_number"],
            "titles": {**self.certificate.titles, **titles},
        }


class RefusalForm(forms.Form):
    """Why a certificate is not corrected."""

    refusal = forms.CharField(
        label=_("Why it is not corrected"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The holder reads it."),
        error_messages={"required": _("Say why it is not corrected: the holder reads it.")},
    )


class RevocationForm(forms.Form):
    """Why a certificate is taken back."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For the other administrator and for auditors; the public page does not show it."),
        error_messages={"required": _("A revocation needs a reason.")},
    )
