"""The cache stopped, frozen, full, unwritable, damaged: no page fails, none waits long, no limit is lost."""

import signal
import socket
import subprocess
import time
from shutil import which

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user
from django.core.cache import cache, caches
from django.test import Client
from django.urls import reverse

from lms.settings.base import CACHES
from lms.site import cache as ours
from tests.courses.catalogue.tree import publish
from tests.factories import EnrolmentFactory, UserFactory, certified

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
FILES = "lms.site.cache.FailOpenFileBasedCache"


@pytest.fixture(autouse=True)
def _nothing_known_of_any_cache():
    ours._absences.clear()
    yield
    ours._absences.clear()


@pytest.fixture
def server(tmp_path):
    """A Redis of the test's own."""
    if not which("redis-server"):
        pytest.skip("needs redis-server")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["redis-server", "--port", str(port), "--save", "", "--bind", "127.0.0.1", "--dir", str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    process.url = f"redis://127.0.0.1:{port}/0"
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield process
    process.send_signal(signal.SIGCONT)
    process.kill()
    process.wait()


@pytest.fixture
def redis(server, settings):
    options = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}
    settings.CACHES = {
        "default": {"BACKEND": "lms.site.cache.FailOpenRedisCache", "LOCATION": server.url, "OPTIONS": options}
    }
    cache.set("before", 1)
    assert cache.get("before") == 1
    return server


@pytest.fixture
def files(tmp_path, settings):
    folder = tmp_path / "cache"
    settings.CACHES = {"default": {"BACKEND": FILES, "LOCATION": str(folder)}}
    cache.set("before", 1)
    assert cache.get("before") == 1
    return folder


def stop(server):
    server.kill()
    server.wait()


def freeze(server):
    server.send_signal(signal.SIGSTOP)


def walk(code):
    """What must go on. Returns how long the slowest page took."""
    paper = certified("Өмүрбекова Үмүт")
    one = UserFactory(email="aigul@example.org")
    EmailAddress.objects.create(user=one, email=one.email, verified=True, primary=True)
    course = EnrolmentFactory(person=one, edition=publish(languages=("ru", "ky"))).edition.course.code
    slowest = 0.0

    def ask(client, path, data=None):
        nonlocal slowest
        began = time.perf_counter()
        answer = client.post(path, data) if data else client.get(path)
        slowest = max(slowest, time.perf_counter() - began)
        assert answer.status_code in {200, 302}, (path, answer.status_code)
        return answer

    client = Client()
    ask(client, "/ky/")
    ask(client, "/ky/accounts/login/", {"login": one.email, "password": PASSWORD})
    assert get_user(client) == one
    ask(client, "/ky/my/")
    ask(client, reverse("verify-number", args=[paper.number]))
    ask(client, f"/ky/courses/{course}/lesson-0/")
    assert ask(client, f"/ky/courses/{course}/lesson-0/complete/", {"next": ""}).url.endswith("/lesson-1/")
    assert one.enrolments.get().completions.count() == 1
    client = Client()
    answer = ask(client, "/ky/accounts/login/", {"login": one.email, "password": ""})
    ask(client, answer.url, {"code": code()})
    assert get_user(client) == one
    new = {"email": "new@example.org", "password1": "", "language": "ky"}
    ask(client := Client(), "/ky/accounts/signup/", new)
    for _ in range(5):
        ask(Client(), "/ky/accounts/login/", {"login": one.email, "password": "wrong"})
    refused = Client()
    ask(refused, "/ky/accounts/login/", {"login": one.email, "password": PASSWORD})
    assert not get_user(refused).is_authenticated
    return slowest


def test_with_redis_stopped_everything_goes_on_and_limits_hold(redis, code):
    stop(redis)
    walk(code)
    assert Client().get("/readyz").status_code == 503


def test_with_redis_frozen_one_call_waits_and_the_next_does_not(redis, code):
    freeze(redis)
    began = time.perf_counter()
    assert cache.get("before", "none") == "none"
    assert time.perf_counter() - began < 1.5
    began = time.perf_counter()
    for n in range(100):
        assert cache.get(f"key{n}") is None
        cache.set(f"key{n}", n)
    assert time.perf_counter() - began < 0.3


def test_with_redis_frozen_everything_goes_on_and_limits_hold(redis, code):
    freeze(redis)
    walk(code)
    assert Client().get("/readyz").status_code == 503


def test_when_the_cache_is_back_it_tells_nothing_that_was_changed_meanwhile(redis, monkeypatch):
    cache.set("deleted", "old"), cache.set("changed", "old"), cache.set("kept", "old")
    freeze(redis)
    cache.delete("deleted")
    cache.set("changed", "new")
    redis.send_signal(signal.SIGCONT)
    monkeypatch.setattr(ours.time, "monotonic", lambda: time.perf_counter() + 1e6)
    assert cache.get_many(["deleted", "changed", "kept"]) == {"kept": "old"}
    assert Client().get("/readyz").status_code == 200


def test_what_cannot_be_read_is_as_if_it_were_not_there(redis):
    caches["default"]._cache.get_client(write=True).set(caches["default"].make_and_validate_key("broken"), b"\x80half")
    assert cache.get("broken", "none") == "none"
    assert cache.get_many(["broken", "before"]) in ({}, {"before": 1})
    cache.set("broken", "whole")
    assert cache.get("broken") == "whole"


@pytest.mark.parametrize("content", [b"", b"half", b"\x80\x05K\x01.", b"\x80\x05]\x94.garbage"])
def test_a_damaged_file_is_as_if_it_were_not_there(files, content):
    for file in files.iterdir():
        file.write_bytes(content)
    assert cache.get("before", "none") == "none"
    assert cache.add("before", 2)
    assert cache.get("before") == 2


def test_a_folder_that_cannot_be_written_fails_no_page(files, code, settings):
    """A file in the folder's place: also for who may write everywhere, as root may."""
    for file in files.iterdir():
        file.unlink()
    files.rmdir()
    files.write_text("not a folder")
    walk(code)
    assert Client().get("/readyz").status_code == 503


def test_a_full_disk_fails_no_page(files, code, monkeypatch):
    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("django.core.cache.backends.filebased.tempfile.mkstemp", full)
    walk(code)


def test_a_lock_of_a_cache_that_is_away_locks_nobody_out_and_a_number_does_not_grow(redis):
    stop(redis)
    assert cache.add("lock", 1)
    assert not cache.has_key("before")
    assert cache.set_many({"a": 1}) == ["a"]
    cache.clear()
    with pytest.raises(ValueError, match="before"):
        cache.incr("before")


def test_an_error_of_the_caller_is_still_one(files):
    with pytest.raises(Exception, match="pickle"):
        cache.set("key", lambda: None)


def test_the_site_uses_no_cache_that_can_fail_a_page():
    assert CACHES["default"]["BACKEND"] in {FILES, "lms.site.cache.FailOpenRedisCache"}
