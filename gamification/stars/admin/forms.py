"""Seasons as they are typed, and why stars are taken back."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from gamification.conf import time_zone
from gamification.members.local_time import LocalDateTimeField, in_zone
from gamification.members.time_zones import zone_choices
from gamification.stars.models import Season

TIMES = ("starts_at", "cut_off_at")


class SeasonForm(WagtailAdminModelForm):
    """A season. What was typed becomes a moment by the clock of its own zone, whoever types it wherever."""

    zone = forms.ChoiceField(label=_("time zone"), choices=lambda: [(zone, zone) for zone in zone_choices()])
    starts_at = LocalDateTimeField(label=_("starts"))
    cut_off_at = LocalDateTimeField(
        label=_("stars are counted on"),
        help_text=_("By the clock of the season's time zone. No star is given in this season from then on."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].initial = time_zone()
        if self.instance.pk:
            for name in TIMES:
                self.initial[name] = localtime(getattr(self.instance, name), self.instance.tzinfo)

    def clean(self) -> dict[str, Any]:
        """Moments in their order, apart from every other season; nothing of one that is counted."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.frozen_at:
            self.add_error("code", _("This season is counted: nothing of it changes any more."))
        for name in TIMES:
            self._to_moment(data, name)
        if all(data.get(name) for name in TIMES) and not self.errors:
            self._check_order(data)
        return data

    def _to_moment(self, data: dict[str, Any], name: str) -> None:
        try:
            if typed := data.get(name):
                data[name] = in_zone(typed, data.get("zone") or "UTC")  # the wrong zone has its own fault
        except ValidationError as wrong:
            self.add_error(name, wrong)

    def _check_order(self, data: dict[str, Any]) -> None:
        if data["starts_at"] >= data["cut_off_at"]:
            self.add_error("cut_off_at", _("A season is counted after it has begun."))
            return
        others = Season.objects.exclude(pk=self.instance.pk)
        if others.filter(starts_at__lt=data["cut_off_at"], cut_off_at__gt=data["starts_at"]).exists():
            self.add_error("starts_at", _("Another season is open then."))


class ReverseForm(forms.Form):
    """Why; the member reads it too."""

    reason = forms.CharField(
        label=_("Why are these stars taken back?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The member reads it beside the entry, which stays visible. It cannot be undone."),
    )


class LedgerForm(forms.Form):
    """What is asked of the ledger."""

    q = forms.CharField(label=_("Member of the club"), required=False, max_length=100)
