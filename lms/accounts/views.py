"""Sign-up as one change, and the profile."""

from typing import cast

from allauth.account import views as allauth_views
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, override
from django.views.decorators.http import require_GET, require_http_methods

from cms.access.decorators import guarded
from lms.accounts import services
from lms.accounts.forms import ProfileForm
from lms.accounts.language import remember_language
from lms.accounts.models import User
from lms.accounts.queries import own_data


@guarded("accounts.sign_up")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponseBase:
    """allauth's sign-up; the account, its address and the letter with the code are stored together or not at all."""
    if request.method != "POST":
        return allauth_views.signup(request)
    with transaction.atomic():
        return allauth_views.signup(request)


@guarded("accounts.profile")
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change what the person told about herself."""
    person = User.objects.get(pk=cast(User, request.user).pk)
    form = ProfileForm(request.POST or None, instance=person)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "accounts/profile.html", {"form": form, "person": request.user}, status=status)
    services.describe(person=cast(User, form.save(commit=False)))
    with override(person.language):
        messages.success(request, gettext("Your answers are saved."))
        return remember_language(redirect("profile"), person.language)


@guarded("accounts.profile")
@require_GET
def profile_data(request: HttpRequest) -> JsonResponse:
    """Everything that is kept about the person, as a file."""
    answer = JsonResponse(own_data(cast(User, request.user)), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer
