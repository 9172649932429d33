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
from courses.certificates.numbers import example, keys_of, spelled
from courses.certificates.verification import Verdict, as_json, look, look_at_file
from courses.conf import setting

GUESSES, WINDOW = 600, 60 * 60  # an office behind one address checks its papers by number
NO_SUCH = (Certificate.Status.UNKNOWN, Certificate.Status.MALFORMED)


def help_for(verdict: Verdict | None) -> dict[str, str]:
    """Whom to ask, and what a number looks like."""
    return {"contact": setting("CONTACT_EMAIL"), "example": example()} if verdict else {}


def may_guess(request: HttpRequest) -> bool:
    """Who holds the paper may ask without end; others a number of times an hour."""
    return throttle.try_once(throttle.limits(request, "certificate", {"address": [(GUESSES, WINDOW)]}))


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
    if not may_guess(request):
        return too_many(request)
    found = look_at_file(form.cleaned_data["file"])
    context = {"found": found, "verdict": found.verdict, **help_for(found.verdict)}
    return render(request, "courses/certificates/verify_file.html", context)


@permission_required("certificates.check")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verify_number(request: HttpRequest, number: str) -> HttpResponse:
    """Says the status; the name only to who holds the paper."""
    salt, name = request.GET.get("s", ""), request.POST.get("name", "")
    verdict = look(number, salt=salt, name=name)
    if not verdict.by_paper and not may_guess(request):
        return too_many(request)
    context = {"verdict": verdict, "salt": salt, "name": name, **help_for(verdict)}
    status = 404 if verdict.status in NO_SUCH else 200
    return render(request, "courses/certificates/verdict.html", context, status=status)


@permission_required("certificates.check")
@require_GET
@never_cache
def verify_json(request: HttpRequest, number: str) -> JsonResponse:
    """The same for programs."""
    verdict = look(number, salt=request.GET.get("s", ""))
    if not verdict.by_paper and not may_guess(request):
        return JsonResponse({"error": "too many requests"}, status=429, headers={"Retry-After": str(WINDOW)})
    return JsonResponse(as_json(verdict), json_dumps_params={"ensure_ascii": False})


@permission_required("certificates.check")
@require_GET
@never_cache
def verify_short(request: HttpRequest, number: str) -> HttpResponse:
    """What the QR carries: leads to the page in the phone's language."""
    if not keys_of(number):
        return redirect("verify")
    salt = request.GET.get("s", "")
    query = f"?{urlencode({'s': salt})}" if salt else ""
    return redirect(reverse("verify-number", args=[spelled(number)]) + query)


@permission_required("certificates.check")
@require_GET
@cache_control(public=True, max_age=3600)
def certificate_keys(request: HttpRequest) -> JsonResponse:
    """The public keys, present and former, as JWKS: all that a check without us needs."""
    return JsonResponse({"keys": keys.published()})


def too_many(request: HttpRequest) -> HttpResponse:
    """Too many guesses from one address: says when to come back, and that the QR always works."""
    response = render(request, "courses/certificates/too_many.html", {"guesses": GUESSES}, status=429)
    response["Retry-After"] = str(WINDOW)
    return response
