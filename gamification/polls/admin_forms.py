"""Polls as an administrator writes them: topics as lines, days and hours as fields. Polls on practices are made where
the practices are.
"""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.widgets import AdminDateTimeInput

from gamification.polls.models import Poll
from gamification.polls.services import NewChoice
from gamification.polls.slots import SLOT, slot_label, slot_subject

SLOTS = 8


class SlotWidget(forms.MultiWidget):
    """A weekday and an hour, side by side."""

    def __init__(self) -> None:
        days = [("", "—"), *((str(number), name) for number, name in WEEKDAYS.items())]
        hour = forms.TimeInput(attrs={"type": "time", "aria-label": _("Hour")}, format="%H:%M")
        super().__init__([forms.Select(attrs={"aria-label": _("Day")}, choices=days), hour])

    def decompress(self, value: Any) -> list[Any]:
        """The parts of `slot:3:18:30`."""
        return str(value).removeprefix(SLOT).split(":", 1) if value else ["", ""]


class SlotField(forms.MultiValueField):
    """Day and hour, or neither."""

    widget = SlotWidget

    def __init__(self, **kwargs: Any) -> None:
        days = [("", ""), *((str(number), str(number)) for number in WEEKDAYS)]
        parts = (forms.ChoiceField(choices=days, required=False), forms.TimeField(required=False))
        super().__init__(parts, require_all_fields=False, required=False, **kwargs)

    def compress(self, data_list: list[Any]) -> str:
        """As a choice names it; empty for an empty row."""
        day, hour = [*data_list, None, None][:2]
        if day in ("", None) and hour is None:
            return ""
        if day in ("", None) or hour is None:
            raise forms.ValidationError(_("Choose the day and the hour, or leave both empty."))
        return slot_subject(int(day), hour)


class PollForm(forms.ModelForm):
    """A new poll on topics or slots, or any that has not opened."""

    topics = forms.CharField(
        label=_("Topics to choose from"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One a line. Needed for a vote on topics."),
    )

    explanation = Poll._meta.get_field("explanation").formfield(
        max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    class Meta:
        model = Poll
        fields = ("kind", "title", "explanation", "language", "opens_at", "closes_at")
        widgets = {
            "opens_at": AdminDateTimeInput,
            "closes_at": AdminDateTimeInput,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_free = self.instance.pk is None or self.instance.kind in Poll.FREE
        if not self.is_free:
            del self.fields["kind"], self.fields["topics"]
            return
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in Poll.FREE]  # type: ignore[attr-defined]
        stored = list(self.instance.choices.all()) if self.instance.pk else []
        self.fields["topics"].initial = "\n".join(choice.label for choice in stored if not choice.is_slot)
        slots = [choice.subject for choice in stored if choice.is_slot]
        for number in range(1, SLOTS + 1):
            initial = slots[number - 1] if number <= len(slots) else None
            label = format_lazy("{slot} {number}", slot=_("Day and hour"), number=number)
            self.fields[f"slot_{number}"] = SlotField(label=label, initial=initial)

    def clean(self) -> dict[str, Any]:
        """Times in order, and at least two choices that differ."""
        data = super().clean() or {}
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and closes <= max(opens, timezone.now()):
            self.add_error("closes_at", _("It closes after it has opened, and not in the past."))
        if self.is_free and "kind" in data:
            (self._check_slots if data["kind"] == Poll.Kind.SLOT else self._check_topics)()
        return data

    def clean_opens_at(self) -> Any:
        """A time that has passed means now."""
        return max(self.cleaned_data["opens_at"], timezone.now())

    def _check_topics(self) -> None:
        lines = self._topics()
        if len(lines) < 2:
            self.add_error("topics", _("Write two topics at least, each on a line of its own."))
        elif any(len(line) > 200 for line in lines):
            self.add_error("topics", _("A topic has at most 200 letters."))

    def _check_slots(self) -> None:
        if len(self._slots()) < 2 and not any(name.startswith("slot_") for name in self.errors):
            self.add_error("slot_1", _("Give two days and hours at least, each another."))

    def _topics(self) -> list[str]:
        lines = (" ".join(line.split()) for line in self.cleaned_data.get("topics", "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def _slots(self) -> list[str]:
        typed = (self.cleaned_data.get(f"slot_{number}") for number in range(1, SLOTS + 1))
        return list(dict.fromkeys(slot for slot in typed if slot))

    @property
    def choices(self) -> list[NewChoice] | None:
        """What was written; None for a poll whose choices are not written here."""
        if not self.is_free:
            return None
        if self.cleaned_data["kind"] == Poll.Kind.TOPIC:
            return [NewChoice(line) for line in self._topics()]
        with override(self.cleaned_data["language"]):
            return [NewChoice(slot_label(slot), subject=slot) for slot in self._slots()]

    @property
    def facts(self) -> dict[str, Any]:
        """The poll's own fields."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.cleaned_data}
