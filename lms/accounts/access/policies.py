"""Who may look people up, change what their profile says, and change what they may do.

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
    """What the profile says, one's own too."""
    return person is None or _may_touch(user, person)


@rule("people.access", permission=MANAGE, of=User)
def may_manage(user: Any, person: Any) -> bool:
    """Propose, take a role away, switch the account off and on."""
    return person is None or (person.pk != user.pk and _may_touch(user, person))


@rule("people.confirm", permission=MANAGE, of=AccountChange)
def may_confirm(user: Any, change: Any) -> bool:
    """As the second of two."""
    return change is None or not reason_against(user, change)


def reason_against(user: Any, change: AccountChange) -> Any:
    """Why this person may not confirm the change, as (code, sentence); None for who may."""
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
    """Oneself; who may look people up sees all."""
    return (
        rows
        if has_permission(user, VIEW) or has_permission(user, CHANGE) or has_permission(user, MANAGE)
        else rows.filter(pk=user.pk)
    )


@register_visible_to(AccountChange)
def visible_changes(user: Any, rows: QuerySet[AccountChange]) -> QuerySet[AccountChange]:
    """For who may confirm some."""
    return rows if has_permission(user, MANAGE) else rows.none()
