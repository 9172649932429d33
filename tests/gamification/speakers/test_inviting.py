"""Invitations: answered by a date, passed on to the next in line."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from gamification import signals
from gamification.members.services import leave
from gamification.speakers.models import SpeakerEntry
from gamification.speakers.services import TooLateError, answer, invite, invite_next, release
from gamification.speakers.tasks import pass_on
from tests.gamification.factories import MemberFactory, club_administrator
from tests.gamification.speakers.helpers import conference, entry_of, invited, practice_of, published, refused

pytestmark = pytest.mark.django_db


def states(made):
    return [entry.state for entry in made.entries.all()]


def accept(member, **said):
    return answer(entry=entry_of(member), accept=True, **{"talk": "Кудук кантип казылды", **said})


def run_out(made):
    """The date of every open invitation is over."""
    made.entries.filter(state="invited").update(answer_by=timezone.now() - timedelta(seconds=1))


@pytest.fixture
def heard():
    found = []

    def listen(entry, **_facts):
        found.append(entry)

    signals.speaker_invited.connect(listen)
    yield found
    signals.speaker_invited.disconnect(listen)


def test_the_first_are_invited_once_each(heard):
    made, members = published(8, 6, 4, 2)
    assert len(invite(speaker_list=made, by=made.published_by)) == 2
    assert invite(speaker_list=made, by=made.published_by) == []
    assert [entry.standing.member for entry in heard] == members[:2]
    assert states(made) == ["invited", "invited", "waiting", "waiting"]
    assert {entry.answer_by for entry in made.entries.filter(state="invited")} == {made.answer_by}


def test_nobody_is_invited_before_publishing_or_without_a_day_to_come():
    made, _members = published(4, answer_by=None)
    with refused("answer-by"):
        invite(speaker_list=made, by=made.published_by)
    with pytest.raises(PermissionDenied):
        invite(speaker_list=made, by=MemberFactory().person)
    made.entries.all().delete()
    made.published_at = made.published_by = None
    made.save()
    with refused("unpublished"):
        invite(speaker_list=made, by=club_administrator())


def test_who_accepts_says_what_she_speaks_of():
    made, [one, *_others] = invited(8, 6)
    hers = accept(one, practice=practice_of(one), in_public=True)
    assert (hers.state, hers.talk, hers.practice.author, hers.in_public) == (
        "accepted",
        "Кудук кантип казылды",
        one,
        True,
    )
    assert accept(one, talk="Дагы бир кудук").talk == "Дагы бир кудук"
    assert states(made) == ["accepted", "invited"]


def test_the_practice_must_be_her_own_and_published():
    _made, [one, two] = invited(8, 6)
    for practice in (practice_of(two), practice_of(one, state="withdrawn")):
        with refused("practice"):
            accept(one, practice=practice)
    assert entry_of(one).state == "invited"


def test_who_declines_gives_her_place_to_the_next(heard):
    made, [one, _two, three, _four] = invited(8, 6, 4, 2)
    answer(entry=entry_of(one), accept=False)
    assert states(made) == ["declined", "invited", "invited", "waiting"]
    assert heard[-1] == entry_of(three)
    with pytest.raises(TooLateError):
        accept(one)


def test_who_has_accepted_may_still_give_the_place_back():
    made, [one, *_others] = invited(8, 6, 4)
    accept(one, in_public=True)
    answer(entry=entry_of(one), accept=False)
    assert states(made) == ["declined", "invited", "invited"]
    assert not entry_of(one).in_public


def test_no_answer_by_the_date_calls_the_next_with_a_new_date(heard):
    made, [one, two, three, four, _five] = invited(10, 8, 6, 4, 2)
    accept(two)
    run_out(made)
    assert pass_on() == 1
    assert pass_on() == 0
    assert states(made) == ["late", "accepted", "invited", "waiting", "waiting"]
    days = entry_of(three).answer_by - timezone.now()
    assert timedelta(days=6) < days < timedelta(days=8)
    with pytest.raises(TooLateError):
        accept(one)
    assert four not in [entry.standing.member for entry in heard]


def test_an_answer_after_the_date_is_late_also_before_the_tick():
    made, [one] = invited(4)
    run_out(made)
    with pytest.raises(TooLateError):
        accept(one)
    assert states(made) == ["invited"]


def test_accepting_and_passing_on_exclude_each_other():
    """Of the two only the first counts, whichever it is."""
    made, [one, two, _three] = invited(8, 6, 4)
    stale = entry_of(one)
    accept(one)
    SpeakerEntry.objects.filter(pk=stale.pk).update(answer_by=timezone.now() - timedelta(days=1))
    pass_on()
    assert entry_of(one).state == "accepted"
    late = entry_of(two)
    run_out(made)
    pass_on()
    with pytest.raises(TooLateError):
        answer(entry=late, accept=True, talk="Late")
    assert states(made) == ["accepted", "late", "invited"]


def test_the_share_of_a_region_holds_for_who_is_called_later():
    made, members = published(10, 8, 6, 4, region_share=50)
    assert [entry.reason for entry in made.entries.all()] == ["stars", "stars", "reserve", "reserve"]
    for member, region in zip(members, ["KG-C", "KG-N", "KG-C", "KG-N"], strict=True):
        type(entry_of(member).standing).objects.filter(member=member).update(region=region)
    invite(speaker_list=made, by=made.published_by)
    answer(entry=entry_of(members[1]), accept=False)
    assert states(made) == ["invited", "declined", "waiting", "invited"]


def test_who_left_the_club_is_not_invited_and_gives_her_place_back():
    made, [one, two, _three, four] = published(10, 8, 6, 4)
    leave(member=one)
    invite(speaker_list=made, by=made.published_by)
    assert states(made) == ["declined", "invited", "invited", "waiting"]
    accept(two, in_public=True)
    leave(member=two)
    assert states(made) == ["declined", "declined", "invited", "invited"]
    assert entry_of(four).answer_by


def test_leaving_before_the_first_invitation_calls_nobody():
    made, [one, _two, _three] = published(8, 6, 4)
    leave(member=one)
    assert states(made) == ["waiting", "waiting", "waiting"]


def test_once_the_conference_has_begun_nobody_is_called():
    made, [one, *_others] = invited(8, 6, 4, event=conference())
    made.event.starts_at = timezone.now() - timedelta(hours=1)
    made.event.save()
    answer(entry=entry_of(one), accept=False)
    assert states(made) == ["declined", "invited", "waiting"]
    assert invite_next(speaker_list=made, by=made.published_by) == []


def test_the_new_date_is_before_the_conference():
    made, [one, _two, three] = invited(8, 6, 4, event=conference(starts_at=timezone.now() + timedelta(days=2)))
    answer(entry=entry_of(one), accept=False)
    assert entry_of(three).answer_by == made.event.starts_at


def test_an_administrator_takes_note_that_a_speaker_does_not_come():
    made, [one, *_others] = invited(8, 6, 4)
    release(entry=entry_of(one), by=made.published_by)
    assert states(made) == ["declined", "invited", "invited"]
    with pytest.raises(PermissionDenied):
        release(entry=made.entries.last(), by=one.person)


def test_nobody_is_called_to_a_place_that_is_taken():
    made, _members = invited(8, 6, 4)
    assert invite_next(speaker_list=made, by=made.published_by) == []
    assert states(made) == ["invited", "invited", "waiting"]


def test_the_database_names_nobody_without_an_accepted_invitation():
    made, [_one] = invited(4)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.entries.update(in_public=True)


@pytest.mark.parametrize("count", [3, 13])
def test_calling_the_next_costs_as_many_queries_for_many_as_for_few(count, django_assert_num_queries):
    _made, [_one, *_others] = invited(*[2] * count)
    entry = SpeakerEntry.objects.get(place=1)
    with django_assert_num_queries(15):
        answer(entry=entry, accept=False)
