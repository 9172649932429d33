"""The speakers in the editor: importing puts them into the menu and under the editor's address."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.access.policy import can
from gamification.members.admin import MENU
from gamification.speakers import admin_views as views


class SpeakersItem(MenuItem):
    """Shown to who looks after the club."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Not to others who may enter the editor."""
        return can(request.user, "speakers.manage")


@hooks.register(MENU)
def menu_item() -> MenuItem:
    """In the club's menu."""
    return SpeakersItem(_("Speakers"), reverse("club-admin-speakers"), icon_name="group", order=340)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Under the editor's own address."""
    one = "club/speakers/<slug:code>/"
    return [
        path("club/speakers/", views.seasons, name="club-admin-speakers"),
        path(one, views.speaker_list, name="club-admin-speaker-list"),
        path(f"{one}publish/", views.publish_list, name="club-admin-speakers-publish"),
        path(f"{one}invite/", views.invite_first, name="club-admin-speakers-invite"),
        path(f"{one}next/", views.invite_next, name="club-admin-speakers-next"),
        path(f"{one}release/<int:pk>/", views.release_speaker, name="club-admin-speakers-release"),
        path(f"{one}thanks/", views.thanks, name="club-admin-thanks"),
    ]
