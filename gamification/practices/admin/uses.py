"""“We used it too”: confirmed by a person before it is shown and gives stars."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cms.access.decorators import permission_required
from cms.access.policy import can, visible_to
from gamification.practices.admin.pages import page_of, show
from gamification.practices.models import PracticeUse
from gamification.practices.personal_data import find_personal_data
from gamification.practices.queries import uses_waiting_for_review
from gamification.practices.services import IncompleteError, NotOpenError, confirm_use


@permission_required("practices.confirm")
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Reports of use that wait, the oldest first; not her own, nor those of her own practices."""
    me = request.user.pk
    rows = uses_waiting_for_review().exclude(member__person=me).exclude(practice__author__person=me)
    page = page_of(request, rows)
    found = [(use, find_personal_data(use.result, own=use.member.name)) for use in page.object_list]
    return show(request, "uses", _("We used it too"), page=page, found=found)


@permission_required("practices.confirm")
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm, or decline with a comment."""
    rows = visible_to(request.user, PracticeUse).select_related("practice__author", "member")
    use = get_object_or_404(rows, pk=pk)
    if not can(request.user, "practices.confirm", use):
        raise PermissionDenied
    confirm = request.POST.get("verdict") == "confirm"
    try:
        confirm_use(use=use, by=request.user, confirm=confirm, comment=request.POST.get("comment", "")[:5000])
        messages.success(
            request, _("Confirmed. It is shown on the page of the practice.") if confirm else _("Declined.")
        )
    except IncompleteError:
        messages.error(request, _("Say why, so that she can write it again."))
    except NotOpenError:
        messages.error(request, _("This was decided already."))
    return redirect("club-admin-practice-uses")
