"""Changes of membership: join, leave, come back, describe oneself."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from gamification import signals
from gamification.members.models import Member

MANY = ("teaches", "wants")
FACTS = frozenset(
    ("council", "region", "languages", "about", "in_directory", "in_star_lists", "shown", "mentors_up_to", *MANY)
)


@transaction.atomic
def join(*, person: Any, name: str, role: str, **facts: Any) -> Member:
    """Make a person a member, or take back one who had left, with what she wrote now. Repeats safely.

    `facts` are fields of Member (FACTS). Who comes back finds her stars and keeps the day she first joined.
    """
    member, new = Member.objects.get_or_create(person=person, defaults={"name": name, "role": role})
    member = Member.objects.select_for_update().get(pk=member.pk)
    returns, member.left_at = member.left_at is not None, None
    _describe(member, name=name, role=role, **facts)
    if new or returns:
        _forget_membership(person)
        signals.member_joined.send(Member, member=member)
    return member


@transaction.atomic
def update_profile(*, member: Member, **facts: Any) -> Member:
    """Change what a member says of herself, and what of it others see."""
    _describe(member, **facts)
    return member


@transaction.atomic
def leave(*, member: Member) -> Member:
    """Leave the club: hidden everywhere from now on. Her row and the ledger of her stars stay. Repeats safely."""
    if Member.objects.filter(pk=member.pk, left_at=None).update(left_at=timezone.now()):
        signals.member_left.send(Member, member=member)
    member.refresh_from_db()
    _forget_membership(member.person)
    return member


@transaction.atomic
def anonymise(*, person: Any) -> None:
    """Take a person who closed her account out of the club, and her name out of it. Stars and votes stay, nobody's."""
    member = Member.objects.filter(person=person).first()
    if member:
        leave(member=member)
        nameless = {"name": gettext("former member"), "council": "", "about": "", "shown": []}
        _describe(member, **nameless, in_directory=False, in_star_lists=False, teaches=(), wants=())


def _describe(member: Member, **facts: Any) -> None:
    if unknown := facts.keys() - FACTS - {"name", "role"}:
        raise TypeError(f"not a fact of a member: {unknown}")
    many = {field: facts.pop(field) for field in MANY if field in facts}
    for field, value in facts.items():
        setattr(member, field, value)
    member.save()
    for field, topics in many.items():
        getattr(member, field).set(topics)


def _forget_membership(person: Any) -> None:
    """What `membership` keeps on the user is not true any more."""
    person.__dict__.pop("_membership", None)
