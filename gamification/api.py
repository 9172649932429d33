"""What floors above may ask of the club."""

from typing import Any, NamedTuple

from gamification.stars.leaderboard import member_stars, open_season


class ClubMembership(NamedTuple):
    """A person's membership, and her stars of the season; `season` is empty while none is open."""

    member: int
    name: str
    season: str
    stars: int


def club_membership(person: Any) -> ClubMembership | None:
    """The person's place in the club, in one query; None for who is not a member."""
    season = open_season()
    numbers = member_stars(person.pk, season)
    return numbers and ClubMembership(numbers.member, numbers.name, season.code if season else "", numbers.total)
