"""Addresses of the club, under the language prefix: `path("", include("gamification.urls"))`."""

from django.urls import include, path

ROOMS = ("pages", "members", "stars", "polls", "events", "mentors", "practices", "speakers")

urlpatterns = [path("", include(f"gamification.{room}.urls")) for room in ROOMS]
