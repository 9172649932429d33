"""The list of people, a new person, and what the profile of one says."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.access.decorators import permission_required
from cms.access.policy import can, visible_to
from lms.accounts.access.log import history, message
from lms.accounts.access.queries import factors_of, roles_of, waiting
from lms.accounts.access.services import add_person, invite
from lms.accounts.admin.forms import FactsForm, PeopleFilter, PersonForm
from lms.accounts.admin.pages import at, person_or_404, refuse_unless, show
from lms.accounts.limits import count_mail
from lms.accounts.models import User
from lms.accounts.services import describe

PER_PAGE, LINES = 50, 20


@permission_required("people.read")
@require_safe
def people_list(request: HttpRequest) -> HttpResponse:
    """Search, filter; a page of fifty."""
    filters = PeopleFilter(request.GET)
    page = Paginator(filters.narrow(visible_to(request.user, User)), PER_PAGE).get_page(request.GET.get("p"))
    may = {"may_add": can(request.user, "people.add"), "may_change": can(request.user, "people.change")}
    proposed = waiting().count() if can(request.user, "people.changes") else None
    return show(request, "list", _("People"), filters=filters, page=page, waiting=proposed, **may)


@permission_required("people.add")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """The owner gets a letter; nobody types a password for them."""
    form = PersonForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return show(request, "add", _("Add a person"), status=422 if form.is_bound else 200, form=form)
    person = add_person(person=form.save(commit=False), by=request.user)
    messages.success(request, _("Added. A letter tells them how to sign in."))
    return redirect(at("edit", person.pk))


@permission_required("people.change")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What the profile says, and beside it what the account may do."""
    person = person_or_404(request, pk)
    refuse_unless(request, "people.change", person)
    form = FactsForm(request.POST if request.method == "POST" else None, instance=person)
    if not form.is_valid():
        return _one(request, person_or_404(request, pk), form, status=422 if form.is_bound else 200)
    describe(person=cast(User, form.save(commit=False)), by=request.user)
    messages.success(request, _("Saved."))
    return redirect(at("edit", person.pk))


@permission_required("people.change")
@require_POST
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the owner how to sign in and how to change password and e-mail."""
    person = person_or_404(request, pk)
    refuse_unless(request, "people.change", person)
    if not person.is_active:
        messages.error(request, _("The account is off."))
    elif count_mail(request, person.email):
        invite(person=person, by=request.user)
        messages.success(request, _("The letter is on its way."))
    else:
        messages.error(request, _("Several letters were sent to this address already. Please try again later."))
    return redirect(at("edit", person.pk))


def _one(request: HttpRequest, person: User, form: FactsForm, status: int) -> HttpResponse:
    context: dict[str, Any] = {
        "roles": roles_of(person),
        "factors": factors_of(person),
        "waiting": waiting().filter(person=person),
        "history": [(entry, message(entry)) for entry in history(person)[:LINES]],
        "may_manage": can(request.user, "people.access", person),
        "is_own": person.pk == request.user.pk,
    }
    return show(request, "person", str(person), status=status, person=person, form=form, **context)
