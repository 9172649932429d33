"""Courses that not everybody may see: what Wagtail's dialog of privacy says, asked at each of our own doors.

A restriction of any page of a course, in any of its languages, or of a page above it, is one of the whole course.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import PageViewRestriction

from cms.access.decorators import redirect_to_sign_in
from cms.access.policy import can
from courses.conf import setting
from courses.pages.models import CoursePage


class PrivateCourseError(PermissionDenied):
    """Asked for by somebody to whom the course is not open."""


class Restriction(NamedTuple):
    """Who may see: anybody who is signed in, or members of these groups."""

    kind: str
    groups: frozenset[int]


def restrictions() -> dict[UUID, frozenset[Restriction]]:
    """Course keys with what restricts them."""
    found: dict[UUID, set[Restriction]] = {}
    pages = list(CoursePage.objects.values_list("path", "translation_key"))
    for restriction in PageViewRestriction.objects.select_related("page").prefetch_related("groups"):
        rule = Restriction(restriction.restriction_type, frozenset(group.pk for group in restriction.groups.all()))
        at = restriction.page.path
        for path, key in pages:
            if at.startswith(path) or path.startswith(at):
                found.setdefault(key, set()).add(rule)
    return {key: frozenset(rules) for key, rules in found.items()}


def may_see(user: Any, rules: frozenset[Restriction]) -> bool:
    """May the person see a course so restricted, without being enrolled in it? Who writes courses sees all."""
    return not rules or can(user, "pages.upgrade_learners") or all(_allows(rule, user) for rule in rules)


def _allows(rule: Restriction, user: Any) -> bool:
    """A kind that the dialog does not offer (a shared password) is passed by nobody."""
    if not (user.is_authenticated and user.is_active):
        return False
    if rule.kind == PageViewRestriction.LOGIN or user.is_superuser:
        return True
    return rule.kind == PageViewRestriction.GROUPS and bool(rule.groups & _groups(user))


def _groups(user: Any) -> Any:
    """Asked once a request."""
    if not hasattr(user, "_group_ids"):
        user._group_ids = frozenset(user.groups.values_list("pk", flat=True))
    return user._group_ids


def private_to_some(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Of a course that not everybody sees: send to sign in and back who is not signed in, and say to others whom to
    ask.
    """

    @wraps(view)
    def ask(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except PrivateCourseError:
            if request.user.is_authenticated:
                context = {"contact": setting("CONTACT_EMAIL")}
                return render(request, "courses/pages/private.html", context, status=403)
            return cast(HttpResponse, redirect_to_sign_in(request))

    return ask
