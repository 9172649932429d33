"""The folder that serves as broker: whole messages, each to one reader, and nothing of what is none."""

import os
import threading
from queue import Empty
from types import SimpleNamespace

import pytest
from celery.worker import consumer as celery_consumer
from kombu import Connection, Queue

from lms.celery import app
from lms.site.broker.consumer import Consumer
from lms.site.broker.scheduler import BeatWatch, Entry, Scheduler
from tests.proofs import strange


@pytest.fixture
def connect(tmp_path):
    """Connections to the folder, closed at the end."""
    made = []

    def connection():
        made.append(Connection("folder://", transport_options={"folder": str(tmp_path)}))
        return made[-1]

    yield connection
    for one in made:
        one.close()


@pytest.fixture
def place(tmp_path):
    """The folder of the queue."""
    folder = tmp_path / "ticks"
    folder.mkdir()
    return folder


def send(connection, *bodies):
    queue = Queue("ticks", channel=connection.default_channel)
    with connection.Producer() as producer:
        for body in bodies:
            producer.publish(body, routing_key="ticks", exchange="", declare=[queue])


def received(connection, seconds=0.1):
    """Take everything that comes within the time."""
    bodies = []

    def take(body, message):
        bodies.append(body)
        message.ack()

    with connection.Consumer(Queue("ticks"), callbacks=[take]):
        while True:
            try:
                connection.drain_events(timeout=seconds)
            except TimeoutError:
                return bodies


def test_messages_come_in_the_order_in_which_they_were_sent(connect, place):
    send(connect(), 1, 2, 3)
    assert received(connect()) == [1, 2, 3]
    assert list(place.iterdir()) == []


def test_two_readers_never_get_the_same(connect):
    sent = list(range(200))
    send(connect(), *sent)
    found = []
    readers = [threading.Thread(target=lambda: found.extend(received(connect(), 0.5))) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert sorted(found) == sent


def test_nobody_sees_a_message_that_is_being_written(connect, place):
    (place / ".00-1.part").write_text("{")
    send(connect(), "whole")
    assert received(connect()) == ["whole"]


def test_what_a_killed_writer_has_left_is_cleared_away_after_an_hour(connect, place):
    old, new = place / ".00-1.part", place / ".00-2.part"
    for part in (old, new):
        part.touch()
    os.utime(old, (0, 0))
    send(connect(), 1)
    assert not old.exists()
    assert new.exists()


def test_a_full_disk_leaves_no_half_message(connect, place, monkeypatch):
    def full(path, text):
        path.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_text", full)
    with pytest.raises(OSError, match="No space"):
        send(connect(), 1)
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("number", range(len(strange.files())))
def test_what_is_no_message_is_dropped_and_the_next_one_comes(connect, place, number):
    strange.files()[number](place / "0.msg")
    send(connect(), "next")
    assert received(connect())[-1] == "next"
    assert [path for path in place.iterdir() if not path.is_dir()] == []


def test_a_folder_among_the_messages_is_named_once_and_stays(connect, place, caplog):
    (place / "0.msg").mkdir()
    reader = connect()
    send(connect(), 1)
    assert received(reader) == [1]
    caplog.clear()
    send(connect(), 2)
    assert received(reader) == [2]
    assert "0.msg" not in caplog.text


def test_a_queue_is_counted_and_emptied(connect):
    connection = connect()
    send(connection, 1, 2)
    channel = connection.default_channel
    assert (channel._size("ticks"), channel.queue_purge("ticks"), channel._size("ticks")) == (2, 2, 0)
    with pytest.raises(Empty):
        channel._get("ticks")


# The worker and its clock


class Message(SimpleNamespace):
    """What a broker brought, as the consumer sees it."""

    acknowledged = False

    def reject_log_error(self, logger, errors):
        self.acknowledged = True


def handler(monkeypatch, handle):
    monkeypatch.setattr(celery_consumer.Consumer, "create_task_handler", lambda self: handle)
    made = Consumer.__new__(Consumer)
    made.connection_errors, made.channel_errors = (ConnectionError, KeyError), ()
    return made.create_task_handler()


@pytest.mark.parametrize("error", [KeyError("id"), TypeError(), ValueError(), RecursionError()])
def test_what_a_message_raises_ends_the_message_alone(monkeypatch, error):
    def handle(message):
        raise error

    message = Message(headers={})
    handler(monkeypatch, handle)(message)
    assert message.acknowledged


def test_a_lost_connection_is_no_fault_of_the_message(monkeypatch):
    def handle(message):
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        handler(monkeypatch, handle)(Message(headers={}))


def test_a_tick_for_another_day_is_dropped(monkeypatch):
    handled = []
    handle = handler(monkeypatch, handled.append)
    later, now = Message(headers={"eta": "2999-01-01"}), Message(headers={"eta": None})
    handle(later)
    handle(now)
    assert handled == [now]
    assert later.acknowledged


def test_the_clock_ticks_on_when_it_is_put_back():
    scheduler = Scheduler(app=app)
    entry = next(iter(scheduler.schedule.values()))
    assert isinstance(entry, Entry)
    assert not entry.is_due().is_due
    ahead = Entry(**{**dict(entry), "last_run_at": entry.last_run_at.replace(year=2999)})
    assert ahead.is_due().is_due


@pytest.mark.parametrize("alive", [True, False])
def test_a_worker_whose_clock_has_ended_ends(monkeypatch, alive):
    monkeypatch.setattr("celery.worker.state.should_stop", None)
    worker = SimpleNamespace(beat=SimpleNamespace(is_alive=lambda: alive), steps=[])
    BeatWatch._look(SimpleNamespace(), worker)
    from celery.worker import state

    assert state.should_stop == (None if alive else 1)
