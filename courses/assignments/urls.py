"""URLs of submissions, under the language prefix."""

from django.urls import path

from courses.assignments import views

urlpatterns = [path("submissions/<int:pk>/", views.submission_file, name="submission-file")]
