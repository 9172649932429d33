"""Changes of what an account may do. Giving takes two administrators; taking away takes effect at once."""

from typing import Any, cast

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.access.policy import can
from cms.pdf.fonts import normalize_text
from lms.accounts.access.log import DONE, PROPOSED, WITHDRAWN, record
from lms.accounts.access.models import AccountChange
from lms.accounts.access.policies import reason_against
from lms.accounts.access.queries import factors_of, is_taken, names_of_roles
from lms.accounts.models import User
from lms.accounts.signals import person_invited

Kind = AccountChange.Kind


@transaction.atomic
def propose(
    *, person: User, kind: str, reason: str, by: Any, role: Group | None = None, email: str = ""
) -> AccountChange:
    """Propose a change; nothing changes until another administrator confirms."""
    person, by = _locked(person, by)
    _ask(by, "people.access", person)
    change = AccountChange(person=person, kind=kind, reason=_reason(reason), role=role, email=email, proposed_by=by)
    _check(change)
    open_ones = AccountChange.objects.filter(person=person, kind=kind, role=role, confirmed_at=None)
    if open_ones.exists():
        raise ValidationError(_("This is proposed already."), code="proposed")
    change.save()
    record(PROPOSED, kind, person, by=by, change=change.pk, detail=detail_of(change), reason=change.reason)
    return change


@transaction.atomic
def confirm(*, change: AccountChange, by: Any) -> AccountChange:
    """Confirm as another administrator, who was one already when it was proposed; the change is done now."""
    person, by = _locked(change.person, by)
    _ask(by, "people.confirm")
    if against := reason_against(by, change):
        raise ValidationError(against[1], code=against[0])
    if not AccountChange.objects.filter(pk=change.pk, confirmed_at=None).update(
        confirmed_by=by, confirmed_at=timezone.now()
    ):
        raise ValidationError(_("This is confirmed or taken back already."), code="confirmed")
    change.refresh_from_db()
    change.person = person
    _check(change)
    before, after = _DO[Kind(change.kind)](change)
    facts = {"change": change.pk, "detail": detail_of(change), "reason": change.reason, "before": before}
    record(DONE, change.kind, person, by=by, after=after, proposed_by=str(change.proposed_by), **facts)
    return change


@transaction.atomic
def withdraw(*, change: AccountChange, by: Any) -> None:
    """Take back a proposal that nobody has confirmed. The person concerned may, too: it gives nothing."""
    if not AccountChange.objects.filter(pk=change.pk, confirmed_at=None).delete()[0]:
        raise ValidationError(_("This is confirmed or taken back already."), code="confirmed")
    facts = {"detail": detail_of(change), "reason": change.reason, "proposed_by": str(change.proposed_by)}
    record(WITHDRAWN, change.kind, change.person, by=by, **facts)


@transaction.atomic
def take_role(*, person: User, role: Group, reason: str, by: Any) -> None:
    """Take a role away, at once: one administrator is enough to stop somebody.

    Nobody takes their own, so whoever takes the last but one keeps theirs: there is always an administrator left.
    """
    person, by = _locked(person, by)
    _ask(by, "people.access", person)
    before = names_of_roles(person)
    if role.name not in before:
        raise ValidationError(_("The person does not have this role."), code="without")
    facts = {"detail": role.name, "reason": _reason(reason), "before": before}
    person.groups.remove(role)
    record(DONE, "take", person, by=by, after=names_of_roles(person), **facts)


@transaction.atomic
def switch(*, person: User, on: bool, reason: str, by: Any) -> None:
    """Let nobody sign in to the account, or let them again. Either way it has no roles afterwards: those are given by
    two.
    """
    person, by = _locked(person, by)
    _ask(by, "people.access", person)
    if person.is_active == on:
        raise ValidationError(_("The account is on already.") if on else _("The account is off already."), code="same")
    facts = {"reason": _reason(reason), "before": names_of_roles(person)}
    person.groups.clear()
    person.user_permissions.clear()
    person.is_active = on
    person.save(update_fields=["is_active"])
    record(DONE, "on" if on else "off", person, by=by, after=[], **facts)


@transaction.atomic
def give_role_by_command(*, person: User, role: Group) -> None:
    """Give a role without a second administrator: from the machine itself, where there are none yet."""
    before = names_of_roles(person)
    if role.name in before or not person.is_active:
        raise ValidationError(_("The person has this role already, or the account is off."), code="has")
    person.groups.add(role)
    record(DONE, Kind.ROLE, person, by=None, detail=role.name, before=before, after=names_of_roles(person))


@transaction.atomic
def add_person(*, person: User, by: Any) -> User:
    """An ordinary account without a password. A letter tells the owner how to sign in."""
    person.set_unusable_password()
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, primary=True)
    record(DONE, "add", person, by=by)
    person_invited.send(User, person=person)
    return person


@transaction.atomic
def invite(*, person: User, by: Any) -> None:
    """Tell the owner how to sign in and how to change password and e-mail."""
    record(DONE, "letter", person, by=by)
    person_invited.send(User, person=person)


def detail_of(change: AccountChange) -> str:
    """What is given: the name of the role, or the address."""
    return change.role.name if change.role else change.email


def _locked(person: User, by: Any) -> tuple[User, User]:
    """Both as they are now, their rows locked: of two administrators who take each other's role at the same time the
    second one has none any more.
    """
    rows = User.objects.select_for_update().filter(pk__in=[person.pk, by.pk]).order_by("pk")
    found = {row.pk: row for row in rows}
    return found[person.pk], found[by.pk]


def _ask(by: User, action: str, person: User | None = None) -> None:
    if not can(by, action, person):
        raise ValidationError(_("You may not change this account."), code="no-right")


def _reason(text: str) -> str:
    if not normalize_text(text):
        raise ValidationError(_("Say why."), code="reason-missing")
    return normalize_text(text)


def _check(change: AccountChange) -> None:
    """Can it still be done?"""
    person = change.person
    if not person.is_active:
        raise ValidationError(_("The account is off."), code="off")
    if change.kind == Kind.ROLE and change.role and change.role.name in names_of_roles(person):
        raise ValidationError(_("The person has this role already."), code="has")
    if change.kind == Kind.FACTOR and not factors_of(person):
        raise ValidationError(_("The person has no second factor: there is nothing to reset."), code="no-factor")
    if change.kind == Kind.EMAIL and (change.email == person.email or is_taken(change.email, person)):
        raise ValidationError(_("There is an account with this e-mail already."), code="taken")


def _give(change: AccountChange) -> tuple[list[str], list[str]]:
    before = names_of_roles(change.person)
    change.person.groups.add(cast(Group, change.role))
    return before, names_of_roles(change.person)


def _reset(change: AccountChange) -> tuple[list[str], list[str]]:
    before = factors_of(change.person)
    Authenticator.objects.filter(user=change.person).delete()
    return before, factors_of(change.person)


def _move(change: AccountChange) -> tuple[list[str], list[str]]:
    before = change.person.email
    EmailAddress.objects.filter(user=change.person).delete()
    EmailAddress.objects.create(user=change.person, email=change.email, primary=True)
    change.person.email = change.email
    change.person.save(update_fields=["email"])
    person_invited.send(User, person=change.person)
    return [before], [change.email]


_DO = {Kind.ROLE: _give, Kind.FACTOR: _reset, Kind.EMAIL: _move}
