"""Mentor and member: proposals, answers, places, hand-over, leaving."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from gamification.members.services import leave
from gamification.mentors.models import Mentorship, Pact
from gamification.mentors.services import (
    NotOpenError,
    answer,
    assign,
    end_mentorship,
    hand_over,
    propose,
    resume,
)
from tests.gamification.factories import MemberFactory, club_administrator
from tests.gamification.mentors.factories import MentorshipFactory
from tests.gamification.mentors.helpers import draft, pact

pytestmark = pytest.mark.django_db


@pytest.fixture
def mentor():
    return MemberFactory(mentors_up_to=1)


@pytest.fixture
def mentee():
    return MemberFactory()


def test_who_proposes_accepts_and_the_other_answers(mentor, mentee):
    asked = propose(mentor=mentor, mentee=mentee, by=mentee.person)
    assert (asked.state, asked.mentee_accepted_at is None, asked.mentor_accepted_at) == ("proposed", False, None)
    assert answer(mentorship=asked, member=mentee, accept=True).state == "proposed"
    assert answer(mentorship=asked, member=mentor, accept=True).state == "active"
    with pytest.raises(NotOpenError):
        answer(mentorship=asked, member=mentor, accept=False)


def test_what_an_administrator_proposes_is_accepted_by_both(mentor, mentee):
    asked = propose(mentor=mentor, mentee=mentee, by=club_administrator())
    assert answer(mentorship=asked, member=mentor, accept=True).state == "proposed"
    assert answer(mentorship=asked, member=mentee, accept=True).state == "active"


def test_two_who_propose_the_same_have_agreed(mentor, mentee):
    propose(mentor=mentor, mentee=mentee, by=mentee.person)
    assert propose(mentor=mentor, mentee=mentee, by=mentor.person).state == "active"


def test_nobody_proposes_answers_or_ends_for_others(mentor, mentee):
    stranger = MemberFactory()
    with pytest.raises(PermissionDenied):
        propose(mentor=mentor, mentee=mentee, by=stranger.person)
    asked = propose(mentor=mentor, mentee=mentee, by=mentee.person)
    with pytest.raises(PermissionDenied):
        answer(mentorship=asked, member=stranger, accept=True)
    with pytest.raises(PermissionDenied):
        end_mentorship(mentorship=MentorshipFactory(), by=stranger.person)


def test_nobody_is_her_own_mentor(mentor):
    with pytest.raises(ValidationError):
        propose(mentor=mentor, mentee=mentor, by=mentor.person)


def test_two_are_never_mentors_of_each_other_at_once():
    pair = MentorshipFactory(mentee__mentors_up_to=2)
    with pytest.raises(ValidationError):
        propose(mentor=pair.mentee, mentee=pair.mentor, by=pair.mentor.person)


def test_declined_with_a_reason_and_not_asked_again_soon(mentor, mentee):
    asked = propose(mentor=mentor, mentee=mentee, by=mentee.person)
    answer(mentorship=asked, member=mentor, accept=False, reason="Шайлоого даярданып жатам")
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == ("declined", "Шайлоого даярданып жатам")
    with pytest.raises(ValidationError):
        propose(mentor=mentor, mentee=mentee, by=mentee.person)
    assert propose(mentor=mentor, mentee=mentee, by=mentor.person).state == "proposed"  # who declined may ask


def test_what_one_proposed_one_takes_back(mentor, mentee):
    asked = propose(mentor=mentor, mentee=mentee, by=mentee.person)
    assert answer(mentorship=asked, member=mentee, accept=False).state == "ended"
    assert propose(mentor=mentor, mentee=mentee, by=mentee.person).state == "proposed"


def test_three_unanswered_proposals_are_enough(mentee):
    for _n in range(3):
        propose(mentor=MemberFactory(mentors_up_to=1), mentee=mentee, by=mentee.person)
    with pytest.raises(ValidationError):
        propose(mentor=MemberFactory(mentors_up_to=1), mentee=mentee, by=mentee.person)


def test_never_more_members_than_a_mentor_has_places_for(mentor):
    one, two = (propose(mentor=mentor, mentee=m, by=m.person) for m in (MemberFactory(), MemberFactory()))
    answer(mentorship=one, member=mentor, accept=True)
    with pytest.raises(ValidationError):
        answer(mentorship=two, member=mentor, accept=True)
    third = MemberFactory()
    for act in (
        lambda: propose(mentor=mentor, mentee=third, by=third.person),
        lambda: assign(mentor=mentor, mentee=third, by=club_administrator()),
        lambda: hand_over(mentorship=MentorshipFactory(), to=mentor, by=club_administrator()),
    ):
        with pytest.raises(ValidationError):
            act()


def test_an_administrator_assigns_at_once_but_not_herself(mentor, mentee):
    administrator = club_administrator()
    with pytest.raises(PermissionDenied):
        assign(mentor=mentor, mentee=MemberFactory(person=administrator), by=administrator)
    with pytest.raises(PermissionDenied):
        assign(mentor=mentor, mentee=mentee, by=mentor.person)
    waiting = propose(mentor=mentor, mentee=mentee, by=mentee.person)
    assigned = assign(mentor=mentor, mentee=mentee, by=administrator)
    assert (assigned.pk, assigned.state) == (waiting.pk, "active")


def test_a_pact_goes_on_with_the_next_mentor_once_both_accepted(mentor):
    agreed = pact()
    old = agreed.mentorship
    asked = hand_over(mentorship=old, to=mentor, by=old.mentor.person)
    answer(mentorship=asked, member=old.mentee, accept=True)
    assert Pact.objects.get().mentorship == old
    after = answer(mentorship=asked, member=mentor, accept=True)
    old.refresh_from_db()
    now = Pact.objects.get()
    assert (old.state, after.follows, now.mentorship, now.state) == ("handed-over", old, after, "agreed")
    assert now.check_ins.count() == 3


def test_a_wording_not_yet_agreed_has_to_be_agreed_to_by_the_next_mentor(mentor):
    written = draft()
    hand_over(mentorship=written.mentorship, to=mentor, by=club_administrator())
    now = Pact.objects.get()
    assert (now.mentorship.mentor, now.state, now.mentor_agreed_at) == (mentor, "draft", None)


def test_a_hand_over_that_was_declined_can_be_proposed_to_another(mentor):
    old = MentorshipFactory()
    asked = hand_over(mentorship=old, to=mentor, by=old.mentor.person)
    with pytest.raises(ValidationError):
        hand_over(mentorship=old, to=MemberFactory(mentors_up_to=1), by=old.mentor.person)
    answer(mentorship=asked, member=mentor, accept=False)
    assert hand_over(mentorship=old, to=MemberFactory(mentors_up_to=1), by=old.mentor.person).follows == old


def test_only_the_mentor_and_administrators_hand_over(mentor):
    old = MentorshipFactory()
    for person in (old.mentee.person, mentor.person):
        with pytest.raises(PermissionDenied):
            hand_over(mentorship=old, to=mentor, by=person)


@pytest.mark.parametrize("who", ["mentor", "mentee"])
def test_either_ends_a_mentorship_and_its_pact(who):
    agreed = pact()
    person = getattr(agreed.mentorship, who).person
    assert end_mentorship(mentorship=agreed.mentorship, by=person, reason="Көчүп кеттим").state == "ended"
    assert Pact.objects.get().state == "given-up"
    with pytest.raises(NotOpenError):
        end_mentorship(mentorship=agreed.mentorship, by=person)


def test_a_member_who_leaves_ends_what_she_had_open(mentor):
    agreed = pact()
    mentee = agreed.mentorship.mentee
    propose(mentor=mentor, mentee=mentee, by=mentee.person)
    leave(member=mentee)
    assert set(Mentorship.objects.values_list("state", flat=True)) == {"ended"}
    assert Pact.objects.get().state == "given-up"


def test_the_pact_of_a_mentor_who_leaves_waits_for_the_next(mentor):
    agreed = pact()
    old = agreed.mentorship
    leave(member=old.mentor)
    assert Pact.objects.get().state == "paused"
    after = assign(mentor=mentor, mentee=old.mentee, by=club_administrator())
    now = Pact.objects.get()
    assert (now.mentorship, after.follows) == (after, old)
    assert resume(pact=now, by=mentor).state == "agreed"


def test_who_has_left_is_not_proposed(mentor, mentee):
    leave(member=mentor)
    with pytest.raises(ValidationError):
        propose(mentor=mentor, mentee=mentee, by=mentee.person)


def test_the_database_itself_refuses_what_must_not_be():
    pair = MentorshipFactory()
    for wrong in (
        {"mentor": pair.mentor, "mentee": pair.mentor, "state": "proposed"},
        {"mentor": pair.mentor, "mentee": pair.mentee, "state": "proposed"},
        {"mentor": pair.mentee, "mentee": pair.mentor, "state": "active"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Mentorship.objects.create(proposed_by=pair.mentor.person, **wrong)
