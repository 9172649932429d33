"""The cut-off freezes a snapshot: everybody's stars under a pseudonym of chance."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from gamification.members.services import leave
from gamification.speakers import queries, services
from gamification.speakers.models import Standing
from gamification.stars.models import StarEntry
from gamification.stars.services import award, freeze_due, reverse
from tests.gamification.factories import MemberFactory, SeasonFactory, club_administrator
from tests.gamification.speakers.helpers import end, give, season_of

pytestmark = pytest.mark.django_db


def test_who_has_stars_is_written_down_with_her_causes():
    season, [one, two, none] = season_of(6, 4, 0)
    give(one, 2, cause="task-done")
    end(season)
    found = {s.member: (s.stars, s.causes) for s in Standing.objects.all()}
    assert found == {one: (8, 2), two: (4, 1)}
    assert none not in found


def test_a_cause_whose_stars_were_all_taken_back_does_not_count():
    season, [one] = season_of(4)
    give(one, 2, cause="task-done")
    reverse(entry=StarEntry.objects.get(cause="task-done"), reason="Twice.", by=club_administrator())
    end(season)
    assert Standing.objects.get().causes == 1


def test_a_newcomer_is_who_joined_within_the_season():
    season = SeasonFactory()
    new, old = MemberFactory(joined_at=season.starts_at), MemberFactory(joined_at=season.starts_at - timedelta(days=1))
    give(new, 2)
    give(old, 2)
    end(season)
    assert {s.member: s.newcomer for s in Standing.objects.all()} == {new: True, old: False}


def test_who_has_left_is_not_counted():
    season, [one, two] = season_of(4, 2)
    leave(member=one)
    end(season)
    assert [s.member for s in Standing.objects.all()] == [two]


def test_pseudonyms_are_made_by_chance_and_say_nothing():
    season, _members = season_of(*[2] * 12)
    end(season)
    names = list(Standing.objects.order_by("member").values_list("pseudonym", flat=True))
    assert len(set(names)) == 12
    assert all(re.fullmatch(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", name) for name in names)
    assert names != sorted(names)
    assert len({services.pseudonym() for _n in range(500)}) == 500


def test_the_rows_of_a_snapshot_are_not_in_the_order_of_members():
    season, _members = season_of(*[2] * 12)
    end(season)
    assert list(Standing.objects.order_by("pk")) == list(Standing.objects.order_by("pseudonym"))


def test_a_pseudonym_that_is_taken_is_drawn_again(monkeypatch):
    drawn = iter(["A", "A", "A", "B"])
    monkeypatch.setattr(services, "pseudonym", lambda: next(drawn))
    season, _members = season_of(2, 2)
    end(season)
    assert {s.pseudonym for s in Standing.objects.all()} == {"A", "B"}


def test_a_tick_freezes_what_is_due_and_nothing_else():
    due, _members = season_of(2)
    due.cut_off_at = timezone.now() - timedelta(hours=1)
    due.save()
    SeasonFactory()
    assert freeze_due() == [due]
    assert Standing.objects.count() == 1


def test_after_the_freeze_no_star_follows():
    season, [one] = season_of(2)
    before = timezone.now()
    end(season)
    assert award(member=one, cause="task-done", source="late", title="Late", at=before) is None
    assert Standing.objects.get().stars == 2


@pytest.mark.parametrize("count", [1, 12])
def test_a_snapshot_costs_as_many_queries_for_many_as_for_one(count, django_assert_num_queries):
    season, _members = season_of(*[2] * count)
    with django_assert_num_queries(5):
        services.take_snapshot(season=season)


def test_the_file_of_a_snapshot_has_neither_name_nor_id():
    from tests.gamification.speakers.helpers import set_up_list

    season, [one, _two] = season_of(4, 2, code="2026", cut_off_at=timezone.now() + timedelta(days=1))
    text = queries.snapshot_file(set_up_list(end(season))).decode()
    assert one.name not in text
    assert set(re.findall(r'"(\w+)":', text)) == {
        "causes", "cut_off_at", "format", "least_stars", "newcomer", "newcomer_places", "places", "pseudonym",
        "region", "region_share", "rule", "season", "standings", "stars", "zone",
    }  # fmt: skip
    assert '"zone":"Asia/Bishkek"' in text
