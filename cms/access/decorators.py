"""How a view names its action."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render, resolve_url
from django.urls import reverse

from cms.access.policy import can
from cms.access.unsent import from_our_page, keep, typed

View = Callable[..., HttpResponseBase]


def sign_in_first(request: HttpRequest, secret: bool = False) -> HttpResponseBase:
    """Send to sign in and back: to the page that was asked for, or to what was typed and could not be taken. What is
    too long to be kept meanwhile is handed back at once.
    """
    if request.method != "POST" or secret:
        return redirect_to_login(request.get_full_path())
    if not from_our_page(request) or keep(request):
        return redirect_to_login(reverse("unsent"))
    context = {"unsent": typed(request), "sign_in": resolve_url(settings.LOGIN_URL)}
    return render(request, "cms/access/signed_out.html", context, status=403)


def refusal(request: HttpRequest, action: str, secret: bool = False) -> HttpResponseBase | None:
    """None for who may. Who is not signed in is sent to sign in and back (what was posted is kept for then, unless it
    is secret); who is, and may not, gets 403.
    """
    if can(request.user, action):
        return None
    if request.user.is_authenticated:
        raise PermissionDenied
    return sign_in_first(request, secret)


def permission_required(action: str, *, secret: bool = False) -> Callable[[View], View]:
    """Name the action of a view and ask its rule before the view runs.

    A rule that needs the object is asked again by the view, with the object. What is posted to a `secret` view is
    never kept, so a session does not remember it: who must sign in first types it again.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guard(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            refused = refusal(request, action, secret)
            return view(request, *args, **kwargs) if refused is None else refused

        guard.action, guard.secret = action, secret  # type: ignore[attr-defined]
        return guard

    return decorate
