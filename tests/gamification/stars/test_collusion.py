"""Signs of collusion are shown to people, with all entries; nothing follows from them by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gamification.stars.collusion import collusion_indicators
from gamification.stars.models import StarEntry, StarTotal
from gamification.stars.services import award, reverse
from tests.gamification.factories import MemberFactory, SeasonFactory, club_administrator

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=300)


@pytest.fixture
def season():
    return SeasonFactory(starts_at=timezone.now() - timedelta(days=200))


def members(count):
    return MemberFactory.create_batch(count, joined_at=LONG_AGO)


def used(giver, receiver, number=0, hours_ago=0):
    """The receiver's practice was taken up by the giver."""
    at = timezone.now() - timedelta(hours=hours_ago)
    source = f"use:{giver.pk}:{number}"
    return award(member=receiver, cause="practice-used", source=source, title="Суу", given_by=giver, at=at)


def seen(season):
    """Kind by kind: who, and how many entries."""
    rings, bursts, new = collusion_indicators(season)
    return [
        [([m.pk for m in indicator.members], indicator.many) for indicator in kind.indicators]
        for kind in (rings, bursts, new)
    ]


def test_a_healthy_season_has_no_sign(season):
    a, b, c = members(3)
    used(a, b, 1, 50)
    used(a, c, 2, 20)
    used(b, c, 3)
    assert seen(season) == [[], [], []]


def test_two_who_give_to_each_other_are_a_ring(season):
    a, b = members(2)
    used(a, b, 1)
    used(b, a, 2)
    used(b, a, 3)
    assert seen(season)[0] == [([a.pk, b.pk], 3)]


def test_three_in_a_circle_are_a_ring_whichever_way_it_goes(season):
    a, b, c = members(3)
    used(a, c)
    used(c, b)
    used(b, a)
    assert seen(season)[0] == [([a.pk, c.pk, b.pk], 3)]


def test_what_was_taken_back_makes_no_ring(season):
    a, b = members(2)
    used(a, b)
    reverse(entry=used(b, a), reason="Ката", by=club_administrator())
    assert seen(season)[0] == []


def test_many_of_a_kind_within_a_day_are_a_burst(season):
    giver, quick, slow = members(3)
    for number in range(5):
        used(giver, quick, number, hours_ago=5 * number)
        used(giver, slow, 10 + number, hours_ago=7 * number)
    assert seen(season)[1] == [([quick.pk], 5)]


def test_stars_from_new_members_are_a_sign(season):
    (receiver,) = members(1)
    used(MemberFactory(joined_at=timezone.now() - timedelta(days=20)), receiver)
    for _ in range(2):
        used(MemberFactory(joined_at=timezone.now() - timedelta(days=3)), receiver)
    assert seen(season)[2] == [([receiver.pk], 2)]


def test_the_page_names_who_and_what_with_a_way_to_take_it_back_and_judges_nothing(client, settings, season):
    settings.STAFF_SECOND_FACTOR = False
    a, b = members(2)
    entries = [used(a, b), used(b, a)]
    client.force_login(club_administrator())
    html = client.get("/admin/club/stars/signs/").content.decode()
    for text in (a.name, b.name, *(f"/admin/club/stars/{entry.pk}/reverse/" for entry in entries)):
        assert text in html
    assert StarEntry.objects.count() == 2
    assert sum(StarTotal.objects.values_list("total", flat=True)) == 4


def test_without_a_season_the_page_says_so(client, settings):
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(club_administrator())
    assert client.get("/admin/club/stars/signs/").status_code == 200


def test_one_pact_gives_stars_to_both_and_is_no_ring(season):
    mentor, mentee, other = members(3)

    def pact(number, leads, follows):
        for cause, member, giver in (("mentoring-ended", leads, follows), ("task-done", follows, leads)):
            award(member=member, cause=cause, source=f"pact:{number}", title="Суу", given_by=giver)

    pact(1, mentor, mentee)
    pact(2, mentor, other)
    assert seen(season)[0] == []
    pact(3, mentee, mentor)
    assert seen(season)[0] == [([mentor.pk, mentee.pk], 4)]
