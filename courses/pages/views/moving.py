"""A trainer moves learners to the newest edition, after seeing what changes for whom."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.access.decorators import permission_required
from cms.jobs.services import enqueue
from courses.learning.moving import Move, movers, moves_to
from courses.pages import content
from courses.pages.jobs import MoveLearners
from courses.pages.models import CoursePage
from courses.syllabus.models import Course, Edition, EditionItem

PER_PAGE = 100


@permission_required("pages.move_learners")
@require_http_methods(["GET", "POST"])
def move_learners(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the moves that are possible; start the one that was confirmed, if it is still the one shown."""
    page = get_object_or_404(CoursePage, pk=page_id)
    course = get_object_or_404(Course, key=page.translation_key)
    newest = course.editions.order_by("-number").first()
    moves = moves_to(newest) if newest else []
    if request.method == "POST":
        return _carry_out(request, page_id, newest, moves)
    context = {
        "page_title": _("Learners and editions"),
        "page_subtitle": page.title,
        "header_icon": "group",
        "newest": newest,
        "moves": [_told(move, newest, request.GET.get("p")) for move in moves if newest],
    }
    return render(request, "courses/pages/move_learners.html", context)


def _carry_out(request: HttpRequest, page_id: int, newest: Edition | None, moves: Iterable[Move]) -> HttpResponse:
    asked = (request.POST.get("source"), request.POST.get("target"))
    source = next((move.edition for move in moves if newest and (str(move.edition.pk), str(newest.pk)) == asked), None)
    if source is None or newest is None:
        messages.error(request, _("There is a newer edition by now: look at the changes again."))
        return redirect("courses_move_learners", page_id)
    arguments = {"page": page_id, "source": source.pk, "target": newest.pk}
    return redirect("job", enqueue(kind=MoveLearners.name, by=request.user, arguments=arguments).pk)


def _told(move: Move, newest: Edition, number: str | None) -> dict[str, Any]:
    """The move with titles instead of addresses, and a page of its learners."""
    language, source = get_language() or "", move.edition.course.source_language
    titles: dict[int, str] = {}
    for edition in (newest, move.edition):
        steps = content.plan(edition.pk, language, source).steps
        titles |= {step.activity: step.title for step in steps}

    page = Paginator(move.learners, PER_PAGE).get_page(number)

    def named(item: EditionItem) -> str:
        return titles.get(item.activity_id) or item.slug

    return {
        "edition": move.edition,
        "added": [(named(item), item.minutes) for item in move.added],
        "removed": [(named(item), item.minutes) for item in move.removed],
        "changed": [(named(old), old.minutes, new.minutes) for old, new in move.changed],
        "movers": movers(page.object_list, newest),
        "page": page,
    }
