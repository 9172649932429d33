"""The first page of the site, and a learner's own."""

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from cms.access.decorators import permission_required
from cms.cache.fragments import placeholder, render_cached, render_fragment
from cms.cache.middleware import same_for_anonymous
from courses.api import EnrolledCourse, enrolled_courses, newest_courses

COURSES_SHOWN = 6


@permission_required("dashboard.home")
@require_safe
@same_for_anonymous
def home(request: HttpRequest) -> HttpResponse:
    """What this is, for whom, some courses, and where a certificate is checked."""
    return render_cached(request, "dashboard/home.html", {"cards": newest_courses(COURSES_SHOWN, request.user)})


@permission_required("dashboard.own")
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Each course with its progress, one button to go on, and the certificates."""
    courses = enrolled_courses(request.user)
    drawn = SafeString("".join(map(_draw, courses)))
    context = {"courses": placeholder("courses") if courses else ""}
    return render_cached(request, "dashboard/dashboard.html", context, {"courses": drawn})


def _draw(course: EnrolledCourse) -> SafeString:
    context = {**course._asdict(), "certificate_card": placeholder("certificate_card")}
    return render_fragment("dashboard/course.html", context, {"certificate_card": course.certificate_card})
