"""The pact: the same wording for both, dates, check-ins, pauses, its end."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given as given_any
from hypothesis import strategies as st

from gamification import signals
from gamification.mentors.dates import add_months, bounds, spread
from gamification.mentors.models import Pact
from gamification.mentors.services import (
    NotOpenError,
    StaleError,
    agree,
    end_pact,
    give_task,
    pause,
    record_check_in,
    reopen_pact,
    reschedule_check_in,
    resume,
    write_pact,
)
from gamification.stars.models import StarEntry, StarRule
from tests.gamification.factories import MemberFactory, SeasonFactory
from tests.gamification.mentors.factories import MentorshipFactory, PracticalTaskFactory
from tests.gamification.mentors.helpers import WORDS, aged, draft, pact, talked, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """The signals of this room, as they were sent."""
    found = []

    def hear(signal, **facts):
        found.append(next(name for name in vars(signals) if getattr(signals, name) is signal))

    for name in ("pact_agreed", "pact_ended"):
        getattr(signals, name).connect(hear, weak=False, dispatch_uid=f"heard-{name}")
    yield found
    for name in ("pact_agreed", "pact_ended"):
        getattr(signals, name).disconnect(dispatch_uid=f"heard-{name}")


def test_a_pact_is_in_force_once_both_agreed_to_the_same_wording(heard):
    written = draft()
    assert (written.state, heard) == ("draft", [])
    agreed = agree(pact=written, by=written.mentorship.mentee, edit=1)
    assert (agreed.state, heard) == ("agreed", ["pact_agreed"])


def test_three_check_ins_are_spread_over_the_time_of_a_pact():
    written = draft(due_on=add_months(today(), 4))
    days = [check_in.due_on for check_in in written.check_ins.all()]
    assert days == spread(today(), written.due_on)
    assert today() < days[0] < days[1] < days[2] < written.due_on


def test_another_wording_withdraws_the_agreement_of_the_other():
    agreed = pact()
    mentee = agreed.mentorship.mentee
    changed = write_pact(
        mentorship=agreed.mentorship, by=mentee, edit=agreed.edit, due_on=agreed.due_on, **{**WORDS, "task": "Башка"}
    )
    assert changed.state == "draft"
    assert changed.mentee_agreed_at
    assert changed.mentor_agreed_at is None


def test_the_same_words_again_change_nothing():
    agreed = pact()
    same = write_pact(mentorship=agreed.mentorship, by=agreed.mentorship.mentee, edit=1, due_on=agreed.due_on, **WORDS)
    assert (same.state, same.edit) == ("agreed", 1)


def test_a_stale_form_overwrites_nothing_and_brings_the_newer_text():
    written = draft()
    with pytest.raises(StaleError) as stale:
        write_pact(
            mentorship=written.mentorship, by=written.mentorship.mentee, edit=0, task="A", measure="B", due_on=today()
        )
    assert stale.value.pact.task == WORDS["task"]


def test_nobody_agrees_to_a_wording_that_was_changed_meanwhile():
    written = draft()
    write_pact(
        mentorship=written.mentorship,
        by=written.mentorship.mentor,
        edit=1,
        due_on=written.due_on,
        task="B",
        measure="C",
    )
    with pytest.raises(StaleError):
        agree(pact=written, by=written.mentorship.mentee, edit=1)


def test_nobody_else_writes_agrees_or_ends():
    written, stranger = draft(), MemberFactory()
    with pytest.raises(PermissionDenied):
        write_pact(mentorship=written.mentorship, by=stranger, edit=1, due_on=written.due_on, **WORDS)
    for act in (
        lambda: agree(pact=written, by=stranger, edit=1),
        lambda: end_pact(pact=written, by=stranger, done=False, result=""),
        lambda: record_check_in(check_in=written.check_ins.first(), by=stranger, held_on=today()),
    ):
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize("days", [-1, 0, 30, 89, 190, 4000])
def test_a_date_outside_three_to_six_months_is_refused_in_words(days):
    with pytest.raises(ValidationError) as refusal:
        draft(due_on=today() + timedelta(days))
    assert "due_on" in refusal.value.message_dict


def test_months_end_where_the_month_ends():
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert bounds(date(2026, 8, 31)) == (date(2026, 11, 30), date(2027, 2, 28))


def test_check_ins_are_held_one_after_another_and_two_weeks_apart():
    old = aged(pact(), 100)
    first, second, _third = old.check_ins.all()
    mentee = old.mentorship.mentee
    for check_in, day in ((second, today()), (first, today() + timedelta(1)), (first, old.starts_on - timedelta(1))):
        with pytest.raises(ValidationError):
            record_check_in(check_in=check_in, by=mentee, held_on=day)
    record_check_in(check_in=first, by=mentee, held_on=today() - timedelta(20))
    with pytest.raises(ValidationError):
        record_check_in(check_in=second, by=mentee, held_on=today() - timedelta(7))
    assert record_check_in(check_in=second, by=mentee, held_on=today()).held_with == old.mentorship.mentor
    with pytest.raises(NotOpenError):
        record_check_in(check_in=second, by=mentee, held_on=today())


def test_a_check_in_is_moved_between_its_neighbours_only():
    agreed = pact()
    first, second, third = agreed.check_ins.all()
    mentor = agreed.mentorship.mentor
    moved = reschedule_check_in(check_in=second, by=mentor, due_on=third.due_on - timedelta(1))
    assert moved.due_on == third.due_on - timedelta(1)
    for day in (first.due_on, third.due_on, agreed.due_on + timedelta(1), today() - timedelta(1)):
        with pytest.raises(ValidationError):
            reschedule_check_in(check_in=second, by=mentor, due_on=day)


def test_a_pause_moves_the_end_and_the_check_ins_that_are_still_to_come():
    old = talked(aged(pact(), 60), 1)
    before = [check_in.due_on for check_in in old.check_ins.all()]
    pause(pact=old, by=old.mentorship.mentee, reason="birth", on=today())
    now = resume(pact=old, by=old.mentorship.mentor, on=today() + timedelta(40))
    assert now.due_on == old.due_on + timedelta(40)
    after = [check_in.due_on for check_in in now.check_ins.all()]
    assert after == [before[0], before[1] + timedelta(40), before[2] + timedelta(40)]


@given_any(steps=st.lists(st.tuples(st.integers(0, 60), st.booleans()), max_size=12), months=st.integers(3, 6))
def test_pauses_never_change_the_working_days_of_a_pact_nor_the_order(steps, months):
    """Pauses and resumes as they come, asked for also when they are not possible, and talks held between."""
    one = aged(pact(months=months), 30)
    day, working = today(), one.due_on - one.starts_on
    held = iter(one.check_ins.all())
    for days, talk_first in steps:
        day += timedelta(days)
        now = Pact.objects.get(pk=one.pk)
        if talk_first and now.state == "agreed" and (check_in := next(held, None)):
            type(check_in).objects.filter(pk=check_in.pk).update(held_on=today())
        act = resume if now.state == "paused" else pause
        act(pact=now, by=now.mentorship.mentee, on=day, **({"reason": "other"} if act is pause else {}))
        with pytest.raises(NotOpenError):
            act(pact=now, by=now.mentorship.mentee, on=day, **({"reason": "other"} if act is pause else {}))
    now = Pact.objects.get(pk=one.pk)
    assert now.due_on - now.starts_on - timedelta(now.paused_days) == working
    order = [now.starts_on, *(check_in.due_on for check_in in now.check_ins.all()), now.due_on]
    assert order == sorted(order)


@pytest.fixture
def rules():
    SeasonFactory()
    StarRule.objects.update_or_create(cause="mentoring-ended", defaults={"stars": 5, "is_active": True})
    StarRule.objects.update_or_create(cause="task-done", defaults={"stars": 3, "is_active": True})


def test_stars_come_once_both_said_that_it_was_carried_out(rules, heard):
    mentorship = MentorshipFactory()
    task = give_task(task=PracticalTaskFactory(), member=mentorship.mentee)
    one = talked(aged(pact(mentorship, given=task), 100))
    said = end_pact(pact=one, by=mentorship.mentor, done=True, result="Үч сунуш өттү")
    again = end_pact(pact=one, by=mentorship.mentor, done=True, result="Үч сунуш өттү")
    assert (said.state, again.state, StarEntry.objects.count()) == ("agreed", "agreed", 0)
    ended = end_pact(pact=one, by=mentorship.mentee, done=True, result="")
    task.refresh_from_db()
    assert (ended.state, ended.result, task.done_on) == ("done", "Үч сунуш өттү", today())
    assert heard[-1] == "pact_ended"
    found = {(entry.member, entry.cause, entry.given_by, entry.source) for entry in StarEntry.objects.all()}
    source = f"pact:{one.pk}"
    assert found == {
        (mentorship.mentor, "mentoring-ended", mentorship.mentee, source),
        (mentorship.mentee, "task-done", mentorship.mentor, source),
    }
    with pytest.raises(NotOpenError):
        end_pact(pact=one, by=mentorship.mentee, done=True, result="")


def test_the_ledger_names_the_task_and_never_the_words_of_a_pact(rules):
    for task in (None, "given"):
        pair = MentorshipFactory()
        given = give_task(task=PracticalTaskFactory(title="Жыйын"), member=pair.mentee) if task else None
        one = talked(aged(pact(pair, given=given), 100))
        end_pact(pact=one, by=pair.mentor, done=True, result="Бүттү")
        end_pact(pact=one, by=pair.mentee, done=True, result="")
        titles = set(StarEntry.objects.filter(source=f"pact:{one.pk}").values_list("title", flat=True))
        assert titles == {"Жыйын" if task else f"№ {one.pk}"}


def test_without_all_three_check_ins_it_ends_without_stars(rules):
    one = talked(aged(pact(), 100), 2)
    end_pact(pact=one, by=one.mentorship.mentor, done=True, result="")
    assert end_pact(pact=one, by=one.mentorship.mentee, done=True, result="").state == "done"
    assert not StarEntry.objects.exists()


def test_not_yet_leaves_the_pact_in_force(rules):
    one = talked(aged(pact(), 100))
    end_pact(pact=one, by=one.mentorship.mentor, done=True, result="Бүттү")
    assert reopen_pact(pact=one, by=one.mentorship.mentee).end_said_by is None
    assert end_pact(pact=one, by=one.mentorship.mentee, done=True, result="").state == "agreed"


def test_given_up_needs_one_and_brings_nothing(rules, heard):
    one = talked(aged(pact(), 100))
    assert end_pact(pact=one, by=one.mentorship.mentee, done=False, result="Көчүп кеттим").state == "given-up"
    assert (StarEntry.objects.count(), heard[-1]) == (0, "pact_ended")


def test_a_task_has_one_pact_that_is_not_given_up():
    mentorship = MentorshipFactory()
    task = give_task(task=PracticalTaskFactory(), member=mentorship.mentee)
    pact(mentorship, given=task)
    with pytest.raises(ValidationError):
        draft(MentorshipFactory(mentee=mentorship.mentee), given=task)


def test_the_task_of_another_member_is_not_taken():
    with pytest.raises(ValidationError):
        draft(given=give_task(task=PracticalTaskFactory(), member=MemberFactory()))
