"""A request waits for the database so long in all, however often it has to."""

import sqlite3
import time

import pytest
from django.core.signals import request_finished, request_started
from django.db import OperationalError, connection

from lms.site import database_timeout
from lms.site.database_timeout import time_limit


@pytest.fixture
def request_of(settings):
    """Begin a request that may wait so many seconds."""

    def begin(seconds):
        settings.DATABASES["default"]["WAIT_SECONDS"] = seconds
        database_timeout.start_request()

    before = settings.DATABASES["default"].get("WAIT_SECONDS")
    yield begin
    settings.DATABASES["default"]["WAIT_SECONDS"] = before
    database_timeout.end_request()


@pytest.fixture
def clock(monkeypatch):
    """Time that goes by when it is told to."""

    class Clock:
        at = 0.0

        def monotonic(self):
            return self.at

    going = Clock()
    monkeypatch.setattr(database_timeout, "time", going)
    return going


def wait(clock, seconds, most=None):
    with time_limit(most) as limit:
        clock.at += seconds
    return limit


def test_outside_of_a_request_each_wait_has_its_own_end(clock):
    database_timeout.end_request()
    assert [wait(clock, 100, 5), wait(clock, 100, 5), wait(clock, 100)] == [5, 5, None]


def test_without_a_setting_a_request_waits_without_end(request_of, clock):
    request_of(0)
    assert wait(clock, 100) is None


def test_a_wait_takes_from_what_is_left(request_of, clock):
    request_of(10)
    assert [wait(clock, 4), wait(clock, 1), wait(clock, 3, 3)] == [10, 6, 3]
    assert wait(clock, 0) == 2


def test_many_quick_answers_cost_no_time(request_of, clock):
    request_of(10)
    for _query in range(1000):
        wait(clock, 0.999)
    assert wait(clock, 0) == 10


def test_when_all_is_used_up_nothing_is_waited_for(request_of, clock):
    request_of(10)
    wait(clock, 10)
    with pytest.raises(OperationalError):
        wait(clock, 0)


def test_a_wait_that_fails_counts_as_well(request_of, clock):
    request_of(10)

    def lost():
        with time_limit():
            clock.at += 10
            raise OperationalError("gone")

    with pytest.raises(OperationalError, match="gone"):
        lost()
    with pytest.raises(OperationalError, match="long enough"):
        wait(clock, 0)


def test_the_rest_of_less_than_a_second_is_used_up_too(request_of, clock):
    request_of(1.5)
    assert [wait(clock, 1), wait(clock, 0.5)] == [1.5, 0.5]
    with pytest.raises(OperationalError):
        wait(clock, 0)


@pytest.mark.django_db
def test_each_request_begins_anew(request_of, clock):
    request_of(10)
    wait(clock, 10)
    request_finished.send(None)
    request_started.send(None)
    assert wait(clock, 0) == 10


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="how SQLite waits")
def test_a_locked_file_is_waited_for_once(request_of, tmp_path):
    """As in a request: the first statement waits, those that come after it do not."""
    from django.db import connections

    name = str(tmp_path / "locked.sqlite3")
    holder = sqlite3.connect(name, isolation_level=None)
    holder.execute("PRAGMA journal_mode=WAL")
    holder.execute("CREATE TABLE t (n)")
    other = connections.create_connection("default")
    other.settings_dict = {**other.settings_dict, "NAME": name}
    holder.execute("BEGIN IMMEDIATE")
    request_of(1)
    began = time.monotonic()
    for _again in range(5):
        with pytest.raises(OperationalError), other.cursor() as cursor:
            cursor.execute("INSERT INTO t VALUES (1)")
    took = time.monotonic() - began
    holder.close()
    other.close()
    assert 0.9 < took < 3
