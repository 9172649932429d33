"""Addresses of the room, under the language prefix."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
