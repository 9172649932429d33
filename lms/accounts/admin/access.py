"""What an account may do: proposals of one administrator, and what one may take away at once."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.access.decorators import permission_required
from lms.accounts.access.log import sentence
from lms.accounts.access.models import AccountChange
from lms.accounts.access.queries import factors_of, names_of_roles, roles_of
from lms.accounts.access.services import propose, switch, take_role
from lms.accounts.admin.forms import PROPOSALS, ReasonForm
from lms.accounts.admin.pages import at, person_or_404, refuse_unless, show
from lms.accounts.models import User

Kind = AccountChange.Kind


class Act(NamedTuple):
    """What is asked about: how it is called, what is said once it is done, and what does it with the answers."""

    kind: str
    title: str
    told: str
    do: Callable[..., Any]


@permission_required("people.access")
@require_http_methods(["GET", "HEAD", "POST"])
def propose_change(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The first of the two: says what and why."""
    person = _whom(request, pk)
    if kind not in PROPOSALS:
        raise Http404
    told = _("Proposed. Nothing changes until another administrator confirms.")
    act = Act(kind, str(Kind(kind).label), told, partial(propose, person=person, kind=kind, by=request.user))
    return _ask(request, person, PROPOSALS[kind], act)


@permission_required("people.access")
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, pk: int, role: int) -> HttpResponse:
    """At once."""
    person = _whom(request, pk)
    found = get_object_or_404(roles_of(person), pk=role)
    do = partial(take_role, person=person, role=found, by=request.user)
    return _ask(
        request, person, ReasonForm, Act("take", sentence("take", found.name), _("The role is taken away."), do)
    )


@permission_required("people.access")
@require_http_methods(["GET", "HEAD", "POST"])
def switch_account(request: HttpRequest, pk: int, state: str) -> HttpResponse:
    """Off, and on again."""
    person = _whom(request, pk)
    if state not in {"on", "off"}:
        raise Http404
    told = _("The account is on.") if state == "on" else _("The account is off.")
    do = partial(switch, person=person, on=state == "on", by=request.user)
    return _ask(request, person, ReasonForm, Act(state, sentence(state, ""), told, do))


def _whom(request: HttpRequest, pk: int) -> User:
    person = person_or_404(request, pk)
    refuse_unless(request, "people.access", person)
    return person


def _ask(request: HttpRequest, person: User, form_class: type[ReasonForm], act: Act) -> HttpResponse:
    """Ask why, do it once that is said, and lead back to the person."""
    form = form_class(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            act.do(**form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            status = 409
        else:
            messages.success(request, act.told)
            return redirect(at("edit", person.pk))
    facts = {"roles": names_of_roles(person), "factors": factors_of(person)}
    crumb = (at("edit", person.pk), str(person))
    return show(request, "ask", act.title, crumb, status=status, person=person, form=form, kind=act.kind, **facts)
