"""The club in the editor: its menu, the list of members, topics with their names.

Rooms above put their items into the same menu by the hook `register_club_menu_item`.
"""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet

from cms.access.permission_policies import RulePermissionPolicy
from gamification.members.models import Member, Topic

MENU = "register_club_menu_item"


def edit_address(viewset: str) -> Callable[[Any], str]:
    """Where a row of a list is changed."""
    return lambda row: reverse(f"{viewset}:edit", args=[row.pk])


class MemberViewSet(ModelViewSet):
    """Who is in the club. What a member says of herself, and what of it others see, she alone writes."""

    model = Member
    url_prefix = "club/members"
    icon = "group"
    menu_label = _("Members")
    menu_order = 100
    menu_hook = MENU
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["name", "role", "council", "region", "mentors_up_to", "joined_at", "left_at"]
    form_fields = ["name"]
    search_fields = ["name", "council"]
    search_backend_name = None
    list_filter = ["role", "region"]
    list_display = [
        "name",
        Column("role", label=_("Role"), accessor="get_role_display"),
        "council",
        Column("region", label=_("Region"), accessor="get_region_display"),
        BooleanColumn("in_directory", label=_("In the directory")),
        DateColumn("joined_at", label=_("Joined")),
        DateColumn("left_at", label=_("Left")),
    ]
    ordering = ["name"]

    @property
    def permission_policy(self) -> RulePermissionPolicy:
        """Who looks after the club reads; nobody writes here."""
        return RulePermissionPolicy(Member, "members.manage", never=("add", "change", "delete"))


class TopicViewSet(ModelViewSet):
    """Topics, with their names in each language."""

    model = Topic
    url_prefix = "club/topics"
    icon = "tag"
    menu_label = _("Topics")
    menu_order = 110
    menu_hook = MENU
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = [
        TitleColumn("name", label=_("Name"), accessor=str, get_url=edit_address("club-admin-topics")),
        "slug",
    ]
    panels = [
        FieldPanel("slug"),
        InlinePanel(
            "names",
            heading=_("Names"),
            label=_("Name"),
            min_num=1,
            panels=[FieldRowPanel([FieldPanel("language"), FieldPanel("name")])],
        ),
    ]

    @property
    def permission_policy(self) -> RulePermissionPolicy:
        """Who looks after the club."""
        return RulePermissionPolicy(Topic, "members.manage")


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    """Under the editor's own address."""
    return [MemberViewSet("club-admin-members"), TopicViewSet("club-admin-topics")]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """Shown to whom any of its items is shown."""
    return SubmenuMenuItem(_("Club"), Menu(register_hook_name=MENU), name="club", icon_name="group", order=300)
