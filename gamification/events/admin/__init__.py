"""Events in the editor: importing puts them into the menu and under the editor's address."""

from django.urls import URLPattern, path
from wagtail import hooks

from gamification.events.admin import views
from gamification.events.admin.viewsets import EventViewSet, TeaTalksViewSet


@hooks.register("register_admin_viewset")
def viewsets() -> list[object]:
    """Write and change."""
    return [EventViewSet("club-admin-events"), TeaTalksViewSet("club-admin-tea-talks")]


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """What is done with one event."""
    return [
        path("club/event/<int:pk>/attendance/", views.attendance, name="club-admin-attendance"),
        path("club/event/<int:pk>/questions/", views.questions, name="club-admin-questions"),
        path("club/event/<int:pk>/cancel/", views.cancel, name="club-admin-event-cancel"),
    ]
