"""Who may do what with accounts."""

from typing import Any

from cms.access.policy import anybody, rule, signed_in
from courses.people.policies import is_administrator, is_trainer
from gamification.members.policies import is_club_administrator

rule("accounts.sign_up")(anybody)
rule("accounts.profile")(signed_in)
rule("accounts.sign_out")(anybody)
rule("accounts.confirm_mailbox")(signed_in)


def is_staff(user: Any) -> bool:
    """May this person enter the editor? No query for a learner whose groups are known."""
    return bool(user.is_superuser or is_trainer(user) or is_administrator(user) or is_club_administrator(user))
