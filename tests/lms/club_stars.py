"""Stars of the small world: an entry of hers, which an administrator may take back."""

from typing import Any

from gamification.members.models import Member
from gamification.stars.services import award
from tests.gamification.factories import SeasonFactory


def build(hers: Member) -> tuple[dict[str, Any], dict[str, Any]]:
    """Parts of addresses by name, and what is posted."""
    SeasonFactory()
    entry = award(member=hers, cause="task-done", source="task:1", title="Бюджет")
    return {"club-admin-reverse": {"pk": entry.pk}}, {"club-admin-reverse": {"reason": "Эки жолу жазылган."}}
