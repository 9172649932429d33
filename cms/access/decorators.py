"""The decorator by which a view names its action."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render, resolve_url
from django.urls import reverse

from cms.access.pending_forms import is_same_origin, pending_form, store
from cms.access.policy import can

View = Callable[..., HttpResponseBase]


def permission_required(action: str, *, secret: bool = False) -> Callable[[View], View]:
    """Name the action of a view, and ask the action's rule before the view runs.

    Unlike Django's decorator of this name it takes an action ("module.verb") with a rule in `policies.py`, not a
    permission. A rule that needs the object is asked again by the view, with the object. What is posted to a `secret`
    view is never stored in the session: people who must sign in first type it again.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            denied = denied_response(request, action, secret)
            return view(request, *args, **kwargs) if denied is None else denied

        wrapped.action, wrapped.secret = action, secret  # type: ignore[attr-defined]
        return wrapped

    return decorate


def denied_response(request: HttpRequest, action: str, secret: bool = False) -> HttpResponseBase | None:
    """Return None for people who may do this, and a way to sign in for those who are not signed in.

    Raise PermissionDenied for those who are signed in and may not.
    """
    if can(request.user, action):
        return None
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_sign_in(request, secret)


def redirect_to_sign_in(request: HttpRequest, secret: bool = False) -> HttpResponseBase:
    """Redirect to sign in, and from there back to this page or to the pending form, if one was posted.

    A form too long for the session is handed back at once, with status 403 and a link to sign in.
    """
    if request.method != "POST" or secret:
        return redirect_to_login(request.get_full_path())
    if not is_same_origin(request) or store(request):
        return redirect_to_login(reverse("pending-forms"))
    context = {"pending_form": pending_form(request), "sign_in": resolve_url(settings.LOGIN_URL)}
    return render(request, "cms/access/signed_out.html", context, status=403)
