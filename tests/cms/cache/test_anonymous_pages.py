import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import RequestFactory
from wagtail.models import Locale, Page

from cms.cache import content
from cms.cache.content import invalidate
from cms.cache.middleware import AnonymousPageCacheMiddleware, same_for_anonymous

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keeping(settings):
    settings.CONTENT_CACHE = True


class Site:
    """A site of one page that counts how often it was made."""

    def __init__(self, view):
        self.made = 0
        self.view = view
        self.middleware = AnonymousPageCacheMiddleware(self.answer)

    def answer(self, request):
        self.made += 1
        return self.view(request)

    def get(self, path="/ru/courses/", method="GET", **cookies):
        request = RequestFactory().generic(method, path)
        request.COOKIES.update(cookies)
        return self.middleware(request)


@same_for_anonymous
def page(request):
    return HttpResponse(f"page {request.GET.get('page')}", headers={"Content-Language": "ru"})


def personal(request):
    return HttpResponse("yours")


@same_for_anonymous
def with_cookie(request):
    response = HttpResponse("x")
    response.set_cookie("a", "b")
    return response


@same_for_anonymous
def with_token(request):
    return HttpResponse(get_token(request))


@same_for_anonymous
def missing(request):
    return HttpResponse("?", status=404)


def test_a_page_is_made_once_for_all_visitors_with_its_headers():
    site = Site(page)
    first, second = site.get(), site.get()
    assert site.made == 1
    assert (second.content, second["Content-Language"]) == (first.content, "ru")


def test_each_address_has_its_own_page():
    site = Site(page)
    assert site.get("/?page=1").content != site.get("/?page=2").content


@pytest.mark.parametrize("view", [personal, with_cookie, with_token, missing])
def test_what_could_differ_between_visitors_is_never_kept(view):
    site = Site(view)
    site.get(), site.get()
    assert site.made == 2


@pytest.mark.parametrize(
    "visit", [{"sessionid": "x"}, {"messages": "x"}, {"method": "POST"}, {"path": "/?q=" + "x" * 200}]
)
def test_who_is_not_a_plain_visitor_gets_a_page_of_her_own(visit):
    site = Site(page)
    site.get(visit.get("path", "/ru/courses/"))
    site.get(**visit)
    assert site.made == 2


def test_changed_content_shows_at_once(django_capture_on_commit_callbacks):
    site = Site(page)
    site.get()
    with django_capture_on_commit_callbacks(execute=True):
        invalidate()
    site.get()
    assert site.made == 2


def test_a_change_that_is_rolled_back_makes_nothing_anew(django_capture_on_commit_callbacks):
    site = Site(page)
    site.get()
    with django_capture_on_commit_callbacks():
        invalidate()
    site.get()
    assert site.made == 1


def test_a_change_on_another_machine_shows_after_half_a_minute(monkeypatch):
    site = Site(page)
    site.get()
    Page.get_first_root_node().save_revision().publish()  # its stamp lies on the other machine
    site.get()
    assert site.made == 1
    later = content.time.monotonic() + content.LOG_CHECK_SECONDS
    monkeypatch.setattr(content.time, "monotonic", lambda: later)
    site.get()
    assert site.made == 2


def test_time_alone_makes_nothing_anew(monkeypatch):
    site = Site(page)
    site.get()
    later = content.time.monotonic() + 10 * content.LOG_CHECK_SECONDS
    monkeypatch.setattr(content.time, "monotonic", lambda: later)
    site.get()
    assert site.made == 1


def test_without_a_database_what_is_kept_is_still_shown(monkeypatch):
    def lost(*_):
        raise OperationalError

    site = Site(page)
    site.get()
    monkeypatch.setattr(content._publish_log, "look_at", 0)
    with connection.execute_wrapper(lost):
        site.get()
    assert site.made == 1


def test_a_record_that_another_machine_has_published_is_seen_though_the_stamp_is_not(monkeypatch):
    site = Site(page)
    site.get()
    monkeypatch.setattr(content, "_append_to_stamp", lambda: None)  # the stamp of the other machine
    content.log_and_invalidate(Locale.get_default(), public=False, by=None)
    site.get()
    assert site.made == 1
    monkeypatch.setattr(content._publish_log, "look_at", 0)
    site.get()
    assert site.made == 2
