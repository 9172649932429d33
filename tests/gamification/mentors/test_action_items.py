"""Who needs her now."""

from datetime import timedelta

import pytest

from gamification.members.services import leave
from gamification.mentors.models import Mentorship
from gamification.mentors.queries import open_pairs
from gamification.mentors.services import end_pact, pause, propose
from tests.gamification.factories import MemberFactory
from tests.gamification.mentors.factories import MentorshipFactory
from tests.gamification.mentors.helpers import aged, draft, pact, talked, today

pytestmark = pytest.mark.django_db


def kinds(member):
    return [[need.kind for need in pair.action_items] for pair in open_pairs(member)]


def test_a_proposal_waits_for_the_one_who_was_asked():
    mentor, mentee = MemberFactory(mentors_up_to=1), MemberFactory()
    propose(mentor=mentor, mentee=mentee, by=mentee.person)
    assert (kinds(mentor), kinds(mentee)) == ([["answer"]], [[]])


def test_a_wording_waits_for_the_one_who_did_not_write_it():
    written = draft()
    assert (kinds(written.mentorship.mentor), kinds(written.mentorship.mentee)) == ([[]], [["agree"]])


@pytest.mark.parametrize(
    ("days", "held", "expected"),
    [(1, 0, []), (28, 0, ["due"]), (40, 0, ["late"]), (125, 3, ["past"]), (125, 2, ["past", "late"])],
)
def test_talks_and_the_end_of_a_pact_are_told_when_they_come(days, held, expected):
    one = talked(aged(pact(months=4), days), held)
    assert kinds(one.mentorship.mentor) == [expected]


def test_that_it_was_carried_out_waits_for_the_other():
    one = talked(aged(pact(), 125))
    end_pact(pact=one, by=one.mentorship.mentee, done=True, result="Бүттү")
    assert (kinds(one.mentorship.mentor), kinds(one.mentorship.mentee)) == ([["confirm"]], [["past"]])


def test_long_silence_and_long_pauses_are_told():
    quiet = aged(pact(months=6), 0)
    check_ins = list(quiet.check_ins.all())
    for check_in, days in zip(check_ins, (60, 90, 120), strict=True):
        check_in.due_on = today() + timedelta(days)
        check_in.save()
    quiet = aged(quiet, 46)
    assert kinds(quiet.mentorship.mentor) == [["silence"]]
    resting = aged(pact(), 100)
    pause(pact=resting, by=resting.mentorship.mentee, reason="birth", on=today() - timedelta(91))
    assert kinds(resting.mentorship.mentor) == [["pause"]]


def test_a_pair_without_a_pact_is_told_after_two_weeks():
    pair = MentorshipFactory()
    assert kinds(pair.mentor) == [[]]
    Mentorship.objects.update(
        mentor_accepted_at=pair.mentor_accepted_at - timedelta(20),
        mentee_accepted_at=pair.mentee_accepted_at - timedelta(20),
    )
    assert kinds(pair.mentor) == [["no-pact"]]


def test_a_pact_whose_mentor_has_left_is_told_to_the_member():
    one = pact()
    leave(member=one.mentorship.mentor)
    assert kinds(one.mentorship.mentee) == [["orphan"]]


def test_who_needs_her_most_comes_first():
    mentor = MemberFactory(mentors_up_to=5)
    calm = pact(MentorshipFactory(mentor=mentor))
    late = aged(pact(MentorshipFactory(mentor=mentor)), 40)
    mentee = MemberFactory()
    propose(mentor=mentor, mentee=mentee, by=mentee.person)
    assert [pair.other for pair in open_pairs(mentor)] == [mentee, late.mentorship.mentee, calm.mentorship.mentee]
