"""Addresses of the catalogue and of courses, under the language prefix."""

from django.urls import path

import cms.pages.converters  # noqa: F401
from courses.pages.views import catalogue, course, item, record, submit

urlpatterns = [
    path("courses/", catalogue.catalogue, name="catalogue"),
    path("courses/<any_slug:code>/", course.course, name="course"),
    path("courses/<any_slug:code>/enrol/", course.enrol, name="enrol"),
    path("courses/<any_slug:code>/continue/", course.go_on, name="continue"),
    path("courses/<any_slug:code>/<any_slug:slug>/", item.item, name="item"),
    path("courses/<any_slug:code>/<any_slug:slug>/complete/", record.complete, name="complete"),
    path("courses/<any_slug:code>/<any_slug:slug>/notes/", record.notes, name="reflect"),
    path("courses/<any_slug:code>/<any_slug:slug>/submit/", submit.submit, name="submit-task"),
]
