"""Addresses of the catalogue and of courses, under the language prefix."""

from django.urls import path

from courses.pages.views import catalogue, course, item, record, submit

urlpatterns = [
    path("courses/", catalogue.catalogue, name="catalogue"),
    path("courses/<slug:code>/", course.course, name="course"),
    path("courses/<slug:code>/enrol/", course.enrol, name="enrol"),
    path("courses/<slug:code>/continue/", course.go_on, name="continue"),
    path("courses/<slug:code>/<slug:slug>/", item.item, name="item"),
    path("courses/<slug:code>/<slug:slug>/complete/", record.complete, name="complete"),
    path("courses/<slug:code>/<slug:slug>/notes/", record.notes, name="reflect"),
    path("courses/<slug:code>/<slug:slug>/submit/", submit.submit, name="submit-task"),
]
