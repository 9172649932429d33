"""Addresses of the room, under the language prefix. Pages of a member that tell of stars are in that room."""

from django.urls import path

from gamification.members import views

urlpatterns = [
    path("club/join/", views.join_club, name="club-join"),
    path("club/leave/", views.leave_club, name="club-leave"),
    path("club/me/edit/", views.edit, name="club-edit"),
    path("club/members/", views.members, name="members"),
]
