"""Times that are typed by the clock of a zone which another field of the form names."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput


class LocalDateTimeField(forms.DateTimeField):
    """A date and an hour as a clock shows them, whosever clock it is."""

    widget = AdminDateTimeInput

    def prepare_value(self, value: Any) -> Any:
        """As typed."""
        return value.replace(tzinfo=None) if isinstance(value, datetime) else value

    def to_python(self, value: Any) -> Any:
        """Without a zone."""
        found = super().to_python(value)
        return found.replace(tzinfo=None) if found else found


def in_zone(typed: datetime, zone: str) -> datetime:
    """What was typed, as a moment. ValidationError for an hour that the clocks of the zone leave out."""
    found = typed.replace(tzinfo=ZoneInfo(zone))
    if found.astimezone(UTC).astimezone(found.tzinfo).replace(tzinfo=None) != typed:
        raise ValidationError(_("There is no such hour that day: the clocks are put forward over it."))
    return found
