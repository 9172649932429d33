"""Events and series of tea talks as hosts write them. Times are typed by the clock of the event's own zone."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.forms import WagtailAdminModelForm

from gamification.conf import time_zone
from gamification.events.hosting import TooFewSeatsError, save_event, save_series
from gamification.events.models import Event, TeaTalks
from gamification.members.local_time import LocalDateTimeField, in_zone
from gamification.members.time_zones import zone_choices
from gamification.polls.models import Poll

TIMES = ("starts_at", "ends_at")


class ZonedForm(WagtailAdminModelForm):
    """A form with a zone to choose."""

    zone = forms.ChoiceField(label=_("time zone"), choices=lambda: [(zone, zone) for zone in zone_choices()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].initial = time_zone()


class EventForm(ZonedForm):
    """An event. What was typed as a time becomes a moment once the zone is known."""

    starts_at = LocalDateTimeField(label=_("starts"), help_text=_("By the clock of the event's time zone."))
    ends_at = LocalDateTimeField(label=_("ends"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in TIMES:
                self.initial[name] = self.instance.local(getattr(self.instance, name))

    def clean(self) -> dict[str, Any]:
        """Times that are, in their order; no fewer seats than are taken."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name in TIMES:
            data[name] = self._moment(name, data.get(name), data.get("zone", "UTC"))  # without one it is refused anyway
        if data.get("starts_at") and data.get("ends_at") and data["ends_at"] <= data["starts_at"]:
            self.add_error("ends_at", _("An event ends after it has begun."))
        taken = self.instance.registrations.exclude(number=None).count() if self.instance.pk else 0
        if data.get("seats") and data["seats"] < taken:
            self.add_error("seats", _too_few(taken))
        return data

    def _moment(self, name: str, typed: datetime | None, zone: str) -> datetime | None:
        try:
            return in_zone(typed, zone) if typed else None
        except ValidationError as wrong:
            self.add_error(name, wrong)
            return None

    def save(self, commit: bool = True) -> Event:
        """By the service, which gives new seats to who waits. ValidationError when seats were taken meanwhile."""
        try:
            event = save_event(event=self.instance)
        except TooFewSeatsError as refusal:
            raise ValidationError(_too_few(refusal.taken)) from refusal
        self._save_m2m()
        return event


def _too_few(taken: int) -> str:
    return ngettext(
        "%(taken)d seat is taken already, so there cannot be fewer.",
        "%(taken)d seats are taken already, so there cannot be fewer.",
        taken,
    ) % {"taken": taken}


class TeaTalksForm(ZonedForm):
    """A series of tea talks. When its vote is closed already, the talks are made at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = Q(tea_talks=None) | Q(tea_talks=self.instance.pk) if self.instance.pk else Q(tea_talks=None)
        polls = Poll.objects.filter(free, kind=Poll.Kind.SLOT).order_by("-closes_at")
        self.fields["poll"].queryset = polls

    def clean(self) -> dict[str, Any]:
        """The first day comes first."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("first_on") and data.get("last_on") and data["last_on"] < data["first_on"]:
            self.add_error("last_on", _("The last day cannot be before the first."))
        return data

    def save(self, commit: bool = True) -> TeaTalks:
        """By the service."""
        return save_series(series=self.instance)
