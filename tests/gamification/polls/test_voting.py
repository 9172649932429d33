"""One member, one vote, for somebody else's, while the poll is open."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gamification.polls import services
from gamification.polls.models import Ballot, Turnout
from gamification.polls.services import NewChoice, vote
from tests.gamification.factories import MemberFactory, open_poll, over

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return MemberFactory()


@pytest.fixture
def poll():
    return open_poll()


def refused(error, poll, member, choice, receipt="A"):
    with pytest.raises(error):
        vote(poll=poll, member=member, choice=choice, receipt=receipt)


def test_a_vote_is_a_turnout_and_a_ballot(poll, member):
    ballot = vote(poll=poll, member=member, choice=poll.choices.all()[1], receipt="A")
    assert Turnout.objects.get().member == member
    assert Ballot.objects.get() == ballot
    assert (ballot.choice.label, ballot.receipt) == ("Жер", "A")


def test_a_form_that_is_sent_again_brings_the_ballot_that_is_there(poll, member):
    first, second, _third = poll.choices.all()
    vote(poll=poll, member=member, choice=first, receipt="A")
    assert vote(poll=poll, member=member, choice=second, receipt="A").choice == first
    assert Ballot.objects.count() == 1


def test_also_after_the_poll_has_closed(poll, member):
    vote(poll=poll, member=member, choice=poll.choices.first(), receipt="A")
    over(poll)
    assert vote(poll=poll, member=member, choice=poll.choices.first(), receipt="A").receipt == "A"


def test_another_form_of_hers_is_refused(poll, member):
    vote(poll=poll, member=member, choice=poll.choices.first(), receipt="A")
    refused(services.VotedAlreadyError, poll, member, poll.choices.last(), "B")
    assert Ballot.objects.get().receipt == "A"


def test_nobody_votes_with_the_receipt_of_another(poll, member):
    vote(poll=poll, member=member, choice=poll.choices.first(), receipt="A")
    refused(services.UsedReceiptError, poll, MemberFactory(), poll.choices.first(), "A")
    assert Turnout.objects.count() == 1


def test_nobody_votes_for_her_own(member):
    poll = open_poll([NewChoice("Hers", owner=member), NewChoice("Another's", owner=MemberFactory())])
    refused(services.OwnChoiceError, poll, member, poll.choices.first())
    assert vote(poll=poll, member=member, choice=poll.choices.last(), receipt="A")


def test_not_before_it_opens_and_not_from_the_moment_that_it_closes(member):
    coming = open_poll(opens_at=timezone.now() + timedelta(minutes=1))
    refused(services.NotOpenError, coming, member, coming.choices.first())
    ended = over(open_poll())
    refused(services.NotOpenError, ended, member, ended.choices.first())
    assert not Turnout.objects.exists()


def test_who_has_left_does_not_vote(poll):
    gone = MemberFactory(joined_at=timezone.now() - timedelta(days=1), left_at=timezone.now())
    refused(services.NotAMemberError, poll, gone, poll.choices.first())


def test_a_choice_of_another_poll_is_no_choice(poll, member):
    refused(ValueError, poll, member, open_poll().choices.first())


def test_a_poll_needs_something_to_choose():
    with pytest.raises(ValueError, match="two choices"):
        open_poll(["Only this"])


def test_a_vote_costs_few_queries_however_many_have_voted(poll, django_assert_num_queries):
    one = poll.choices.first()
    vote(poll=poll, member=MemberFactory(), choice=one, receipt="A")
    for number in range(30):
        member = MemberFactory()
        with django_assert_num_queries(9):
            vote(poll=poll, member=member, choice=one, receipt=f"B{number}")
