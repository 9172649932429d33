"""The invited member's own page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from gamification.speakers.models import SpeakerEntry
from gamification.speakers.tasks import pass_on
from tests.gamification.factories import MemberFactory
from tests.gamification.speakers.helpers import (
    conference,
    end,
    entry_of,
    invited,
    member_standing,
    practice_of,
    published,
    season_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def ask(client):
    def send(who, /, **posted):
        client.force_login(who.person)
        address = reverse("my-invitation")
        return client.post(address, posted) if posted else client.get(address)

    return send


def text(answer):
    return answer.content.decode()


def test_a_member_without_counted_stars_reads_what_will_stand_there(ask):
    assert "No stars of yours were counted yet" in text(ask(MemberFactory()))


def test_she_reads_her_own_pseudonym_and_nobody_elses(ask):
    season, [one, two] = season_of(4, 2)
    end(season)
    shown = text(ask(one))
    assert member_standing(one).pseudonym in shown
    assert member_standing(two).pseudonym not in shown
    assert "The list is not published yet." in shown


def test_once_published_she_reads_her_place_and_why(ask):
    _made, [_one, _two, three] = published(8, 6, 4)
    shown = text(ask(three))
    assert "In the line of reserves" in shown
    assert 'data-do="accept"' not in shown


def test_with_too_few_stars_she_reads_where_the_list_begins(ask):
    _made, [_one, two] = published(8, 2, least_stars=3)
    assert "The list begins at 3 stars." in text(ask(two))


def test_she_accepts_with_a_talk_and_a_practice(ask):
    _made, [one, *_others] = invited(8, 6)
    practice = practice_of(one)
    answered = ask(one, word="accept", talk="Кудук", practice=practice.pk, in_public="on")
    assert answered.status_code == 302
    hers = entry_of(one)
    assert (hers.state, hers.talk, hers.practice, hers.in_public) == ("accepted", "Кудук", practice, True)
    assert "What you wrote can be changed here." in text(ask(one))


def test_without_a_published_practice_none_is_asked_for(ask):
    _made, [one] = invited(8)
    assert 'name="practice"' not in text(ask(one))
    assert ask(one, word="accept", talk="Кудук").status_code == 302


@pytest.mark.parametrize("wrong", [{"talk": ""}, {"talk": "Кудук 💧"}, {"talk": "Кудук", "practice": "0"}])
def test_what_is_wrong_stands_at_the_field_and_nothing_typed_is_lost(ask, wrong):
    _made, [one] = invited(8)
    practice_of(one)
    answered = ask(one, word="accept", **wrong)
    assert answered.status_code == 422
    assert wrong["talk"] in text(answered)
    assert "field-wrong" in text(answered)
    assert entry_of(one).state == "invited"


def test_the_practice_of_another_is_no_choice(ask):
    _made, [one, two] = invited(8, 6)
    practice_of(one)
    foreign = practice_of(two)
    assert ask(one, word="accept", talk="Кудук", practice=foreign.pk).status_code == 422


def test_she_declines_and_the_next_is_invited(ask):
    _made, [one, _two, three] = invited(8, 6, 4)
    assert ask(one, word="decline").status_code == 302
    assert entry_of(three).state == "invited"
    assert "the place has gone to the next in line" in text(ask(one))


def test_a_late_answer_is_refused_with_a_sentence(ask):
    _made, [one, *_others] = invited(8, 6, 4)
    SpeakerEntry.objects.filter(pk=entry_of(one).pk).update(answer_by=timezone.now() - timedelta(seconds=1))
    answered = ask(one, word="accept", talk="Кудук")
    assert answered.status_code == 409
    assert "the invitation is not open any more" in text(answered)
    pass_on()
    answered = ask(one, word="accept", talk="Кудук")
    assert answered.status_code == 409
    assert "The invitation was open until" in text(answered)
    assert entry_of(one).state == "late"


def test_nobody_answers_for_another(ask):
    """Ids in the body have no effect: who has no invitation finds none."""
    _made, [one, _two, three] = invited(8, 6, 4)
    hers = entry_of(one)
    for who in (three, MemberFactory()):
        assert ask(who, word="accept", talk="Кудук", entry=hers.pk, pk=hers.pk, member=one.pk).status_code == 404
    assert entry_of(one).state == "invited"


def test_a_view_that_takes_the_entry_from_the_form_is_found(ask, monkeypatch):
    """The planted fault: everybody's standings are one's own."""
    from cms.access import policy
    from gamification.speakers.models import Standing

    monkeypatch.setitem(policy._querysets, Standing, lambda _user, rows: rows)
    _made, [one, _two, three] = invited(8, 6, 4)
    ask(three, word="decline")
    assert "declined" in {entry_of(member).state for member in (one, _two)}


def test_who_is_not_a_member_is_refused(client):
    from tests.gamification.factories import PersonFactory

    assert client.get(reverse("my-invitation")).status_code == 302
    client.force_login(PersonFactory())
    assert client.get(reverse("my-invitation")).status_code == 403


@pytest.mark.parametrize("count", [1, 4])
def test_the_page_costs_the_same_after_many_seasons(client, count, django_assert_num_queries):
    """But for the ties of each season, which are few."""
    one = MemberFactory()
    from tests.gamification.factories import SeasonFactory
    from tests.gamification.speakers.helpers import give

    for n in range(count):
        season = SeasonFactory(code=f"{2020 + n}")
        give(one, 2)
        end(season)
    client.force_login(one.person)
    with django_assert_num_queries(4):
        client.get(reverse("my-invitation"))


def test_once_the_conference_is_over_no_place_is_given_back_and_no_seat_offered(client):
    made, [one, *_others] = invited(8, 6, 4, event=conference())
    client.force_login(one.person)
    before = client.get(reverse("my-invitation")).content.decode()
    assert 'data-do="decline"' in before
    assert 'data-do="conference-event"' in before
    made.event.starts_at = timezone.now() - timedelta(hours=9)
    made.event.ends_at = timezone.now() - timedelta(hours=1)
    made.event.save()
    after = client.get(reverse("my-invitation")).content.decode()
    assert 'data-do="decline"' not in after
    assert 'data-do="conference-event"' not in after
    assert 'data-do="accept"' in after
