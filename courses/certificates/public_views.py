"""Pages for anybody who checks a certificate."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET, require_http_methods

from cms.access import throttle
from cms.access.decorators import permission_required
from courses.certificates import keys
from courses.certificates.forms import VerifyForm
from courses.certificates.models import Certificate
from courses.certificates.number_format import example, format_number, lookup_keys
from courses.certificates.verification import Verdict, as_json, verdict_on_file, verdict_on_number
from courses.conf import setting

MAX_REQUESTS, WINDOW = 600, 60 * 60  # an office behind one address checks its papers by number
NO_SUCH = (Certificate.Status.UNKNOWN, Certificate.Status.MALFORMED)


def help_for(verdict: Verdict | None) -> dict[str, str]:
    """Whom to ask, and what a number looks like."""
    return {"contact": setting("CONTACT_EMAIL"), "example": example()} if verdict else {}


def within_rate_limit(request: HttpRequest) -> bool:
    """Who holds the paper may ask without end; others a number of times an hour."""
    return throttle.try_once(throttle.limits(request, "certificate", {"address": [(MAX_REQUESTS, WINDOW)]}))


@permission_required("certificates.check")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """Type a number, or choose the PDF."""
    form = VerifyForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "courses/certificates/verify.html", {"form": form})
    if not form.cleaned_data["file"]:
        return redirect("verify-number", number=form.cleaned_data["number"])
    if not within_rate_limit(request):
        return rate_limited(request)
    found = verdict_on_file(form.cleaned_data["file"])
    context = {"found": found, "verdict": found.verdict, **help_for(found.verdict)}
    return render(request, "courses/certificates/verify_file.html", context)


@permission_required("certificates.check")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verify_number(request: HttpRequest, number: str) -> HttpResponse:
    """Says the status; the name only to who holds the paper."""
    salt, name = request.GET.get("s", ""), request.POST.get("name", "")
    verdict = verdict_on_number(number, salt=salt, name=name)
    if not verdict.by_paper and not within_rate_limit(request):
        return rate_limited(request)
    context = {"verdict": verdict, "salt": salt, "name": name, **help_for(verdict)}
    status = 404 if verdict.status in NO_SUCH else 200
    return render(request, "courses/certificates/verdict.html", context, status=status)


@permission_required("certificates.check")
@require_GET
@never_cache
def verify_json(request: HttpRequest, number: str) -> JsonResponse:
    """The same for programs."""
    verdict = verdict_on_number(number, salt=request.GET.get("s", ""))
    if not verdict.by_paper and not within_rate_limit(request):
        return JsonResponse({"error": "too many requests"}, status=429, headers={"Retry-After": str(WINDOW)})
    return JsonResponse(as_json(verdict), json_dumps_params={"ensure_ascii": False})


@permission_required("certificates.check")
@require_GET
@never_cache
def verify_short(request: HttpRequest, number: str) -> HttpResponse:
    """What the QR carries: leads to the page in the phone's language."""
    if not lookup_keys(number):
        return redirect("verify")
    salt = request.GET.get("s", "")
    query = f"?{urlencode({'s': salt})}" if salt else ""
    return redirect(reverse("verify-number", args=[format_number(number)]) + query)


@permission_required("certificates.check")
@require_GET
@cache_control(public=True, max_age=3600)
def certificate_keys(request: HttpRequest) -> JsonResponse:
    """The public keys, present and former, as JWKS: all that a check without us needs."""
    return JsonResponse({"keys": keys.published_keys()})


def rate_limited(request: HttpRequest) -> HttpResponse:
    """Too many guesses from one address: says when to come back, and that the QR always works."""
    response = render(request, "courses/certificates/rate_limited.html", {"guesses": MAX_REQUESTS}, status=429)
    response["Retry-After"] = str(WINDOW)
    return response
