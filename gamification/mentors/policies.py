"""Who sees which tasks and mentorships, and who looks after them.

What two people agree on is theirs: only they and the club's administrators see that it exists, and the notes of their
talks are read by nobody but the two who held them (`queries.notes_for`), not even by an administrator.
"""

from typing import Any

from django.db.models import Q, QuerySet

from cms.access.permissions import has_permission
from cms.access.policy import permission_rule, register_visible_to, rule
from gamification.members.policies import is_member
from gamification.mentors.models import GivenTask, Mentorship

MANAGE = "gamification.manage_mentorship"

rule("mentors.use")(is_member)
permission_rule("mentors.manage", MANAGE)


@rule("mentors.read")
def may_read(user: Any, _mentorship: object = None) -> bool:
    """Members their own, administrators all (rows by `visible_to`)."""
    return is_member(user) or has_permission(user, MANAGE)


@register_visible_to(GivenTask)
def given_tasks(user: Any, rows: QuerySet) -> QuerySet:
    """One's own."""
    return rows.filter(member__person=user.pk, member__left_at=None)


@register_visible_to(Mentorship)
def mentorships(user: Any, rows: QuerySet) -> QuerySet:
    """One's own; all for the club's administrators."""
    if has_permission(user, MANAGE):
        return rows
    return rows.filter(Q(mentor__person=user.pk) | Q(mentee__person=user.pk))
