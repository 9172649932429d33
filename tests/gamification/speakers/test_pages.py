"""What everybody sees of #ЧоңОй: no name before consent."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone, translation

from gamification.members.services import leave, update_profile
from gamification.practices.models import Practice
from gamification.speakers import pdf, presenters
from gamification.speakers.models import SpeakerList, Standing
from gamification.speakers.services import answer, save_list
from tests.gamification.factories import club_administrator
from tests.gamification.speakers.helpers import (
    RULE,
    conference,
    end,
    entry_of,
    invited,
    practice_of,
    published,
    season_of,
    set_up_list,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kyrgyz():
    with translation.override("en"):
        yield


def page(client, name, made):
    return client.get(reverse(name, args=[made.season.code]))


def text(answer):
    return answer.content.decode()


def accept(member, **said):
    return answer(entry=entry_of(member), accept=True, **{"talk": "Кудук кантип казылды", **said})


def named(made, member):
    """Name a member everywhere."""
    member.name = f"Токтогул кызы Назгүл {member.pk}"
    member.save()
    return member.name


# Announced, published


def test_without_any_conference_the_page_says_what_it_is(client):
    assert "No conference is announced yet" in text(client.get(reverse("conferences")))


def test_a_season_without_day_or_list_is_shown_to_nobody(client):
    season, _members = season_of(2)
    made = set_up_list(season)
    assert made.season.code not in text(client.get(reverse("conferences")))
    assert page(client, "conference", made).status_code == 404


def test_an_announced_conference_shows_day_place_and_rule_before_there_is_a_list(client):
    season, _members = season_of(2)
    made = set_up_list(season, event=conference(place="Бишкек, Манас көчөсү 40"), newcomer_places=1)
    shown = text(page(client, "conference", made))
    assert "Бишкек, Манас көчөсү 40" in shown
    assert "1 place is kept for the best" in shown
    assert "Asia/Bishkek" in shown
    for name in ("speaker-snapshot", "speaker-list-file", "programme"):
        assert page(client, name, made).status_code == 404


def test_a_cancelled_conference_without_list_is_not_shown(client):
    season, _members = season_of(2)
    made = set_up_list(season, event=conference(cancelled_at=timezone.now()))
    assert page(client, "conference", made).status_code == 404


def test_the_published_list_stands_on_the_page_with_reasons(client):
    made, _members = published(8, 6, 4, 4)
    shown = text(page(client, "conference", made))
    assert "A place by her 8 stars." in shown
    assert "In the line of reserves" in shown
    assert "Others have as many stars" in shown
    assert "the lot decided" in shown
    assert all(standing.pseudonym in shown for standing in Standing.objects.all())


def test_two_hundred_are_leafed_through(client):
    made, _members = published(*[2] * 60)
    first, second = (text(client.get(reverse("conference", args=[made.season.code]), {"page": n})) for n in (1, 2))
    assert "Page 1 of 2" in first
    names = set(Standing.objects.values_list("pseudonym", flat=True))
    assert len({n for n in names if n in first}) == 50
    assert {n for n in names if n in first} ^ {n for n in names if n in second} == names


# Names


@pytest.fixture
def everywhere(client):
    def ask(made, **headers):
        """All that anybody may read of a list."""
        from pymupdf import open as open_pdf

        found = [text(page(client, name, made)) for name in ("conference", "speaker-snapshot", "speaker-list-file")]
        pdf = page(client, "programme", made).content
        return " ".join(
            [*found, text(client.get(reverse("conferences"))), *(p.get_text() for p in open_pdf("pdf", pdf))]
        )

    return ask


def test_nobody_is_named_before_she_agrees(client, everywhere):
    made, members = invited(8, 6, 4, prize="A trip")
    names = [named(made, member) for member in members]
    accept(members[0], practice=practice_of(members[0], title="Таза суу"), talk="Суу жөнүндө")
    shown = everywhere(made)
    assert not any(name in shown for name in names)
    assert "Таза суу" not in shown
    assert "Суу жөнүндө" not in shown
    assert "A member of the club" in shown
    assert "1 member who did not wish to be named" in shown


def test_a_page_that_names_without_consent_is_found(client, everywhere, monkeypatch):
    """The planted fault: the name whether she agreed or not."""
    monkeypatch.setattr(presenters, "name_of", lambda entry: entry.standing.member.name)
    made, members = invited(8, 6)
    accept(members[0])
    assert members[0].name in everywhere(made)


def test_who_agreed_stands_on_the_page_with_talk_and_practice(client, everywhere):
    made, [one, *_others] = invited(8, 6)
    accept(one, practice=practice_of(one, title="Таза суу"), in_public=True)
    shown = everywhere(made)
    assert one.name in shown
    assert "Кудук кантип казылды" in shown
    assert "Таза суу" in text(page(client, "conference", made))
    assert one.name not in text(page(client, "speaker-list-file", made))


def test_a_practice_that_was_withdrawn_is_not_shown_any_more(client):
    made, [one] = invited(8)
    accept(one, practice=practice_of(one, title="Таза суу"), in_public=True)
    Practice.objects.update(state="withdrawn")
    assert "Таза суу" not in text(page(client, "conference", made))


def test_who_takes_her_consent_back_or_leaves_is_named_no_more(client):
    made, [one, two] = invited(8, 6, prize="A trip")
    for member in (one, two):
        accept(member, in_public=True)
    accept(one, in_public=False)
    leave(member=two)
    shown = text(page(client, "conference", made))
    assert one.name not in shown
    assert two.name not in shown


def test_who_leaves_after_the_conference_stays_a_speaker_without_a_name(client):
    made, [one] = invited(8, event=conference())
    accept(one, in_public=True)
    made.event.starts_at = timezone.now() - timedelta(days=1)
    made.event.save()
    leave(member=one)
    assert entry_of(one).state == "accepted"
    assert one.name not in text(page(client, "conference", made))


# The year's prize


def test_the_member_with_most_stars_is_named_if_she_agreed_to_the_lists(client):
    made, [one, *_others] = published(8, 6, prize="A trip")
    assert one.name not in text(page(client, "conference", made))
    update_profile(member=one, in_star_lists=True)
    assert one.name in text(page(client, "conference", made))


def test_of_a_tie_all_win():
    made, members = published(8, 8, 6, prize="A trip")
    for member in members:
        update_profile(member=member, in_star_lists=True)
    assert set(presenters.prize(made).names) == {member.name for member in members[:2]}


def test_before_the_list_is_published_nobody_wins_on_the_page(client):
    season, members = season_of(8)
    update_profile(member=members[0], in_star_lists=True)
    made = set_up_list(end(season), event=conference(), prize="A trip")
    assert members[0].name not in text(page(client, "conference", made))


# Files


def test_the_published_file_is_what_the_command_prints(client, tmp_path, capfdbinary):
    from django.core.management import call_command

    made, _members = published(8, 6, 4)
    file = tmp_path / "snapshot.json"
    file.write_bytes(page(client, "speaker-snapshot", made).content)
    call_command("speaker_list", file)
    assert capfdbinary.readouterr().out == page(client, "speaker-list-file", made).content


def test_a_list_altered_in_the_database_is_found_by_who_recomputes(client):
    from gamification.speakers.selection import recompute

    made, _members = published(8, 6, 4)
    one, two = made.entries.all()[:2]
    for entry, place in ((one, 99), (two, 1), (one, 2)):
        type(entry).objects.filter(pk=entry.pk).update(place=place)
    published_bytes = page(client, "speaker-list-file", made).content
    assert recompute(page(client, "speaker-snapshot", made).content) != published_bytes


def test_the_programme_is_made_once_for_all_who_ask(client, monkeypatch):

    made, [one, *_others] = invited(8, 6)
    first = page(client, "programme", made).content
    monkeypatch.setattr(pdf, "render_pages", lambda *args, **more: b"another")
    assert page(client, "programme", made).content == first
    accept(one, in_public=True)
    assert page(client, "programme", made).content == b"another"


def test_letters_that_cannot_be_printed_are_left_out_of_the_programme():
    from gamification.speakers.pdf import without_unprintable

    assert without_unprintable("Суу 💧 жөнүндө") == "Суу жөнүндө"


def test_the_snapshot_has_nothing_that_the_rule_does_not_need(client):
    made, _members = published(8)
    data = json.loads(page(client, "speaker-snapshot", made).content)
    assert set(data["standings"][0]) == {"pseudonym", "stars", "causes", "region", "newcomer"}


# Weight


@pytest.mark.parametrize("count", [1, 20])
def test_the_page_costs_as_many_queries_for_many_as_for_one(client, count, django_assert_num_queries):
    made, members = invited(*[2] * count, places=count, prize="A trip", event=conference())
    for member in members:
        accept(member, practice=practice_of(member), in_public=True)
    cache.clear()
    with django_assert_num_queries(7):
        page(client, "conference", made)


@pytest.mark.parametrize("count", [1, 15])
def test_the_list_of_conferences_costs_the_same_for_many(client, count, django_assert_num_queries):
    admin = club_administrator()
    for n in range(count):
        season, _members = season_of(code=f"{2000 + n}")
        save_list(season=season, by=admin, event=conference(), **RULE)
    with django_assert_num_queries(2):
        client.get(reverse("conferences"))
    assert SpeakerList.objects.count() == count
