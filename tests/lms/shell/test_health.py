from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from lms.notify.models import Message
from lms.notify.services import write
from lms.shell import health

pytestmark = pytest.mark.django_db


def wait_for(**age):
    letter = write(fact="x", address="a@example.org", language="ky", subject="x", body="x")
    Message.objects.filter(pk=letter.pk).update(waiting_since_at=timezone.now() - timedelta(**age))
    return letter


def test_the_process_answers_without_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok"


def test_ready_tells_database_work_and_disk(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert {name for name, fact in answer.json().items() if name != "ready" and fact["ok"]} == {
        "database",
        "work",
        "disk",
    }


def test_work_that_nobody_has_taken_for_ten_minutes_is_not_ready(client):
    wait_for(minutes=11)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert 650 < answer.json()["work"]["oldest_waiting_seconds"] < 700


def test_work_that_keeps_failing_is_no_sign_of_a_dead_worker(client):
    wait_for(hours=5)
    Message.objects.update(tries=3)
    assert client.get("/readyz").status_code == 200


def test_finished_work_is_not_counted(client):
    wait_for(hours=5)
    Message.objects.update(finished_at=timezone.now())
    assert client.get("/readyz").status_code == 200


def test_a_full_disk_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(health, "TOO_FULL", 2**62)
    assert client.get("/readyz").json()["disk"]["ok"] is False


def test_a_lost_database_is_not_ready(client):
    def refuse(*_query):
        raise OperationalError("gone")

    with connection.execute_wrapper(refuse):
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["database"]["ok"] is False
