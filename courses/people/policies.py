"""Who teaches and who answers for the register: two groups."""

from typing import Any

from cms.access.groups import in_group

TRAINERS = "Trainers"
ADMINISTRATORS = "Administrators"


def is_trainer(user: Any, _obj: object = None) -> bool:
    """Writes courses and checks practical work."""
    return in_group(user, TRAINERS)


def is_administrator(user: Any, _obj: object = None) -> bool:
    """Answers for enrolment, certificates and the register."""
    return in_group(user, ADMINISTRATORS)
