"""What a member sees of her own stars, and what others see of them."""

import pytest
from django.test import override_settings

from gamification.members.services import leave
from gamification.stars import leaderboard as leaderboard_module
from gamification.stars.models import StarEntry, StarRule, StarTotal
from gamification.stars.queries import leaderboard
from gamification.stars.reasons import STAR_REASONS
from gamification.stars.services import award, reverse
from tests.gamification.factories import MemberFactory, PersonFactory, SeasonFactory, club_administrator

pytestmark = pytest.mark.django_db


@pytest.fixture
def season():
    return SeasonFactory()


def give(member, count=1, cause="poll-first"):
    return [
        award(member=member, cause=cause, source=f"x:{n}", title=f"Суу {n}", path="practices/7/") for n in range(count)
    ]


def page(client, member, path):
    client.force_login(member.person)
    return client.get(path).content.decode()


def test_her_page_tells_stars_place_and_what_is_missing(client, season):
    first, second = MemberFactory.create_batch(2)
    give(first, 2)
    give(second, 1)
    html = page(client, second, "/en/club/me/")
    for figure in ('<strong class="number">5</strong>', '<dd class="number">2</dd>', '<dd class="number">5</dd>'):
        assert figure in html


def test_her_page_tells_what_the_next_needs_and_how_much_of_the_limit_is_used(client, season):
    StarRule.objects.filter(cause="practice-published").update(stars=5, season_limit=12)
    member = MemberFactory()
    give(member, 2, "practice-published")
    html = " ".join(page(client, member, "/en/club/me/").split())
    assert '<strong class="number">+2</strong> <span class="meta">10 of at most 12' in html
    give(member, 3, "practice-published")
    assert "12 of at most 12" in page(client, member, "/en/club/me/")


def test_without_a_season_the_page_says_so(client):
    html = page(client, MemberFactory(), "/en/club/me/")
    assert 'class="note"' in html
    assert "progress-box" not in html


@pytest.mark.parametrize("entries", [1, 40])
def test_her_page_costs_three_queries_and_a_fourth_once_a_minute(client, season, django_assert_num_queries, entries):
    member = MemberFactory()
    give(member, entries)
    client.force_login(member.person)
    with override_settings(CONTENT_CACHE=True):
        client.get("/ky/club/me/")
        with django_assert_num_queries(3):  # session, user, her numbers
            assert "progress-box" in client.get("/ky/club/me/").content.decode()
        leaderboard_module._counts.clear()
        with django_assert_num_queries(4):
            client.get("/ky/club/me/")


def test_one_members_page_never_shows_anothers_numbers(client, season):
    first, second = MemberFactory.create_batch(2)
    give(first, 3)
    give(second, 1)
    with override_settings(CONTENT_CACHE=True):
        assert first.name in page(client, first, "/ky/club/me/")
        html = page(client, second, "/ky/club/me/")
    assert second.name in html
    assert first.name not in html
    assert '<strong class="number">5</strong>' in html


def test_a_changed_rule_is_seen_at_once(client, season, django_capture_on_commit_callbacks):
    member = MemberFactory()
    with override_settings(CONTENT_CACHE=True):
        page(client, member, "/ky/club/me/")
        with django_capture_on_commit_callbacks(execute=True):
            StarRule.objects.get(cause="task-done").delete()
        assert "/6" not in page(client, member, "/ky/club/me/")
        assert len(leaderboard_module._rules()) == len(STAR_REASONS) - 1


def test_the_ledger_shows_each_line_with_its_reason_and_its_page(client, season):
    member = MemberFactory()
    give(member, 2)
    reverse(entry=StarEntry.objects.first(), reason="Эки жолу жазылган", by=club_administrator())
    html = page(client, member, "/ky/club/stars/")
    assert html.count('href="/ky/practices/7/"') == 3
    assert html.count("Эки жолу жазылган") == 2
    assert "-5" in html


@pytest.mark.parametrize("entries", [1, 60])
def test_the_ledger_asks_few_queries_however_long_it_is(client, season, django_assert_num_queries, entries):
    member = MemberFactory()
    give(member, entries)
    client.force_login(member.person)
    with django_assert_num_queries(6):  # session, user, membership; count, entries, totals
        client.get("/ky/club/stars/")


def test_an_empty_ledger_says_how_to_begin(client, season):
    assert 'class="empty"' in page(client, MemberFactory(), "/ky/club/stars/")


def test_others_see_how_many_and_for_what_but_no_line_of_the_ledger(client, season):
    hers = MemberFactory(in_directory=True, shown=["stars"])
    give(hers, 2)
    reverse(entry=StarEntry.objects.first(), reason="Эки жолу жазылган", by=club_administrator())
    html = page(client, MemberFactory(), f"/en/club/members/{hers.pk}/")
    assert '<strong class="number">5</strong>' in html
    assert "Эки жолу" not in html
    assert "Суу" not in html


def test_who_does_not_show_her_stars_keeps_them_to_herself(client, season):
    hers = MemberFactory(in_directory=True)
    give(hers, 1)
    assert 'class="number"' not in page(client, MemberFactory(), f"/en/club/members/{hers.pk}/")


# The list of who has most


def listed(*stars, **facts):
    """Members with so many first places each."""
    members = []
    for count in stars:
        member = MemberFactory(**{"in_star_lists": True, **facts})
        give(member, count)
        members.append(member)
    return members


def named(season):
    lines = leaderboard(season.pk)
    return lines and [(line.rank, line.member) for line in lines]


def test_the_list_names_who_agreed_and_never_the_last(season):
    a, b, c, d, _last = listed(5, 4, 4, 2, 1)
    listed(9, in_star_lists=False)
    assert named(season) == [(1, a.pk), (2, b.pk), (2, c.pk), (4, d.pk)]


def test_who_shares_the_last_place_is_not_named_either(season):
    a, b, *_last = listed(3, 2, 1, 1, 1)
    assert named(season) == [(1, a.pk), (2, b.pk)]


def test_where_all_have_the_same_nobody_is_named(season):
    listed(1, 1, 1, 1, 1, 1)
    assert not named(season)
    assert named(season) is not None


def test_fewer_than_five_are_no_list(client, season):
    listed(4, 3, 2, 1)
    assert named(season) is None
    assert 'class="empty"' in page(client, MemberFactory(), "/ky/club/stars/top/")


def test_who_left_or_lost_her_stars_is_not_in_the_list(season):
    members = listed(6, 5, 4, 3, 2, 1)
    leave(member=members[0])
    assert named(season)[0] == (1, members[1].pk)
    for entry in StarEntry.objects.filter(member=members[1]):
        reverse(entry=entry, reason="Ката", by=club_administrator())
    assert named(season) is None  # four are left


def test_the_last_of_a_long_list_is_left_out_though_she_stands_far_below_it(season):
    members = MemberFactory.create_batch(130, in_star_lists=True)
    StarTotal.objects.bulk_create(StarTotal(season=season, member=m, total=200 - n // 2) for n, m in enumerate(members))
    assert len(leaderboard(season.pk)) == 100
    StarTotal.objects.filter(total__lt=180).update(total=180)
    assert len(leaderboard(season.pk)) == 40  # all below are the last together


@pytest.mark.parametrize("count", [5, 120])
def test_the_list_asks_few_queries(client, season, django_assert_num_queries, count):
    members = MemberFactory.create_batch(count, in_star_lists=True)
    StarTotal.objects.bulk_create(StarTotal(season=season, member=m, total=n + 1) for n, m in enumerate(members))
    client.force_login(members[0].person)
    with django_assert_num_queries(6):  # session, user, membership; season, the list, the fewest
        client.get("/ky/club/stars/top/")


def test_who_is_not_a_member_sees_no_list(client, season):
    client.force_login(PersonFactory())
    assert client.get("/ky/club/stars/top/").status_code == 403
