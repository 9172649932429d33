"""A course: what it is, joining it, and going on in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from cms.access.decorators import permission_required
from cms.pages.keeping import hole, piece, render_kept
from cms.pages.middleware import same_for_visitors
from courses.certificates.queries import held_for
from courses.learning.queries import Study
from courses.learning.reasons import reasons
from courses.learning.services import enrol_in_open_cohort
from courses.pages import content
from courses.pages.next import next_address, pending
from courses.pages.places import Place, place
from courses.pages.privacy import private_to_some
from courses.pages.rows import LinkedReason, figures, linked, module_rows, paper, stage


@permission_required("learning.read")
@require_safe
@same_for_visitors
@private_to_some
def course(request: HttpRequest, code: str) -> HttpResponse:
    """Modules, hours, shares, the certificate; and for who is enrolled, how far she is and what is missing."""
    here = place(request.user, code)
    context = {
        "card": here.card,
        "description": content.description(here.card.course.key, here.card.language),
        "stage": stage(here.study.progress) if here.study else "",
        "progress": hole("progress"),
        "modules": hole("modules"),
    }
    holes = {"progress": _progress(here, here.study) if here.study else "", "modules": _modules(here)}
    return render_kept(request, "courses/pages/course.html", context, holes)


def _modules(here: Place) -> SafeString:
    drawn = (piece("courses/pages/module.html", {"card": here.card, "module": rows}) for rows in module_rows(here))
    return SafeString("".join(drawn))


def _progress(here: Place, study: Study) -> SafeString:
    """How far she is; the certificate once everything is done, and else why it is not."""
    missing: tuple[LinkedReason, ...] = ()
    certificate = SafeString()
    if study.progress.finished:
        certificate = paper(study, here.card, held_for([study.enrolment]))
    else:
        missing = linked(here.plan, reasons(study.progress, pending(study).holds))
    context = {
        "card": here.card,
        "progress": figures(study.progress),
        "reasons": missing,
        "paper": hole("paper"),
    }
    return piece("courses/learning/progress.html", context, {"paper": certificate})


@permission_required("learning.enrol")
@require_POST
@private_to_some
def enrol(request: HttpRequest, code: str) -> HttpResponse:
    """Join the open cohort, and begin."""
    here = place(request.user, code)
    enrol_in_open_cohort(person=request.user, course=here.card.course, language=get_language() or here.card.language)
    return redirect("continue", code=code)


@permission_required("learning.continue")
@require_safe
@private_to_some
def go_on(request: HttpRequest, code: str) -> HttpResponse:
    """Lead to the next thing to do; to the course where there is none, or who is not enrolled yet."""
    return redirect(next_address(place(request.user, code)))
