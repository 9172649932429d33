"""A quiz as a learner takes it: begin, answer, submit, see the result."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.access.decorators import permission_required
from cms.access.policy import visible_to
from courses.learning.models import Enrolment
from courses.quizzes import services
from courses.quizzes.answer_parsing import answer_fingerprint
from courses.quizzes.contexts import has_unsaved_answers, questions_context, result_context
from courses.quizzes.models import Attempt
from courses.syllabus.kinds import ITEM_KINDS
from courses.syllabus.queries import item_by_slug


@permission_required("quizzes.start")
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Begin an attempt, or go on with the open one. A GET (after signing in, say) leads to the quiz's page."""
    if request.method == "GET":
        return redirect("item", code=code, slug=slug)
    enrolment = get_object_or_404(visible_to(request.user, Enrolment), cohort__course__code=code)
    item = item_by_slug(enrolment.edition_id, slug)
    if item is None or not ITEM_KINDS[item.kind].has_attempts:
        raise Http404
    try:
        return redirect("attempt", pk=services.start(enrolment=enrolment, item=item).pk)
    except services.AttemptNotAllowed as reason:
        messages.error(request, str(reason))
        return redirect("item", code=code, slug=slug)


@permission_required("quizzes.attempt")
@never_cache
@require_http_methods(["GET", "POST"])
def attempt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The questions, or the result once it is closed. POST saves what was given."""
    return _save(request, pk) if request.method == "POST" else _page(request, pk)


def _page(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _get_attempt(request, pk)
    if found.state == Attempt.State.OPEN and not found.takes_answers(timezone.now()):
        services.close_due(Attempt.objects.filter(pk=pk), timezone.now())
        found = _get_attempt(request, pk)
    if found.state == Attempt.State.OPEN:
        return render(request, "courses/quizzes/attempt.html", questions_context(found))
    return render(request, "courses/quizzes/result.html", result_context(found))


def _save(request: HttpRequest, pk: UUID) -> HttpResponse:
    try:
        saved = services.save_answers(attempts=visible_to(request.user, Attempt), pk=pk, typed=request.POST)
    except Attempt.DoesNotExist as unknown:
        raise Http404 from unknown
    if request.headers.get("X-Requested-With") == "fetch":
        return _autosave_response(saved)
    if saved is None:
        return _too_late(request, pk)
    if saved.replaced:
        messages.warning(request, _replaced_message(saved))
    return redirect("attempt", pk=pk)


def _autosave_response(saved: services.Saved | None) -> HttpResponse:
    """For the page's script: a sentence where there is one, and the marks of what is stored now."""
    if saved is None:
        return HttpResponse(status=409)
    answer = HttpResponse(_replaced_message(saved)) if saved.replaced else HttpResponse(status=204)
    answer["X-Seen"] = " ".join(f"{place}:{answer_fingerprint(given)}" for place, given in saved.given.items())
    return answer


def _replaced_message(saved: services.Saved) -> str:
    places = saved.replaced
    return ngettext(
        "Question %(places)s had been answered differently in another window. What you gave here counts now.",
        "Questions %(places)s had been answered differently in another window. What you gave here counts now.",
        len(places),
    ) % {"places": ", ".join(map(str, places))}


@permission_required("quizzes.submit")
@never_cache
@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close the attempt. With answers missing, they are saved and the learner is asked once more."""
    if request.method == "GET":
        return redirect("attempt", pk=pk)
    if "anyway" not in request.POST and (asked := _confirm_incomplete(request, pk)):
        return asked
    try:
        counted = services.submit(attempts=visible_to(request.user, Attempt), pk=pk, typed=request.POST)
    except Attempt.DoesNotExist as unknown:
        raise Http404 from unknown
    return redirect("attempt", pk=pk) if counted else _too_late(request, pk)


def _confirm_incomplete(request: HttpRequest, pk: UUID) -> HttpResponse | None:
    """The questions again, where some cannot be marked as they stand and there is time to mend them."""
    context = questions_context(_get_attempt(request, pk), request.POST)
    if not context["incomplete"] or not _save_in_time(request, pk):
        return None
    return render(request, "courses/quizzes/attempt.html", {**context, "confirm": True}, status=422)


def _save_in_time(request: HttpRequest, pk: UUID) -> bool:
    return services.save_answers(attempts=visible_to(request.user, Attempt), pk=pk, typed=request.POST) is not None


def _too_late(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Too late: what was typed and not saved is shown, so that it can be kept; else the result is."""
    found = _get_attempt(request, pk)
    if not has_unsaved_answers(found, request.POST):
        return redirect("attempt", pk=pk)
    return render(
        request,
        "courses/quizzes/attempt.html",
        {**questions_context(found, request.POST), "too_late": True},
        status=409,
    )


def _get_attempt(request: HttpRequest, pk: UUID) -> Attempt:
    rows: QuerySet[Attempt] = visible_to(request.user, Attempt)
    return get_object_or_404(rows.select_related("enrolment", "activity__course"), pk=pk)
