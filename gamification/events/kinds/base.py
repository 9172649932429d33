"""What every kind of event has."""

from abc import ABC
from typing import Any, ClassVar


class EventKind(ABC):
    """Describe a kind of event. `name` is stored in the database and never changes; `label` is translated.

    `from_series` says that a vote on day and hour makes the events of this kind; `has_speakers` that a list of
    speakers belongs to one, for which `planned_seats` are meant (empty: any number).
    """

    name: ClassVar[str]
    label: ClassVar[Any]
    from_series: ClassVar[bool] = False
    has_speakers: ClassVar[bool] = False
    planned_seats: ClassVar[range] = range(0)

    def suits(self, seats: int | None) -> bool:
        """Return whether so many seats (None: no limit) are what the kind is planned for."""
        return not self.planned_seats or seats in self.planned_seats
