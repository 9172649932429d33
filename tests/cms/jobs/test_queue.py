"""Rows that wait are claimed by one worker for a while, and settled by nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.jobs import queue
from cms.jobs.queue import LEASE, claim, finish, process_queue, release, renew_lease
from lms.notify.models import Message

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until it is set forward."""

    class Clock:
        at = timezone.now()

        def now(self):
            return self.at

    standing = Clock()
    monkeypatch.setattr(queue, "timezone", standing)
    return standing


def waiting(count=1):
    """So many rows that nobody has touched."""
    facts = {"address": "a@example.org", "language": "ky", "subject": "Тема", "body": "Текст"}
    rows = [Message(fact=f"waiting:{n}", message_id=f"<{n}@example.org>", **facts) for n in range(count)]
    Message.objects.bulk_create(rows)
    return list(Message.objects.order_by("pk"))


def rows():
    return Message.objects.all()


def test_the_oldest_are_claimed_first_and_no_more_than_asked():
    first, second, third = waiting(3)
    assert claim(rows(), limit=2) == [first, second]
    assert claim(rows(), limit=2) == [third]
    assert claim(rows(), limit=2) == []


def test_a_claim_is_counted_and_has_an_end(clock):
    waiting()
    (row,) = claim(rows(), limit=1)
    assert row.tries == 1
    assert row.lease_expires_at == clock.at + LEASE


def test_only_rows_of_the_queryset_are_claimed():
    one, other = waiting(2)
    assert claim(rows().exclude(pk=one.pk), limit=9) == [other]
    assert Message.objects.get(pk=one.pk).tries == 0


def test_what_is_claimed_is_free_again_when_the_lease_ends_and_not_a_moment_before(clock):
    waiting()
    (row,) = claim(rows(), limit=1)
    clock.at = row.lease_expires_at - timedelta(microseconds=1)
    assert claim(rows(), limit=1) == []
    clock.at = row.lease_expires_at
    (again,) = claim(rows(), limit=1)
    assert (again.pk, again.tries) == (row.pk, 2)
    assert again.lease_token != row.lease_token


def test_what_is_finished_is_never_claimed_again(clock):
    waiting()
    (row,) = claim(rows(), limit=1)
    assert finish(row)
    clock.at += 10 * LEASE
    assert claim(rows(), limit=1) == []


def test_finishing_stores_the_changes_and_forgets_the_failure():
    waiting()
    Message.objects.update(last_error="no server")
    (row,) = claim(rows(), limit=1)
    assert finish(row, body="")
    row.refresh_from_db()
    assert (row.body, row.last_error, row.lease_token) == ("", "", None)
    assert row.finished_at is not None


def test_who_finishes_twice_is_told_the_second_time():
    waiting()
    (row,) = claim(rows(), limit=1)
    assert finish(row)
    assert not finish(row, body="other")
    assert Message.objects.get().body == "Текст"


def test_a_lease_is_renewed_from_now_on_and_stores_the_changes(clock):
    mine, other = waiting(2)
    (row,) = claim(rows(), limit=1)
    clock.at += MINUTE
    assert renew_lease(row, lease=3 * MINUTE, body="half")
    mine.refresh_from_db()
    assert (mine.lease_token, mine.lease_expires_at, mine.body) == (row.lease_token, clock.at + 3 * MINUTE, "half")
    other.refresh_from_db()
    assert (other.lease_expires_at, other.body) == (None, "Текст")


@pytest.mark.parametrize(
    "settle",
    [
        finish,
        lambda row: release(row, last_error="late", after=MINUTE),
        lambda row: renew_lease(row, lease=9 * LEASE, last_error="late"),
    ],
)
def test_who_has_lost_the_lease_changes_nothing_of_what_another_has_claimed(clock, settle):
    waiting()
    (slow,) = claim(rows(), limit=1)
    clock.at += LEASE
    (quick,) = claim(rows(), limit=1)
    assert not settle(slow)
    row = Message.objects.get()
    assert (row.lease_token, row.lease_expires_at) == (quick.lease_token, quick.lease_expires_at)
    assert (row.finished_at, row.last_error) == (None, "")
    assert finish(quick)


def test_who_wakes_up_late_changes_nothing_of_what_another_has_finished(clock):
    waiting()
    (slow,) = claim(rows(), limit=1)
    clock.at += LEASE
    (quick,) = claim(rows(), limit=1)
    assert finish(quick, body="sent")
    assert not finish(slow, body="sent again")
    assert not release(slow, last_error="late", after=MINUTE)
    row = Message.objects.get()
    assert (row.body, row.last_error) == ("sent", "")


def test_what_a_request_has_finished_meanwhile_is_not_finished_again():
    """A reader who asks for a certificate's file renders it without waiting for the worker that holds the row."""
    waiting()
    (row,) = claim(rows(), limit=1)
    at = timezone.now()
    Message.objects.update(finished_at=at)
    assert not finish(row, body="again")
    assert not release(row, last_error="late", after=MINUTE)
    assert (Message.objects.get().finished_at, Message.objects.get().last_error) == (at, "")


def test_what_is_put_back_comes_again_after_the_pause_and_not_a_moment_before(clock):
    waiting()
    (row,) = claim(rows(), limit=1)
    assert release(row, last_error="no server", after=MINUTE)
    clock.at += MINUTE - timedelta(microseconds=1)
    assert claim(rows(), limit=1) == []
    clock.at += timedelta(microseconds=1)
    (again,) = claim(rows(), limit=1)
    assert (again.tries, again.last_error) == (2, "no server")


def test_a_failure_of_any_length_is_kept_in_part():
    waiting()
    (row,) = claim(rows(), limit=1)
    assert release(row, last_error="ө" * 5000, after=MINUTE)
    assert Message.objects.get().last_error == "ө" * 2000


# Working through


@pytest.mark.parametrize("count", [0, 1, 25])
def test_everything_that_waits_is_worked_through_batch_after_batch(count):
    waiting(count)
    assert process_queue(rows(), finish, batch=10) == count
    assert not rows().filter(finished_at=None).exists()


@pytest.mark.parametrize(
    ("failed_before", "minutes"), [(0, 1), (1, 2), (2, 4), (9, 512), (10, 1024), (11, 1440), (32000, 1440)]
)
def test_one_that_fails_waits_longer_each_time_up_to_a_day_and_the_others_go_on(clock, failed_before, minutes):
    bad, good = waiting(2)
    Message.objects.filter(pk=bad.pk).update(tries=failed_before)

    def work(row):
        if row.pk == bad.pk:
            raise ValueError("no such address")
        finish(row)

    assert process_queue(rows(), work) == 2
    bad.refresh_from_db()
    assert bad.last_error == "ValueError: no such address"
    assert bad.lease_expires_at == clock.at + timedelta(minutes=minutes)
    assert Message.objects.get(pk=good.pk).finished_at is not None


def test_rows_are_worked_through_under_the_lease_that_is_asked_for(clock):
    waiting()
    ends = []
    process_queue(rows(), lambda row: ends.append(row.lease_expires_at) or finish(row), lease=5 * MINUTE)
    assert ends == [clock.at + 5 * MINUTE]


def test_a_worker_that_is_ended_keeps_its_row_until_the_lease_is_over(clock):
    waiting(2)

    def ended(row):
        raise SystemExit

    with pytest.raises(SystemExit):
        process_queue(rows(), ended, batch=1)
    first, second = Message.objects.order_by("pk")
    assert (first.lease_token is None, first.last_error) == (False, "")
    assert claim(rows(), limit=9) == [second]
    clock.at += LEASE
    assert first in claim(rows(), limit=9)
