"""A course: what it is, joining it, and going on in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from cms.access.decorators import guarded
from cms.pages.middleware import same_for_visitors
from courses.learning.reasons import reasons
from courses.learning.services import enrol_in_open_cohort
from courses.pages import content
from courses.pages.next import next_address, pending
from courses.pages.places import place
from courses.pages.rows import linked, rows


@guarded("learning.read")
@require_safe
@same_for_visitors
def course(request: HttpRequest, code: str) -> HttpResponse:
    """Modules, hours, shares, the certificate; and for who is enrolled, how far she is and what is missing."""
    here = place(request.user, code)
    context = {
        "card": here.card,
        "description": content.description(here.card.course.key, here.card.language),
        "study": here.study,
        "modules": rows(here),
    }
    if here.study:
        context["reasons"] = linked(here.plan, reasons(here.study.progress, pending(here.study).holds))
    return render(request, "courses/pages/course.html", context)


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
