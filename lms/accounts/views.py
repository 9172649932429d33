"""Sign-up as one change, and the profile."""

from typing import cast

from allauth.account import views as allauth_views
from allauth.account.internal.flows.reauthentication import resume_request
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, override
from django.views.decorators.http import require_GET, require_http_methods

from cms.access.decorators import permission_required
from courses.certificates.eligibility import printed_name
from courses.certificates.queries import has_confirmed_name
from lms.accounts import services
from lms.accounts.forms import MailboxCodeForm, ProfileForm
from lms.accounts.language import remember_language
from lms.accounts.models import User
from lms.accounts.queries import own_data
from lms.accounts.reauthentication import is_right, send_code


@permission_required("accounts.sign_up")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponseBase:
    """allauth's sign-up; the account, its address and the letter with the code are stored together or not at all."""
    if request.method != "POST":
        return allauth_views.signup(request)
    with transaction.atomic():
        return allauth_views.signup(request)


@permission_required("accounts.sign_out")
@require_http_methods(["GET", "HEAD", "POST"])
def editor_sign_out(request: HttpRequest) -> HttpResponseBase:
    """Leave the editor by the site's own sign-out: it asks first when its address was only visited, as by an image."""
    return allauth_views.logout(request)


@permission_required("accounts.confirm_mailbox", secret=True)
@require_http_methods(["GET", "POST"])
def confirm_mailbox(request: HttpRequest) -> HttpResponseBase:
    """Type the code that was sent to one's own address, then go on with what asked for it."""
    if "again" in request.POST:
        return _send_again(request)
    form = MailboxCodeForm(request.POST or None)
    if form.is_valid():
        if is_right(request, form.cleaned_data["code"]):
            return resume_request(request) or redirect("profile")
        form.add_error("code", gettext("This is not the code, or its time is over. Look again, or ask for a new one."))
    context = {"form": form, "person": request.user}
    return render(request, "accounts/confirm_mailbox.html", context, status=422 if form.is_bound else 200)


def _send_again(request: HttpRequest) -> HttpResponse:
    if send_code(request):
        messages.success(request, gettext("We have sent you a new code."))
    else:
        messages.error(request, gettext("We have sent you several letters already. Please try again in 15 minutes."))
    return redirect(request.get_full_path())


@permission_required("accounts.profile")
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change what the person told about themselves; a name that they have not confirmed leads to that."""
    person = User.objects.get(pk=cast(User, request.user).pk)
    form = ProfileForm(request.POST or None, instance=person)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "accounts/profile.html", {"form": form, "person": request.user}, status=status)
    services.describe(person=cast(User, form.save(commit=False)))
    with override(person.language):
        messages.success(request, gettext("Your answers are saved."))
        leads_to = "profile" if has_confirmed_name(person) or not printed_name(person) else "confirm-name"
        return remember_language(redirect(leads_to), person.language)


@permission_required("accounts.profile")
@require_GET
def profile_data(request: HttpRequest) -> JsonResponse:
    """Everything that is kept about the person, as a file."""
    answer = JsonResponse(own_data(cast(User, request.user)), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer
