"""What the two write: the pact, talks, the end."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.input.edit_conflicts import EditConflictMixin
from gamification.mentors.dates import bounds
from gamification.mentors.models import CheckIn, Mentorship, Pact
from gamification.mentors.queries import mentors_for, tasks_for_a_pact

TOO_LONG = _("This is longer than %(limit_value)d characters (%(show_value)d). Please shorten it.")


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, by the browser's own calendar."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, **more)


def text_field(label: Any, limit: int, rows: int = 4, **more: Any) -> forms.CharField:
    """Some lines of text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=limit, widget=widget, error_messages={"max_length": TOO_LONG}, **more
    )


class PactForm(forms.Form):
    """The wording. `edit` is the number of the one that the writer saw."""

    given: Any = forms.ModelChoiceField(
        queryset=None, label=_("A task from an event"), required=False, empty_label=_("none of these")
    )
    task = text_field(_("What will be done"), 2000)
    measure = text_field(
        _("How we will know that it is done"), 2000, help_text=_("Something that both can see or count.")
    )
    due_on = day_field(_("Until"))
    edit = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, mentorship: Mentorship, pact: Pact | None) -> None:
        first = {"edit": 0} if pact is None else {f: getattr(pact, f) for f in ("given", "task", "measure", "due_on")}
        super().__init__(data, initial={"edit": pact.edit if pact else 0, **first})
        earliest, latest = bounds(pact.starts_on if pact else timezone.localdate(), pact.paused_days if pact else 0)
        self.fields["due_on"].widget.attrs |= {"min": earliest.isoformat(), "max": latest.isoformat()}
        self.fields["due_on"].help_text = _("Three to six months from the start.")
        choices: Any = self.fields["given"]
        choices.queryset = tasks_for_a_pact(mentorship)
        choices.label_from_instance = lambda given: given.task.title

    def renumbered(self, edit: int) -> None:
        """What was typed stays; sent again, it is against the newer wording that stands beside it."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["edit"] = str(edit)  # type: ignore[index]


class CheckInForm(forms.Form):
    """A talk that was held."""

    held_on = day_field(_("Held on"))
    note = text_field(
        _("Note on the talk"),
        2000,
        required=False,
        help_text=_("Only you two can read it: not even administrators can."),
    )

    def __init__(self, data: Any = None) -> None:
        today = timezone.localdate()
        super().__init__(data, initial={"held_on": today})
        self.fields["held_on"].widget.attrs["max"] = today.isoformat()


class RescheduleForm(forms.Form):
    """Another day for a talk."""

    due_on = day_field(_("New day"))

    def __init__(self, data: Any = None, *, check_in: CheckIn) -> None:
        super().__init__(data, initial={"due_on": check_in.due_on})


class PauseForm(forms.Form):
    """Why nothing is due for a while."""

    reason = forms.ChoiceField(label=_("Reason"), choices=Pact.Pause.choices, widget=forms.RadioSelect)


class FinishForm(EditConflictMixin, forms.Form):
    """What came of it."""

    result = text_field(_("What came of it?"), 4000, rows=6, required=False)

    def __init__(self, data: Any = None, *, pact: Pact) -> None:
        super().__init__(data, initial={"result": pact.result})

    def clean(self) -> dict[str, Any]:
        """Who says that it was carried out says what came of it."""
        cleaned: dict[str, Any] = super().clean()
        if "done" in self.data and not self.cleaned_data.get("result", "").strip() and not self.errors:
            self.add_error("result", _("Write in a few words what changed. The other one reads it and confirms."))
        return cleaned


class ReasonForm(forms.Form):
    """A reason, if she likes."""

    reason = text_field(
        _("The reason, if you like to say it"), 1000, required=False, help_text=_("The other one reads it.")
    )


class HandOverForm(forms.Form):
    """To whom."""

    to = forms.ChoiceField(label=_("To whom?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, mentorship: Mentorship) -> None:
        super().__init__(data)
        self.matches = {str(found.member.pk): found for found in mentors_for(mentorship.mentee)}
        choices: Any = self.fields["to"]
        choices.choices = [(pk, found.member.name) for pk, found in self.matches.items()]
