"""What floors above may ask of the club."""

from typing import Any, NamedTuple

from gamification.stars.standing import open_season, own


class InClub(NamedTuple):
    """A person's membership, and her stars of the season; `season` is empty while none is open."""

    member: int
    name: str
    season: str
    stars: int


def club_of(person: Any) -> InClub | None:
    """The person's place in the club, in one query; None for who is not a member."""
    season = open_season()
    numbers = own(person.pk, season)
    return numbers and InClub(numbers.member, numbers.name, season.code if season else "", numbers.total)
