"""Rules of looking people up, of changing their profiles, and of changing their permissions.

Nobody changes their own access, and nobody but a superuser touches a superuser.
"""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cms.access.permissions import had_permission_before, has_permission
from cms.access.policy import permission_rule, register_visible_to, rule
from lms.accounts.access.models import AccountChange
from lms.accounts.models import User

VIEW, CHANGE, MANAGE = "accounts.view_person", "accounts.change_person", "accounts.manage_access"

permission_rule("people.read", VIEW)
permission_rule("people.add", CHANGE)
permission_rule("people.changes", MANAGE)


def _may_touch(user: Any, person: Any) -> bool:
    return bool(user.is_superuser or not person.is_superuser)


@rule("people.change", permission=CHANGE, of=User)
def may_change(user: Any, person: Any) -> bool:
    """Allow changing profiles, one's own too, but not those of superusers."""
    return person is None or _may_touch(user, person)


@rule("people.access", permission=MANAGE, of=User)
def may_manage(user: Any, person: Any) -> bool:
    """Allow proposing, taking roles away and switching accounts, but not one's own."""
    return person is None or (person.pk != user.pk and _may_touch(user, person))


@rule("people.confirm", permission=MANAGE, of=AccountChange)
def may_confirm(user: Any, change: Any) -> bool:
    """Allow confirming as the second of two people."""
    return change is None or not reason_against(user, change)


def reason_against(user: Any, change: AccountChange) -> Any:
    """Return (code, sentence) with the reason why this person may not confirm the change, or None."""
    if change.person_id == user.pk:
        return "own", _("This is about your own account, so two others decide.")
    if change.proposed_by_id == user.pk:
        return "same-person", _("You have proposed this yourself, so another administrator must confirm it.")
    if not _may_touch(user, change.person):
        return "superuser", _("Only a superuser changes the account of a superuser.")
    if not had_permission_before(user, MANAGE, change.proposed_at):
        sentence = _("Only somebody who could change roles before this was proposed can confirm it.")
        return "held-since", sentence
    return None


@register_visible_to(User)
def visible_people(user: Any, rows: QuerySet[User]) -> QuerySet[User]:
    """Return all people for those who may look them up, and oneself for others."""
    return (
        rows
        if has_permission(user, VIEW) or has_permission(user, CHANGE) or has_permission(user, MANAGE)
        else rows.filter(pk=user.pk)
    )


@register_visible_to(AccountChange)
def visible_changes(user: Any, rows: QuerySet[AccountChange]) -> QuerySet[AccountChange]:
    """Return all changes for those who may manage access, and none for others."""
    return rows if has_permission(user, MANAGE) else rows.none()
