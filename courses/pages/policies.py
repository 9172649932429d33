"""Who writes courses."""

from typing import Any

from cms.access.policy import rule
from courses.people.policies import is_administrator, is_trainer


@rule("pages.move_learners")
def may_move_learners(user: Any, _obj: object = None) -> bool:
    """Trainers, and who answers for the register."""
    return is_trainer(user) or is_administrator(user)
