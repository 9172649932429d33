"""A season that is over, with members and their stars, in any state of the list."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from gamification.practices.models import Practice
from gamification.speakers.services import invite, publish, save_list
from gamification.stars.services import award, freeze
from tests.gamification.factories import EventFactory, MemberFactory, PersonFactory, SeasonFactory, club_administrator

RULE = {"places": 2, "least_stars": 1, "region_share": 100, "newcomer_places": 0}


@contextmanager
def refused(code):
    """Refused for this reason, in whatever language."""
    with pytest.raises(ValidationError) as found:
        yield
    assert found.value.code == code


def give(member, stars, cause="practice-used"):
    """So many stars of one cause, two at a time."""
    for n in range(stars // 2):
        award(member=member, cause=cause, source=f"fact:{n}", title="Кудук")


def season_of(*counts, **season):
    """A season that is open, with a member for each number of stars (even ones); the season and its members."""
    season = SeasonFactory(**season)
    members = [MemberFactory(joined_at=season.starts_at - timedelta(days=400), region="") for _count in counts]
    for member, count in zip(members, counts, strict=True):
        give(member, count)
    return season, members


def end(season):
    """The cut-off is over, the stars are counted."""
    season.cut_off_at = timezone.now() - timedelta(seconds=1)
    season.save()
    return freeze(season=season)


def conference(**facts):
    """#ЧоңОй in a month."""
    starts = timezone.now() + timedelta(days=30)
    return EventFactory(**{"kind": "chong-oy", "seats": 90, "starts_at": starts, "title": "#ЧоңОй", **facts})


def set_up_list(season, by=None, **values):
    """A list with its rule and date."""
    answer_by = timezone.now() + timedelta(days=7)
    return save_list(season=season, by=by or club_administrator(), **{**RULE, "answer_by": answer_by, **values})


def published(*counts, **values):
    """A published list and its members in the order of the counts."""
    season, members = season_of(*counts)
    admin = club_administrator()
    made = set_up_list(end(season), by=admin, **values)
    return publish(speaker_list=made, by=admin), members


def invited(*counts, **values):
    """The same, with the first speakers invited."""
    made, members = published(*counts, **values)
    invite(speaker_list=made, by=made.published_by)
    return made, members


def entry_of(member):
    return member_standing(member).speaker_entry


def member_standing(member):
    from gamification.speakers.models import Standing

    return Standing.objects.get(member=member)


def practice_of(member, **facts):
    """A published practice of hers."""
    now = timezone.now()
    checked = {"consent_at": now, "reviewed_by": PersonFactory(), "reviewed_at": now, "published_at": now}
    return Practice.objects.create(
        **{"author": member, "language": "ky", "title": "Кудук", "state": "published", **checked, **facts}
    )
