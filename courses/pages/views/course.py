"""A course: what it is, joining it, and going on in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from cms.access.decorators import permission_required
from cms.cache.fragments import placeholder, render_cached, render_fragment
from cms.cache.middleware import same_for_anonymous
from courses.certificates.queries import certificate_summaries
from courses.learning.queries import EnrolmentProgress
from courses.learning.reasons import reasons
from courses.learning.services import enrol_in_open_cohort
from courses.pages import content
from courses.pages.contexts import CourseContext, course_context
from courses.pages.navigation import continue_url, waiting_items
from courses.pages.privacy import private_to_some
from courses.pages.progress_view import (
    LinkedReason,
    certificate_card,
    learner_stage,
    link_reasons,
    module_rows,
    progress_summary,
)


@permission_required("learning.read")
@require_safe
@same_for_anonymous
@private_to_some
def course(request: HttpRequest, code: str) -> HttpResponse:
    """Modules, hours, shares, the certificate; and for who is enrolled, how far she is and what is missing."""
    current = course_context(request.user, code)
    context = {
        "card": current.card,
        "description": content.description(current.card.course.key, current.card.language),
        "stage": learner_stage(current.learner.progress) if current.learner else "",
        "progress": placeholder("progress"),
        "modules": placeholder("modules"),
    }
    holes = {"progress": _progress(current, current.learner) if current.learner else "", "modules": _modules(current)}
    return render_cached(request, "courses/pages/course.html", context, holes)


def _modules(current: CourseContext) -> SafeString:
    drawn = (
        render_fragment("courses/pages/module.html", {"card": current.card, "module": rows})
        for rows in module_rows(current)
    )
    return SafeString("".join(drawn))


def _progress(current: CourseContext, learner: EnrolmentProgress) -> SafeString:
    """How far she is; the certificate once everything is done, and else why it is not."""
    missing: tuple[LinkedReason, ...] = ()
    certificate = SafeString()
    if learner.progress.finished:
        certificate = certificate_card(learner, current.card, certificate_summaries([learner.enrolment]))
    else:
        missing = link_reasons(current.outline, reasons(learner.progress, waiting_items(learner).reasons))
    context = {
        "card": current.card,
        "progress": progress_summary(learner.progress),
        "reasons": missing,
        "certificate_card": placeholder("certificate_card"),
    }
    return render_fragment("courses/learning/progress.html", context, {"certificate_card": certificate})


@permission_required("learning.enrol")
@require_POST
@private_to_some
def enrol(request: HttpRequest, code: str) -> HttpResponse:
    """Join the open cohort, and begin."""
    card = course_context(request.user, code).card
    enrol_in_open_cohort(person=request.user, course=card.course, language=get_language() or card.language)
    return redirect("continue", code=code)


@permission_required("learning.continue")
@require_safe
@private_to_some
def go_on(request: HttpRequest, code: str) -> HttpResponse:
    """Lead to the next thing to do; to the course where there is none, or who is not enrolled yet."""
    return redirect(continue_url(course_context(request.user, code)))
