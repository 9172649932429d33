"""Addresses of the room, under the language prefix."""

from django.urls import path

from gamification.pages import views

urlpatterns = [path("club/", views.club, name="club")]
