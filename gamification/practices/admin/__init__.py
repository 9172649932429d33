"""Practices in the editor: importing puts them into the menu and under the editor's address."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.access.policy import can
from gamification.members.admin import MENU
from gamification.practices.admin import polls, review, uses


class PracticesItem(MenuItem):
    """Shown to who looks after the club."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can(request.user, "practices.review")


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Under the editor's own address."""
    return [
        path("club/practices/", review.practices, name="club-admin-practices"),
        path("club/practices/<int:pk>/", review.practice, name="club-admin-practice"),
        path("club/practices/<int:pk>/withdraw/", review.withdraw_one, name="club-admin-practice-withdraw"),
        path("club/practices/uses/", uses.waiting, name="club-admin-practice-uses"),
        path("club/practices/uses/<int:pk>/", uses.decide, name="club-admin-practice-use"),
        path("club/practices/vote/", polls.vote, name="club-admin-practice-vote"),
    ]


@hooks.register(MENU)
def menu_item() -> MenuItem:
    """In the editor's main menu."""
    return PracticesItem(_("Best practices"), reverse("club-admin-practices"), icon_name="pick", order=330)
