"""The page of pending forms."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from cms.access.decorators import permission_required
from cms.access.pending_forms import stored


@permission_required("access.pending_forms")
@never_cache
@require_GET
def pending_forms(request: HttpRequest) -> HttpResponse:
    """Show the forms that were posted while the session had expired, each with a button that sends it now."""
    forms = stored(request)
    if not forms:
        messages.warning(request, gettext("What was typed before you signed in is kept for half an hour, not longer."))
        return redirect(resolve_url(settings.LOGIN_REDIRECT_URL))
    return render(request, "cms/access/pending_forms.html", {"forms": forms})
