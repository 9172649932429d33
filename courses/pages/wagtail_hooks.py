"""What trainers see in the editor."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from cms.access.policy import can
from courses.pages.base import CourseTreePage
from courses.pages.models import CoursePage
from courses.pages.publishing import is_source
from courses.pages.views.edition_upgrade import upgrade_learners


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """Addresses in the editor."""
    return [path("courses/<int:page_id>/learners/", upgrade_learners, name="courses_upgrade_learners")]


@hooks.register("before_serve_page")
def to_our_address(page: Any, request: HttpRequest, _args: Any, _kwargs: Any) -> HttpResponse | None:
    """Wagtail's own address of a course leads to ours before anything else: who may see it is asked there."""
    return page.serve(request) if isinstance(page, CourseTreePage) else None


@hooks.register("register_page_header_buttons")
def move_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """A way from the course to its learners."""
    if isinstance(page, CoursePage) and can(user, "pages.upgrade_learners") and is_source(page):
        url = reverse("courses_upgrade_learners", args=[page.pk])
        yield Button(_("Learners and editions"), url, icon_name="group", priority=80)
