"""Who writes, reads, checks and takes up practices. Nobody decides about her own."""

from typing import Any

from django.db.models import Q, QuerySet

from cms.access.permissions import has_permission
from cms.access.policy import anybody, permission_rule, register_visible_to, rule
from gamification.members.policies import is_member
from gamification.practices.models import Practice, PracticePhoto, PracticeUse

REVIEW = "gamification.review_practice"

rule("practices.read")(anybody)
rule("practices.write")(is_member)


@rule("practices.own")
def has_reports(user: Any, _obj: object = None) -> bool:
    """A member; and who has left, as long as something of hers is here that she may want to withdraw."""
    return is_member(user) or (user.is_authenticated and Practice.objects.filter(author__person=user).exists())


@rule("practices.withdraw")
def may_withdraw(user: Any, practice: Any = None) -> bool:
    """The author, whether she still belongs to the club or not, and who looks after the club."""
    if practice is None:
        return bool(user.is_authenticated)
    return practice.author.person_id == user.pk or has_permission(user, REVIEW)


@rule("practices.use")
def may_use(user: Any, practice: Any = None) -> bool:
    """Members, of others' practices."""
    return is_member(user) and (practice is None or practice.author.person_id != user.pk)


@rule("practices.review", permission=REVIEW, of=Practice)
def may_review(user: Any, practice: Any = None) -> bool:
    """Nobody their own."""
    return practice is None or practice.author.person_id != user.pk


@rule("practices.confirm", permission=REVIEW, of=PracticeUse)
def may_confirm(user: Any, use: Any = None) -> bool:
    """Neither who took the practice up nor whose practice it is."""
    return use is None or user.pk not in (use.member.person_id, use.practice.author.person_id)


permission_rule("practices.vote", "gamification.manage_poll")


@register_visible_to(Practice)
def practices(user: Any, rows: QuerySet) -> QuerySet:
    """What is published, one's own, and for who looks after the club whatever was sent."""
    seen = Q(state=Practice.State.PUBLISHED)
    if user.is_authenticated:
        seen |= Q(author__person=user)
        if has_permission(user, REVIEW):
            seen |= ~Q(state=Practice.State.DRAFT)
    return rows.filter(seen)


@register_visible_to(PracticePhoto)
def photos(user: Any, rows: QuerySet) -> QuerySet:
    """Those of the practices that a person sees."""
    return rows.filter(practice__in=practices(user, Practice.objects.all()))


@register_visible_to(PracticeUse)
def uses(user: Any, rows: QuerySet) -> QuerySet:
    """One's own, and all for who looks after the club; others read confirmed ones on the practice's page."""
    if has_permission(user, REVIEW):
        return rows
    return rows.filter(member__person=user) if user.is_authenticated else rows.none()
