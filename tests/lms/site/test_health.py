import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone

from lms.notify.models import Message
from lms.notify.services import add_message
from lms.site import health

pytestmark = pytest.mark.django_db
TOKEN = "long and random"


@pytest.fixture(autouse=True)
def _a_token(settings):
    settings.READY_TOKEN = TOKEN


def wait_for(**age):
    letter = add_message(fact="x", address="a@example.org", language="ky", subject="x", body="x")
    Message.objects.filter(pk=letter.pk).update(queued_at=timezone.now() - timedelta(**age))
    return letter


def told(client, **headers):
    """The answer to who shows the token."""
    return client.get("/readyz", headers={"Authorization": f"Bearer {TOKEN}", **headers})


@pytest.mark.parametrize("host", ["10.0.0.7", "10.0.0.7:8000", "[::1]", "no.such.name", "bad host\0"])
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_both_answer_by_whatever_name_they_are_asked(client, settings, host, path):
    settings.ALLOWED_HOSTS = ["learn.example.org"]
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(path, headers={"Host": host}).status_code == 200
    assert client.get("/ky/", headers={"Host": host}, secure=True).status_code == 400


def test_the_process_answers_without_session_and_database(client, django_assert_num_queries):
    client.cookies["sessionid"] = "x" * 32
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.content, dict(answer.cookies)) == (b"ok", {})
    assert client.post("/healthz").status_code == 405


def test_ready_tells_what_is_in_order_to_who_shows_the_token(client):
    answer = told(client)
    assert answer.status_code == 200
    assert {name for name, fact in answer.json().items() if name != "ready" and fact["ok"]} == {
        "database",
        "work",
        "failing_work",
        "cache",
        "disk",
        "signing_key",
    }


@pytest.mark.parametrize("shown", [None, "Bearer ", "Bearer wrong", "Bearer длинный"])
def test_everybody_else_learns_only_whether(client, shown):
    wait_for(minutes=11)
    answer = client.get("/readyz", headers={"Authorization": shown} if shown else {})
    assert (answer.status_code, answer.json()) == (503, {"ready": False})


def test_where_no_token_is_set_nobody_shows_it(client, settings):
    settings.READY_TOKEN = ""
    assert client.get("/readyz", headers={"Authorization": "Bearer "}).json() == {"ready": True}


def test_on_the_machine_a_command_says_it_and_fails_with_it():
    call_command("readiness", stdout=(out := StringIO()))
    assert json.loads(out.getvalue())["database"] == {"ok": True}
    wait_for(minutes=11)
    with pytest.raises(CommandError, match="Not ready: work"):
        call_command("readiness", stdout=StringIO())


def test_work_that_nobody_has_taken_for_ten_minutes_is_not_ready(client):
    wait_for(minutes=11)
    answer = told(client)
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
    assert told(client).json()["disk"]["ok"] is False


def test_a_lost_database_is_not_ready(client):
    def refuse(*_query):
        raise OperationalError("gone")

    with connection.execute_wrapper(refuse):
        answer = told(client)
    assert answer.status_code == 503
    assert answer.json()["database"]["ok"] is False


@pytest.mark.parametrize(("tries", "failure", "fails"), [(4, "refused", 0), (5, "refused", 1), (5, "", 0)])
def test_work_tried_in_vain_again_and_again_is_named_by_its_kind(client, tries, failure, fails):
    wait_for(minutes=1)
    Message.objects.update(tries=tries, last_error=failure)
    answer = told(client)
    assert answer.status_code == (503 if fails else 200)
    assert answer.json()["failing_work"]["kinds"] == ({"notify.message": 1} if fails else {})


def test_without_a_key_to_sign_it_is_not_ready(client, settings):
    settings.COURSES = {**settings.COURSES, "SIGNING_KEY_FILE": "/nowhere/signing.json"}
    assert told(client).json()["signing_key"] == {"ok": False}
