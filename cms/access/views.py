"""What was typed before signing in."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from cms.access.decorators import permission_required
from cms.access.unsent import kept


@permission_required("access.unsent")
@never_cache
@require_GET
def unsent(request: HttpRequest) -> HttpResponse:
    """Offer what was typed while the session had run out, to be sent now."""
    found = kept(request)
    if not found:
        messages.warning(request, gettext("What was typed before you signed in is kept for half an hour, not longer."))
        return redirect(resolve_url(settings.LOGIN_REDIRECT_URL))
    return render(request, "cms/access/unsent.html", {"forms": found})
