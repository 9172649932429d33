"""Workers at once, on a real database: no row is in two hands."""

import time
from collections import Counter
from threading import Event

import pytest
from django.db import connection, transaction

from cms.jobs.queue import claim, finish, process_queue
from lms.notify.models import Message
from tests.cms.jobs.test_queue import rows, waiting
from tests.gamification.mentors.racing import at_once, on_a_real_database, there

pytestmark = pytest.mark.django_db(transaction=True)
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")


def test_workers_at_once_do_each_row_once(tmp_path):
    waiting(60)
    done = []

    def work(row):
        done.append(row.pk)
        finish(row)

    with on_a_real_database(tmp_path):
        found = at_once(*[lambda: process_queue(rows(), work, batch=3)] * 6)
        assert sum(found) == 60
        assert there(lambda: rows().filter(finished_at=None).count()) == 0
        assert there(lambda: rows().exclude(tries=1).count()) == 0
    assert set(Counter(done).values()) == {1}


def test_of_two_who_settle_one_row_at_once_one_is_told_that_it_is_done(tmp_path):
    waiting()
    with on_a_real_database(tmp_path):
        (row,) = there(lambda: claim(rows(), limit=1))
        assert sorted(at_once(*[lambda: finish(row)] * 4)) == [False, False, False, True]


def claimed_meanwhile(hold):
    """What a second worker claims, and after how many seconds, while `hold` keeps a transaction open."""
    held, looked = Event(), Event()

    def first():
        with transaction.atomic():
            found = hold()
            held.set()
            looked.wait(10)
        return found

    def second():
        held.wait(10)
        began = time.monotonic()
        try:
            return claim(rows(), limit=9), time.monotonic() - began
        finally:
            looked.set()

    return at_once(first, second)


@on_postgresql
def test_nobody_claims_what_another_is_just_claiming():
    first, second = waiting(2)
    mine, (others, _seconds) = claimed_meanwhile(lambda: claim(rows(), limit=1))
    assert (mine, others) == ([first], [second])


@on_postgresql
def test_nobody_waits_for_a_row_that_another_holds():
    first, second = waiting(2)

    def hold():
        return list(Message.objects.select_for_update().filter(pk=first.pk))

    _mine, (others, seconds) = claimed_meanwhile(hold)
    assert others == [second]
    assert seconds < 5
