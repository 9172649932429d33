"""Addresses of the room, under the language prefix: also the pages of a member that tell of stars."""

from django.urls import path

from gamification.stars import views

urlpatterns = [
    path("club/me/", views.my_page, name="club-me"),
    path("club/members/<int:pk>/", views.member, name="member"),
    path("club/stars/", views.my_stars, name="my-stars"),
    path("club/stars/top/", views.stars_top, name="stars-top"),
]
