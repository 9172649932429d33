"""What is asked of who looks after people. Nobody types another's password, and no form has a tick for power."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cms.input.edit_conflicts import EditConflictMixin
from lms.accounts.access.models import AccountChange
from lms.accounts.access.queries import is_taken, people, roles
from lms.accounts.models import User

FACTS = ("last_name", "first_name", "patronymic", "region", "body", "position", "language")
STATES = {"on": _("Switched on"), "off": _("Switched off")}


class RoleChoice(forms.ModelChoiceField):
    """A group, of those that there are."""

    def __init__(self, **more: Any) -> None:
        super().__init__(roles(), label=_("Role"), **more)


class PeopleFilter(forms.Form):
    """Nothing is asked for: an empty form is everybody."""

    q = forms.CharField(label=_("Name or e-mail"), max_length=100, required=False)
    role = RoleChoice(required=False, empty_label=_("Any role"))
    state = forms.ChoiceField(label=_("Account"), choices=[("", _("Any")), *STATES.items()], required=False)

    def narrow(self, rows: "QuerySet[User]") -> "QuerySet[User]":
        """Those who were asked for; nobody for a form with errors."""
        if not self.is_valid():
            return rows.none()
        data = self.cleaned_data
        if data["role"]:
            rows = rows.filter(pk__in=data["role"].user_set.values("pk"))
        if data["state"]:
            rows = rows.filter(is_active=data["state"] == "on")
        return people(rows, data["q"])


class FactsForm(EditConflictMixin, forms.ModelForm):
    """What a profile says."""

    class Meta:
        model = User
        fields = FACTS


class NewAddress(forms.Form):
    """An address that no account has."""

    email = forms.EmailField(label=_("E-mail"), max_length=254)

    def clean_email(self) -> str:
        """In small letters, as accounts have it."""
        email: str = self.cleaned_data["email"].lower()
        if is_taken(email):
            raise ValidationError(_("There is an account with this e-mail already."), code="taken")
        return email


class PersonForm(NewAddress, forms.ModelForm):
    """A new person: the address, to which a letter goes, and what is known."""

    class Meta:
        model = User
        fields = ("email", *FACTS)


class ReasonForm(forms.Form):
    """Why something is done to an account."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person and all administrators read it."),
        error_messages={"required": _("Say why.")},
    )


class GiveRoleForm(ReasonForm):
    """Which role."""

    role = RoleChoice()
    field_order = ("role", "reason")


class ChangeEmailForm(NewAddress, ReasonForm):
    """The address that the person has now."""

    field_order = ("email", "reason")


PROPOSALS: dict[str, type[ReasonForm]] = {
    AccountChange.Kind.ROLE: GiveRoleForm,
    AccountChange.Kind.FACTOR: ReasonForm,
    AccountChange.Kind.EMAIL: ChangeEmailForm,
}
