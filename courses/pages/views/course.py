"""A course: what it is, joining it, and going on in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from cms.access.decorators import guarded
from cms.pages.keeping import render_kept
from cms.pages.middleware import same_for_visitors
from courses.certificates.queries import held_by
from courses.learning.reasons import reasons
from courses.learning.services import enrol_in_open_cohort
from courses.pages import content
from courses.pages.next import next_address, pending
from courses.pages.places import Place, place
from courses.pages.rows import LinkedReason, Paper, figures, linked, module_rows, paper


@guarded("learning.read")
@require_safe
@same_for_visitors
def course(request: HttpRequest, code: str) -> HttpResponse:
    """Modules, hours, shares, the certificate; and for who is enrolled, how far she is and what is missing."""
    here = place(request.user, code)
    context = {
        "card": here.card,
        "description": content.description(here.card.course.key, here.card.language),
        "modules": module_rows(here),
        "progress": figures(here.study.progress) if here.study else None,
        "reasons": _reasons(here),
        "paper": _paper(here),
    }
    return render_kept(request, "courses/pages/course.html", context)


def _paper(here: Place) -> Paper | None:
    """The certificate, once everything is done."""
    if here.study is None or not here.study.progress.finished:
        return None
    return paper(here.study, here.card, held_by(here.study.enrolment.person))


def _reasons(here: Place) -> tuple[LinkedReason, ...]:
    if here.study is None:
        return ()
    return linked(here.plan, reasons(here.study.progress, pending(here.study).holds))


@guarded("learning.enrol")
@require_POST
def enrol(request: HttpRequest, code: str) -> HttpResponse:
    """Join the open cohort, and begin."""
    here = place(request.user, code)
    enrol_in_open_cohort(person=request.user, course=here.card.course, language=get_language() or here.card.language)
    return redirect("continue", code=code)


@guarded("learning.continue")
@require_safe
def go_on(request: HttpRequest, code: str) -> HttpResponse:
    """Lead to the next thing to do; to the course where there is none, or who is not enrolled yet."""
    return redirect(next_address(place(request.user, code)))
