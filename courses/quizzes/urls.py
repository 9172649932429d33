"""Addresses of the quizzes."""

from django.urls import path

import cms.pages.converters  # noqa: F401
from courses.quizzes import views

urlpatterns = [
    path("courses/<any_slug:code>/<any_slug:slug>/start/", views.start, name="start-quiz"),
    path("attempts/<uuid:pk>/", views.attempt, name="attempt"),
    path("attempts/<uuid:pk>/submit/", views.submit, name="submit-quiz"),
]
