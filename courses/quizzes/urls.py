"""Addresses of the quizzes."""

from django.urls import path

from courses.quizzes import views

urlpatterns = [
    path("courses/<slug:code>/<slug:slug>/start/", views.start, name="start-quiz"),
    path("attempts/<uuid:pk>/", views.attempt, name="attempt"),
    path("attempts/<uuid:pk>/submit/", views.submit, name="submit-quiz"),
]
