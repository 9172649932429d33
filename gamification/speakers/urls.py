"""Addresses of the room, under the language prefix."""

from django.urls import path

from gamification.speakers import views

urlpatterns = [
    path("chong-oy/", views.conferences, name="conferences"),
    path("chong-oy/<slug:code>/", views.conference, name="conference"),
    path("chong-oy/<slug:code>/snapshot.json", views.snapshot, name="speaker-snapshot"),
    path("chong-oy/<slug:code>/list.json", views.list_file, name="speaker-list-file"),
    path("chong-oy/<slug:code>/programme.pdf", views.programme, name="programme"),
    path("club/invitation/", views.my_invitation, name="my-invitation"),
]
