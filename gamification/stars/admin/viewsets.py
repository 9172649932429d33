"""Rules and seasons in the editor."""

from typing import Any

from django.template.defaultfilters import date
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet

from cms.access.permission_policies import RulePermissionPolicy
from gamification.members.admin import MENU, edit_address
from gamification.stars.admin.forms import SeasonForm
from gamification.stars.models import Season, StarRule


class RuleViewSet(ModelViewSet):
    """For what stars are given, how many, and up to which limit in a season."""

    model = StarRule
    url_prefix = "club/star-rules"
    icon = "pick"
    menu_label = _("Rules of stars")
    menu_order = 140
    menu_hook = MENU
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = [
        TitleColumn(
            "cause", label=_("Cause"), accessor="get_cause_display", get_url=edit_address("club-admin-star-rules")
        ),
        "stars",
        "season_limit",
        BooleanColumn("is_active", label=_("In force")),
    ]
    form_fields = ["cause", "stars", "season_limit", "is_active"]
    ordering = ["cause"]

    @property
    def permission_policy(self) -> RulePermissionPolicy:
        """Who looks after the club. A rule is put out of force, never deleted."""
        return RulePermissionPolicy(StarRule, "stars.manage", never=("delete",))


class SeasonViewSet(ModelViewSet):
    """Seasons; the ledger of one that is counted is closed."""

    model = Season
    url_prefix = "club/seasons"
    icon = "date"
    menu_label = _("Seasons")
    menu_order = 150
    menu_hook = MENU
    add_to_admin_menu = True
    copy_view_enabled = False
    edit_handler = ObjectList(
        [FieldPanel("code"), FieldPanel("zone"), FieldPanel("starts_at"), FieldPanel("cut_off_at")],
        base_form_class=SeasonForm,
    )

    @property
    def list_display(self) -> list[Any]:
        """Times by the clock of each season's own zone."""
        return [
            "code",
            Column("starts_at", label=_("Starts"), accessor=lambda season: _clock(season, "starts_at")),
            Column("cut_off_at", label=_("Stars are counted on"), accessor=lambda season: _clock(season, "cut_off_at")),
            BooleanColumn("frozen_at", label=_("Counted"), accessor=lambda season: bool(season.frozen_at)),
        ]

    @property
    def permission_policy(self) -> RulePermissionPolicy:
        """Who looks after the club."""
        return RulePermissionPolicy(Season, "stars.manage", never=("delete",))


def _clock(season: Season, name: str) -> str:
    at = localtime(getattr(season, name), season.tzinfo).replace(tzinfo=None)
    return f"{date(at, 'DATETIME_FORMAT')} ({season.zone})"
