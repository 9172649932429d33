"""Stars in the editor: rules, seasons, the ledger, and signs to be looked into."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.access.policy import can
from gamification.members.admin import MENU
from gamification.stars.admin import views
from gamification.stars.admin.viewsets import RuleViewSet, SeasonViewSet


class StarsItem(MenuItem):
    """Shown to who looks after the club."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can(request.user, "stars.manage")


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    """Rules and seasons."""
    return [RuleViewSet("club-admin-star-rules"), SeasonViewSet("club-admin-seasons")]


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """The ledger and what is done with it."""
    return [
        path("club/stars/", views.entries, name="club-admin-stars"),
        path("club/stars/signs/", views.indicators, name="club-admin-signs"),
        path("club/stars/<int:pk>/reverse/", views.reverse_entry, name="club-admin-reverse"),
    ]


@hooks.register(MENU)
def ledger_item() -> MenuItem:
    """All entries."""
    return StarsItem(_("Stars given"), reverse("club-admin-stars"), icon_name="list-ul", order=120)


@hooks.register(MENU)
def signs_item() -> MenuItem:
    """What somebody should look into."""
    return StarsItem(_("Signs of collusion"), reverse("club-admin-signs"), icon_name="view", order=130)
