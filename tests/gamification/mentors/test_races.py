"""At once: a mentor's places, the wording, agreeing, the end."""

from functools import partial
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError

from gamification.mentors.models import Mentorship, Pact
from gamification.mentors.services import (
    NotOpenError,
    StaleError,
    agree,
    answer,
    confirm_completion,
    end_mentorship,
    end_pact,
    propose,
    write_pact,
)
from gamification.stars.models import StarEntry, StarRule
from tests.gamification.factories import MemberFactory, SeasonFactory
from tests.gamification.mentors.factories import MentorshipFactory
from tests.gamification.mentors.helpers import WORDS, aged, draft, pact, talked
from tests.gamification.mentors.racing import at_once, on_a_real_database, there

pytestmark = pytest.mark.django_db(transaction=True)


def kinds(found):
    return sorted(type(one).__name__ for one in found)


@pytest.fixture
def asked():
    """Six proposals to a mentor who has one place."""
    mentor = MemberFactory(mentors_up_to=1)
    mentees = [MemberFactory() for _n in range(6)]
    return [propose(mentor=mentor, mentee=mentee, by=mentee.person) for mentee in mentees]


def active():
    return Mentorship.objects.filter(state="active").count()


def test_of_six_who_are_accepted_at_once_one_gets_the_only_place(asked, tmp_path):
    with on_a_real_database(tmp_path):
        found = at_once(*(partial(answer, mentorship=one, member=one.mentor, accept=True) for one in asked))
        assert there(active) == 1
    assert kinds(found) == ["Mentorship"] + ["ValidationError"] * 5


def test_looking_first_and_writing_then_would_give_the_place_twice(asked, tmp_path):
    """Planted: the same without the lock and the transaction."""
    looked = Barrier(len(asked), timeout=60)

    def naive(one):
        free = active() < one.mentor.mentors_up_to
        looked.wait()
        if not free:
            raise ValidationError("full")
        Mentorship.objects.filter(pk=one.pk).update(state="active", mentor_accepted_at=one.proposed_at)

    for one in asked:
        assert one.mentor.mentors_up_to == 1
    with on_a_real_database(tmp_path):
        at_once(*(partial(naive, one) for one in asked))
        assert there(active) > 1


def test_of_two_first_wordings_one_is_written_and_the_other_shown_it(tmp_path):
    pair = MentorshipFactory()
    due_on = draft().due_on
    write = partial(write_pact, mentorship=pair, edit=0, due_on=due_on, **WORDS)
    with on_a_real_database(tmp_path):
        found = at_once(partial(write, by=pair.mentor), partial(write, by=pair.mentee))
        assert there(lambda: Pact.objects.filter(mentorship=pair).count()) == 1
    assert kinds(found) == ["Pact", "StaleError"]


def test_agreeing_and_rewriting_at_once_never_leave_a_wording_that_one_did_not_agree_to(tmp_path):
    written = draft()
    pair = written.mentorship
    other = {**WORDS, "task": "Башка"}
    with on_a_real_database(tmp_path):
        agreed, rewritten = at_once(
            partial(agree, pact=written, by=pair.mentee, edit=1),
            partial(write_pact, mentorship=pair, by=pair.mentor, edit=1, due_on=written.due_on, **other),
        )
        now = there(lambda: Pact.objects.get(pk=written.pk))
    assert isinstance(rewritten, Pact)
    assert isinstance(agreed, Pact | StaleError)
    assert (now.task, now.state, now.mentee_agreed_at) == ("Башка", "draft", None)


def test_confirmed_twice_at_once_it_ends_once_and_gives_stars_once(tmp_path):
    SeasonFactory()
    for cause in ("mentoring-ended", "task-done"):
        StarRule.objects.update_or_create(cause=cause, defaults={"stars": 3, "is_active": True})
    one = talked(aged(pact(), 100))
    end_pact(pact=one, by=one.mentorship.mentor, done=True, result="Бүттү")
    confirm = partial(confirm_completion, pact=one, by=one.mentorship.mentee)
    with on_a_real_database(tmp_path):
        found = at_once(*[confirm] * 4)
        assert there(StarEntry.objects.count) == 2
    assert kinds(found) == ["NotOpenError"] * 3 + ["Pact"]


def test_ended_by_both_at_once_it_ends_once(tmp_path):
    one = pact()
    pair = one.mentorship
    ends = [partial(end_mentorship, mentorship=pair, by=member.person) for member in (pair.mentor, pair.mentee)]
    with on_a_real_database(tmp_path):
        found = at_once(*ends, partial(end_pact, pact=one, by=pair.mentor, done=False, result=""))
        assert there(lambda: Pact.objects.get().state) == "given-up"
    assert sum(isinstance(one, Mentorship) for one in found) == 1
    assert all(isinstance(one, Mentorship | Pact | NotOpenError) for one in found), found
