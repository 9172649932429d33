"""Addresses of the club, under the language prefix: `path("", include("gamification.urls"))`."""

from django.urls import include, path

MODULES = ("pages", "members", "stars", "polls", "events", "mentors", "practices", "speakers")

urlpatterns = [path("", include(f"gamification.{module}.urls")) for module in MODULES]
