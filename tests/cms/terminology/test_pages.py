"""The setting reaches every page, and nothing else."""

import json

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse, JsonResponse
from django.test import RequestFactory, override_settings
from django.utils import translation

from cms.terminology import queries
from cms.terminology.middleware import TerminologyMiddleware
from cms.terminology.models import Terminology, TermReplacement
from lms.accounts.roles import make_roles
from lms.notify.services import notify
from tests.courses.catalogue.tree import publish
from tests.factories import UserFactory
from tests.people import with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def avoid():
    def add(word="гендер", replacement="равенство", language="ru", match="dropped"):
        return TermReplacement.objects.create(
            terminology=Terminology.load(), word=word, replacement=replacement, language=language, match=match
        )

    return add


def answered(content, path="/ru/", kind="text/html; charset=utf-8"):
    with translation.override("ru"):
        middleware = TerminologyMiddleware(lambda request: HttpResponse(content, content_type=kind))
        return middleware(RequestFactory().get(path)).content.decode()


def test_a_page_of_the_site_shows_the_other_word_from_the_next_answer_on(client, avoid):
    publish(titles={"ru": "Гендерный бюджет"})
    assert "Гендерный бюджет" in client.get("/ru/courses/").content.decode()
    avoid("гендерный бюджет", "бюджет для всех", match="whole")
    html = client.get("/ru/courses/").content.decode()
    assert "Бюджет для всех" in html
    assert "Гендерный" not in html


def test_what_visitors_kept_pages_say_changes_too(client, avoid, django_capture_on_commit_callbacks):
    publish(titles={"ru": "Гендерный бюджет"})
    with override_settings(CONTENT_CACHE=True):
        client.get("/ru/courses/")
        with django_capture_on_commit_callbacks(execute=True):
            avoid()
        assert "Гендер" not in client.get("/ru/courses/").content.decode()
        assert "Гендер" not in client.get("/ru/courses/").content.decode()
        with django_capture_on_commit_callbacks(execute=True):
            TermReplacement.objects.get().delete()
        assert "Гендерный" in client.get("/ru/courses/").content.decode()


def test_another_process_learns_of_it_by_the_stamp(avoid, django_capture_on_commit_callbacks):
    with override_settings(CONTENT_CACHE=True):
        assert answered("гендер") == "гендер"
        with django_capture_on_commit_callbacks(execute=True):
            avoid()
            queries._Cached.rules = queries.compile_rules(())  # as a process knows it that has not seen the change
        assert answered("гендер") == "равенство"


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/admin/pages/", "text/html"), ("/ru/x.json", "application/json"), ("/ru/x.csv", "text/csv")],
)
def test_the_editor_and_files_say_what_they_said(avoid, path, kind):
    avoid()
    assert answered("гендер", path, kind) == "гендер"


def test_json_of_a_view_is_left_alone(avoid):
    avoid()
    answer = TerminologyMiddleware(lambda request: JsonResponse({"title": "гендер"}))(RequestFactory().get("/ru/"))
    assert json.loads(answer.content) == {"title": "гендер"}


def test_a_site_without_such_words_asks_nothing_and_copies_nothing(avoid, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr("cms.terminology.middleware.replace_in_html", None)
    with django_assert_num_queries(0):
        assert answered("гендер") == "гендер"


def test_the_rules_are_asked_for_once(avoid, django_assert_num_queries):
    with override_settings(CONTENT_CACHE=True):
        avoid()
        answered("гендер")
        with django_assert_num_queries(0):
            assert answered("гендер") == "равенство"


def test_a_site_that_keeps_nothing_asks_each_time(avoid, django_assert_num_queries):
    avoid()
    for _answer in range(2):
        with django_assert_num_queries(1):
            assert answered("гендер") == "равенство"


def test_names_of_the_club_are_words_like_others(avoid):
    avoid("ЧоңОй", "Кеңири ой", match="whole")
    assert answered("<h1>#ЧоңОй 2026</h1>") == "<h1>#Кеңири ой 2026</h1>"


def test_the_length_of_the_answer_is_that_of_the_new_words(client, avoid):
    publish(titles={"ru": "Гендерный бюджет"})
    avoid(replacement="равенство женщин и мужчин")
    answer = client.get("/ru/courses/")
    assert int(answer["Content-Length"]) == len(answer.content)


def test_letters_use_the_other_words_and_keep_their_addresses(avoid):
    avoid()
    person = UserFactory(language="ru")
    (letter,) = notify(
        fact="x",
        person=person,
        template="notify/enrolled.txt",
        context=lambda: {"course": {"title": "Гендер"}, "course_url": "http://testserver/ru/гендер/"},
    )
    assert "Равенство" in letter.subject
    assert "Гендер" not in letter.body
    assert "http://testserver/ru/гендер/" in letter.body


def test_an_administrator_changes_words_in_the_editor_and_a_learner_does_not(client, avoid):
    make_roles()
    administrator = UserFactory()
    with_role(administrator, "administrators")
    form = {
        "replacements-TOTAL_FORMS": "1",
        "replacements-INITIAL_FORMS": "0",
        "replacements-MIN_NUM_FORMS": "0",
        "replacements-MAX_NUM_FORMS": "1000",
        "replacements-0-language": "ru",
        "replacements-0-word": "гендер",
        "replacements-0-replacement": "равенство",
        "replacements-0-match": "dropped",
        "replacements-0-id": "",
        "replacements-0-DELETE": "",
    }
    address = f"/admin/settings/cms/terminology/{Terminology.load().pk}/"
    client.force_login(UserFactory())
    client.post(address, form)
    assert not TermReplacement.objects.exists()
    with override_settings(STAFF_SECOND_FACTOR=False):
        client.force_login(administrator)
        assert client.get(address).status_code == 200
        client.post(address, form)
    assert TermReplacement.objects.get().word == "гендер"
    assert answered("гендером") == "равенство"


def test_a_lost_database_changes_nothing(avoid):
    def lost(*_query):
        raise OperationalError

    with override_settings(CONTENT_CACHE=True):
        avoid()
        assert answered("гендер") == "равенство"
        queries._Cached.version = "of before"
        with connection.execute_wrapper(lost):
            assert answered("гендер") == "равенство"
        queries.clear_cache()
        with connection.execute_wrapper(lost):
            assert answered("гендер") == "гендер"
        assert answered("гендер") == "равенство"
