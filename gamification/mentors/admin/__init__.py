"""Tasks and mentors in the editor: importing puts them into the menu and under the editor's address."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.access.policy import can
from gamification.members.admin import MENU
from gamification.mentors.admin import views
from gamification.mentors.admin.tasks import TaskViewSet


@hooks.register("register_admin_viewset")
def viewsets() -> list[object]:
    """Practical tasks of events."""
    return [TaskViewSet("club-admin-tasks")]


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Mentors and members."""
    return [
        path("club/mentorships/", views.mentorships, name="club-admin-mentorships"),
        path("club/mentorships/alone/", views.without_mentor, name="club-admin-alone"),
        path("club/mentorships/assign/<int:pk>/", views.assign_to, name="club-admin-assign"),
        path("club/mentorships/<int:pk>/", views.mentorship, name="club-admin-mentorship"),
    ]


class MentorsItem(MenuItem):
    """Shown to who looks after the club."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can(request.user, "mentors.manage")


@hooks.register(MENU)
def menu_item() -> MenuItem:
    """In the menu of the club."""
    return MentorsItem(_("Mentors"), reverse("club-admin-mentorships"), icon_name="group", order=326)
