"""What club administrators set, read and take back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from gamification.members.models import Topic
from gamification.signals import season_frozen
from gamification.stars.models import Season, StarEntry, StarRule
from gamification.stars.reasons import STAR_REASONS
from gamification.stars.receivers import make_rules
from gamification.stars.services import (
    NotOverError,
    SeasonFrozenError,
    award,
    freeze,
    freeze_due,
    reverse,
)
from tests.gamification.factories import MemberFactory, PersonFactory, SeasonFactory, club_administrator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def by():
    return club_administrator()


@pytest.fixture
def editor(client, by):
    client.force_login(by)
    return client


def an_entry(member=None, **more):
    return award(member=member or MemberFactory(), cause="task-done", source="task:1", title="Бюджет", **more)


# Rules and seasons


def test_a_club_begins_with_rules_and_keeps_those_that_were_changed():
    begun = {reason.name: (reason.stars, reason.season_limit) for reason in STAR_REASONS}
    assert {rule.cause: (rule.stars, rule.season_limit) for rule in StarRule.objects.all()} == begun
    StarRule.objects.exclude(cause="task-done").delete()
    make_rules(apps.get_app_config("gamification"))
    assert StarRule.objects.count() == 1


def test_a_season_is_typed_by_the_clock_of_its_own_zone(editor):
    typed = {
        "code": "2026",
        "zone": "America/New_York",
        "starts_at": "2026-01-01 00:00",
        "cut_off_at": "2026-12-01 18:00",
    }
    assert editor.post("/admin/club/seasons/new/", typed).status_code == 302
    season = Season.objects.get()
    assert season.cut_off_at == datetime(2026, 12, 1, 23, 0, tzinfo=UTC)
    html = editor.get(f"/admin/club/seasons/edit/{season.pk}/").content.decode()
    assert 'value="2026-12-01 18:00' in html
    assert "America/New_York" in editor.get("/admin/club/seasons/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"cut_off_at": "2025-12-31 00:00"}, "cut_off_at"),
        ({"starts_at": "2026-03-08 02:30", "zone": "America/New_York"}, "starts_at"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"starts_at": "2025-06-01 00:00"}, "starts_at"),
    ],
)
def test_a_season_that_cannot_be_is_refused_at_its_field(editor, wrong, where):
    start = datetime(2025, 1, 1, tzinfo=UTC)
    SeasonFactory(code="2025", starts_at=start, cut_off_at=start + timedelta(days=300))
    typed = {"code": "2026", "zone": "Asia/Bishkek", "starts_at": "2026-01-01 00:00", "cut_off_at": "2026-12-01 18:00"}
    answer = editor.post("/admin/club/seasons/new/", {**typed, **wrong})
    assert dict(answer.context["form"].errors).keys() == {where}


def test_a_counted_season_is_not_changed(editor):
    start = datetime(2025, 1, 1, tzinfo=UTC)
    season = freeze(season=SeasonFactory(starts_at=start, cut_off_at=start + timedelta(days=300)))
    typed = {"code": "x", "zone": "Asia/Bishkek", "starts_at": "2024-01-01 00:00", "cut_off_at": "2024-12-01 18:00"}
    editor.post(f"/admin/club/seasons/edit/{season.pk}/", typed)
    assert Season.objects.get().code == season.code


@pytest.mark.parametrize("path", ["seasons", "star-rules", "members", "topics"])
def test_lists_open_for_club_administrators_alone(client, editor, path):
    SeasonFactory()
    MemberFactory()
    assert editor.get(f"/admin/club/{path}/").status_code == 200
    client.force_login(MemberFactory().person)
    assert client.get(f"/admin/club/{path}/").status_code == 403


def test_an_administrator_neither_writes_for_a_member_nor_deletes_a_rule(editor):
    member, rule = MemberFactory(), StarRule.objects.first()
    closed = [f"members/edit/{member.pk}", f"members/delete/{member.pk}", "members/new", f"star-rules/delete/{rule.pk}"]
    for path in closed:
        assert editor.get(f"/admin/club/{path}/").status_code in (302, 404), path
    assert editor.get(f"/admin/club/members/inspect/{member.pk}/").status_code == 200


def test_a_topic_is_named_in_each_language(editor):
    names = {"names-0-language": "ky", "names-0-name": "Суу", "names-1-language": "ru", "names-1-name": "Вода"}
    formset = {"names-TOTAL_FORMS": 2, "names-INITIAL_FORMS": 0, "names-MIN_NUM_FORMS": 1, "names-MAX_NUM_FORMS": 9}
    editor.post("/admin/club/topics/new/", {"slug": "water", **names, **formset})
    assert {name.name for name in Topic.objects.get().names.all()} == {"Суу", "Вода"}


# Freezing


def over(minutes=6):
    now = timezone.now()
    return SeasonFactory(starts_at=now - timedelta(days=90), cut_off_at=now - timedelta(minutes=minutes))


def test_a_season_is_frozen_once_and_only_after_its_cut_off():
    heard = []
    season_frozen.connect(lambda season, **_: heard.append(season.pk), weak=False, dispatch_uid="heard")
    season = over()
    with pytest.raises(NotOverError):
        freeze(season=SeasonFactory())
    assert freeze(season=season).frozen_at == freeze(season=season).frozen_at
    season_frozen.disconnect(dispatch_uid="heard")
    assert heard == [season.pk]


def test_the_tick_freezes_what_is_over_once():
    season = over(minutes=0)
    assert freeze_due() == [season]
    assert freeze_due() == []


def test_one_season_that_fails_does_not_stop_the_others(caplog):
    first, second = over(minutes=10), over(minutes=5)

    def fail(season, **_facts):
        if season == first:
            raise RuntimeError("no room for a snapshot")

    season_frozen.connect(fail)
    try:
        assert freeze_due() == [second]
    finally:
        season_frozen.disconnect(fail)
    assert first.code in caplog.text
    assert freeze_due() == [first]


def test_no_entry_follows_a_freeze(by):
    season = over()
    entry = an_entry(at=season.cut_off_at - timedelta(days=1))
    freeze(season=season)
    assert (
        award(
            member=MemberFactory(),
            cause="task-done",
            source="x",
            title="x",
            at=season.cut_off_at - timedelta(days=1),
        )
        is None
    )
    with pytest.raises(SeasonFrozenError):
        reverse(entry=entry, reason="Ката", by=by)


# Taking back


def test_stars_are_taken_back_with_a_reason_that_stays_visible(editor, by):
    SeasonFactory()
    entry = an_entry()
    path = f"/admin/club/stars/{entry.pk}/reverse/"
    assert editor.post(path, {"reason": "  "}).status_code == 422
    assert editor.post(path, {"reason": "Эки жолу жазылган"})["Location"] == "/admin/club/stars/"
    assert editor.post(path, {"reason": "Again"}).status_code == 302
    reversal = StarEntry.objects.get(reverses=entry)
    assert (reversal.amount, reversal.reason, reversal.recorded_by) == (-2, "Эки жолу жазылган", by)
    html = editor.get("/admin/club/stars/").content.decode()
    assert html.count("Эки жолу жазылган") == 2


def test_nobody_takes_back_what_is_her_own_or_came_from_her(editor, by):
    SeasonFactory()
    me, other = MemberFactory(person=by), MemberFactory()
    for entry in (an_entry(me), an_entry(other, given_by=me)):
        editor.post(f"/admin/club/stars/{entry.pk}/reverse/", {"reason": "x"})
    assert not StarEntry.objects.exclude(reverses=None).exists()


def test_who_is_not_an_administrator_takes_nothing_back(client):
    SeasonFactory()
    entry = an_entry()
    for person in (entry.member.person, PersonFactory()):
        client.force_login(person)
        assert client.post(f"/admin/club/stars/{entry.pk}/reverse/", {"reason": "x"}).status_code == 403
    assert StarEntry.objects.count() == 1


@pytest.mark.parametrize("count", [1, 60])
def test_the_ledger_in_the_editor_asks_as_many_queries_for_many(editor, django_assert_num_queries, count):
    SeasonFactory()
    for _ in range(count):
        an_entry(given_by=MemberFactory())
    editor.get("/admin/club/stars/")
    with django_assert_num_queries(9):
        editor.get("/admin/club/stars/")


def test_the_ledger_is_searched_by_the_members_name(editor):
    SeasonFactory()
    an_entry(MemberFactory(name="Өмүралиева Нургүл"))
    an_entry(MemberFactory(name="Асанова Айгүл"))
    html = editor.get("/admin/club/stars/", {"q": "омур"}).content.decode()
    assert "Өмүралиева" in html
    assert "Асанова" not in html
