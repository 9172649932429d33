"""What a member sends: one choice, under the receipt that her form came with."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from gamification.members.models import Member
from gamification.polls.models import Choice, Poll
from gamification.polls.receipts import new_receipt, normalize_receipt, sign_receipt, unsign_receipt

OWN = _("This is your own: choose another's.")


class VoteForm(forms.Form):
    """One of the poll's choices, but not her own."""

    choice = forms.ChoiceField(
        error_messages={
            "required": _("Choose one, then vote."),
            "invalid_choice": _("This is no choice of this vote. Choose one of the list."),
        }
    )

    def __init__(self, data: Any = None, *, poll: Poll, member: Member, choices: list[Choice]) -> None:
        super().__init__(data)
        self.poll, self.member, self.offered = poll, member, choices
        self.fields["choice"].choices = [(str(choice.pk), choice.label) for choice in choices]  # type: ignore[attr-defined]

    @cached_property
    def receipt(self) -> str:
        """The one that the form came with; a new one for a new form, and for one that was not ours."""
        return self._verified_receipt or new_receipt()

    @cached_property
    def _verified_receipt(self) -> str | None:
        return unsign_receipt(str(self.data.get("receipt", "")), self.poll, self.member)

    @property
    def signed_receipt(self) -> str:
        """For the hidden field."""
        return sign_receipt(self.receipt, self.poll, self.member)

    @property
    def chosen(self) -> str:
        """What was ticked, also when it was refused."""
        return str(self.data.get("choice", ""))

    def clean_choice(self) -> Choice:
        """The choice itself."""
        chosen = next(choice for choice in self.offered if str(choice.pk) == self.cleaned_data["choice"])
        if chosen.owner_id == self.member.pk:
            raise forms.ValidationError(OWN)
        return chosen

    def clean(self) -> None:
        """A vote without its receipt could be counted twice on resending, so it is asked for once more."""
        if not self._verified_receipt and not self.errors:
            self.add_error("choice", _("This form was not complete, so nothing was recorded. Please vote once more."))


class ReceiptForm(forms.Form):
    """A receipt to look for in the published list."""

    receipt = forms.CharField(
        label=_("Your receipt"),
        max_length=60,
        help_text=_("For example 7KQ4-M2XP-9TRA-C3WE."),
        error_messages={"required": _("Type the receipt that you were shown after voting.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_receipt(self) -> str:
        """As it is published."""
        return normalize_receipt(self.cleaned_data["receipt"])
