"""Addresses of the first page and of one's own, under the language prefix."""

from django.urls import path

from lms.dashboard import views

urlpatterns = [
    path("", views.home, name="home"),
    path("my/", views.dashboard, name="dashboard"),
]
