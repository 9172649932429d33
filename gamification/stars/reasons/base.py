"""What every reason for stars has."""

from abc import ABC
from typing import Any, ClassVar


class StarReason(ABC):
    """Describe what stars are given for. `name` is stored in the ledger and never changes; `label` is translated.

    `stars` and `season_limit` (0: no limit) are the rule that a new club begins with; administrators change it.
    `url_name` is the page where a member does it (empty: none). `place` is the place in a vote that it rewards.
    """

    name: ClassVar[str]
    label: ClassVar[Any]
    stars: ClassVar[int]
    season_limit: ClassVar[int] = 0
    url_name: ClassVar[str] = ""
    place: ClassVar[int | None] = None
