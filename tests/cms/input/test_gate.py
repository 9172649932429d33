"""The gate at the door, with the site behind it."""

import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DataError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from cms.input.middleware import InputMiddleware, is_unfit
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def passed(request):
    """The request as it comes out of the gate."""
    InputMiddleware(lambda request: HttpResponse())(request)
    InputMiddleware(lambda request: HttpResponse()).process_view(request, None, (), {})
    return request


@pytest.mark.parametrize(
    "path", ["/ky/%00/", "/ky/courses/a%0Ab/", "/%1b", "/media/images/%00.png", "/admin/pages/%07/"]
)
def test_an_address_with_control_characters_is_refused_in_its_language(client, path):
    answer = client.get(path)
    assert answer.status_code == 400
    assert f'<html lang="{"ky" if path.startswith("/ky/") else "ru"}"' in answer.content.decode()


@pytest.mark.parametrize("size", [19, 20, 4000, 5000])
def test_no_row_has_a_number_that_no_column_holds(client, size):
    client.force_login(UserFactory())
    assert client.get(reverse("submission-file", args=["9" * size])).status_code == 404


def test_query_cookies_and_headers_come_in_clean():
    request = RequestFactory().get("/?q=%00%D3%A9%0D%0A&p=1", headers={"referer": "a\x00b", "range": "bytes=0-"})
    request.COOKIES.update({"bad": "\x00", "good": "ө", "ba\x00d": "1"})
    request = passed(request)
    assert request.GET == {"q": ["ө\n"], "p": ["1"]}
    assert request.get_full_path() == "/?q=%D3%A9%0A&p=1"
    assert request.COOKIES == {"good": "ө"}
    assert ("Referer" in request.headers, request.headers["Range"]) == (False, "bytes=0-")


def test_an_escaped_cookie_reaches_no_table():
    answer = Client(headers={"cookie": r'sessionid="abcdefgh\000ijkl"'}).get(reverse("profile"))
    assert answer.status_code == 302


@pytest.mark.parametrize("more", [{}, {"file": SimpleUploadedFile("a.txt", b"x")}])
def test_a_form_comes_in_clean_however_it_was_sent(more):
    data = {"text": "one\r\ntwo\x00", **more}
    request = RequestFactory().post("/", data)
    assert passed(request).POST["text"] == "one\ntwo"
    assert list(request.FILES) == list(more)


def test_the_names_of_files_in_a_form_are_cleaned():
    request = RequestFactory().post("/", {"fi\x07le": SimpleUploadedFile("a\x07.txt", b"x")})
    assert [(name, file.name) for name, file in passed(request).FILES.items()] == [("file", "a.txt")]


def test_what_is_no_form_is_not_read():
    request = RequestFactory().post("/", b'{"a": "\\u0000"}', "application/json")
    assert passed(request).body == b'{"a": "\\u0000"}'


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"x", "multipart/form-data; boundary=\x00", 400),
        (b"x", "multipart/form-data", 400),
        (b"--b\r\nContent-Disposition: form-data", "multipart/form-data; boundary=b", 403),
        (b"a=1&" * 2000, "application/x-www-form-urlencoded", 400),
        (b"a=%ED%A0%80%FF", "application/x-www-form-urlencoded", 403),
        (b"a=1", "application/x-www-form-urlencoded; charset=utf-16", 400),
        (b"a=1", "application/x-www-form-urlencoded; charset=no-such", 403),
        (b"x" * (5 * 2**20 + 1), "application/x-www-form-urlencoded", 413),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(body, kind, status):
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    assert client.generic("POST", "/ky/accounts/login/", body, kind).status_code == status


@pytest.mark.parametrize("error", [DataError("too long"), OverflowError(), ValueError("embedded null byte")])
def test_what_gets_past_all_checks_is_the_requests_fault_and_is_logged(error, caplog):
    gate = InputMiddleware(lambda request: HttpResponse())
    with caplog.at_level(logging.ERROR):
        answer = gate.process_exception(RequestFactory().post("/ky/", {"text": "жооп"}), error)
    assert answer.status_code == 400
    assert "Unfit input got past all checks: /ky/" in caplog.text


@pytest.mark.parametrize("error", [ValueError("no such thing"), ZeroDivisionError(), KeyError("x"), TypeError("null")])
def test_a_fault_of_ours_stays_one(error):
    assert not is_unfit(error)
