"""What is asked of who checks a certificate."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from courses.certificates.eligibility import name_errors
from courses.certificates.number_format import LONGEST, example, format_number, lookup_keys
from courses.certificates.verification import upload_limit
from courses.people.names import tidy_name


class CorrectionRequestForm(forms.Form):
    """What the holder asks for."""

    name = forms.CharField(
        label=_("Name as it should be written"),
        max_length=200,
        help_text=_("As in your passport, also where the name is right and something else is wrong."),
    )
    text = forms.CharField(label=_("What is wrong"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_name(self) -> str:
        """A name that could be printed."""
        name = tidy_name(self.cleaned_data["name"])
        if reasons := name_errors(name):
            raise ValidationError(reasons)
        return name


class VerifyForm(forms.Form):
    """A number, or the PDF."""

    number = forms.CharField(label=_("Number of the certificate"), max_length=LONGEST, required=False)
    file = forms.FileField(label=_("Or the PDF file"), required=False)
    number.widget.attrs |= {"autocomplete": "off", "autocapitalize": "characters"}
    file.widget.attrs |= {"accept": "application/pdf,.pdf"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].widget.attrs["placeholder"] = example()

    def clean_number(self) -> str:
        """In the register's spelling, however it was typed."""
        number: str = self.cleaned_data["number"]
        if number and not lookup_keys(number):
            message = _("This is not a number of a certificate. One looks like this: %(example)s.")
            raise ValidationError(message, params={"example": example()})
        return format_number(number) if number else ""

    def clean_file(self) -> Any:
        """Refuse what cannot be one of ours by its size."""
        file = self.cleaned_data["file"]
        if file and file.size > upload_limit():
            message = _("The file is larger than %(limit)s; certificates are smaller.")
            raise ValidationError(message, params={"limit": filesizeformat(upload_limit())})
        return file

    def clean(self) -> dict[str, Any]:
        """One of the two is needed."""
        data = super().clean() or {}
        if not self.errors and not data.get("number") and not data.get("file"):
            raise ValidationError(_("Type the number or choose the PDF file."))
        return data
