"""The bank in the editor: a trainer writes a question, its key and its translation."""

import pytest
from django.urls import reverse
from wagtail.models import Locale

from courses.quizzes.bank import save_bank
from courses.quizzes.models import AnswerKey, Option, Question, QuestionFeedback
from courses.quizzes.queries import topic_sizes
from tests.courses.quizzes import questions
from tests.factories import CourseFactory, UserFactory
from tests.people import with_role

pytestmark = pytest.mark.django_db
OPTION = ("text", "right", "place", "match")
ADD = "wagtailsnippets_courses_question:add"


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def course():
    Locale.objects.get_or_create(language_code="ky")
    return CourseFactory(titles={"ru": "Курс", "ky": "Курс"})


@pytest.fixture
def trainer(client):
    client.force_login(with_role(UserFactory(), "trainers"))
    return client


def form(course, *options, **fields):
    """The fields of the editor's form; an option is (text, right, place, match) or fewer, or a dict with an id."""
    data = {
        "course": course.pk,
        "bank_key": "k1",
        "topic": "basics",
        "kind": "single",
        "text": "Что верно?",
        "feedback": "Потому что.",
        "accepted": "",
        "options-TOTAL_FORMS": len(options),
        "options-INITIAL_FORMS": sum(isinstance(option, dict) for option in options),
        **fields,
    }
    for number, option in enumerate(options):
        named = (
            option if isinstance(option, dict) else dict(zip(("text", "right", "place", "match"), option, strict=False))
        )
        data |= {f"options-{number}-{name}": value for name, value in named.items() if value not in (None, False)}
    return data


def add(trainer, course, *options, language="ru", **fields):
    return trainer.post(f"{reverse(ADD)}?locale={language}", form(course, *options, **fields))


def test_what_the_form_stores_is_what_it_shows_again(trainer, course):
    add(trainer, course, ("second", None, 2), ("first", None, 1), kind="ordering")
    question = Question.objects.get(locale__language_code="ru")
    shown = trainer.get(edit(question)).context["form"]
    assert shown["feedback"].value() == "Потому что."
    assert [form["place"].value() for form in shown.formsets["options"].initial_forms] == [2, 1]


def places(response):
    """Where the form tells faults: fields of the question, rows and fields of options, "options" for all of them."""
    form = response.context["form"]
    assert not form.non_field_errors()
    options = form.formsets["options"]
    rows = {f"{row}-{field}" for row, one in enumerate(options.errors) for field in one}
    return {*form.errors, *rows, *(["options"] if options.non_form_errors() else [])}


@pytest.mark.parametrize(
    ("kind", "options", "fields", "at"),
    [
        ("single", [("A", True), ("B", True)], {}, {"1-right"}),
        ("single", [("A", True), ("B",), ("C", True), ("D", True)], {}, {"2-right", "3-right"}),
        ("single", [("A",), ("B",)], {}, {"options"}),
        ("single", [("A", True)], {}, {"options"}),
        ("single", [], {}, {"options"}),
        ("single", [("A", True), ("a ",)], {}, {"1-text"}),
        ("single", [("A", True), ("", True)], {}, {"1-text"}),
        ("multiple", [("A",), ("B",)], {}, {"options"}),
        ("truefalse", [], {}, {"answer"}),
        ("truefalse", [("A", True)], {"answer": "true"}, {"options"}),
        ("ordering", [("A", None, 1), ("B", None, 1)], {}, {"1-place"}),
        ("ordering", [("A", None, 1), ("B",)], {}, {"1-place"}),
        ("matching", [("A", None, None, "1"), ("B",)], {}, {"1-match"}),
        ("matching", [("A", None, None, "1"), ("B", None, None, "1 ")], {}, {"1-match"}),
        ("number", [], {"number": "many"}, {"number"}),
        ("number", [], {"number": "8", "tolerance": "-1"}, {"tolerance"}),
        ("number", [], {}, {"number"}),
        ("text", [], {"accepted": " \n"}, {"accepted"}),
        ("text", [], {"accepted": "«»\n"}, {"accepted"}),
    ],
)
def test_what_is_wrong_with_a_question_stands_at_its_field(trainer, course, kind, options, fields, at):
    response = add(trainer, course, *options, kind=kind, **fields)
    assert places(response) == at
    assert not Question.objects.exists()


def edit(question):
    return reverse("wagtailsnippets_courses_question:edit", args=[question.pk])


@pytest.fixture
def written(trainer, course):
    add(trainer, course, ("Права", True), ("Обязанности",))
    return {question.locale.language_code: question for question in Question.objects.all()}


def saved(question, **changes):
    """The option forms of a saved question, with changes by its number."""
    rows = enumerate(question.options.order_by("pk"))
    return [{"id": option.pk, "text": option.text, **changes.get(f"n{number}", {})} for number, option in rows]


def test_each_language_of_the_course_gets_a_row_that_waits_for_its_words(written, course):
    assert set(written) == {"ru", "ky"}
    assert written["ky"].text == ""
    assert written["ky"].translation_key == written["ru"].translation_key
    assert topic_sizes(course) == {"basics": 1}


def test_a_translation_changes_the_words_alone(trainer, course, written):
    before = AnswerKey.objects.get().truth
    options = saved(written["ky"], n0={"text": "Укуктар"}, n1={"text": "Милдеттер", "right": "on"})
    response = trainer.post(
        edit(written["ky"]), form(course, *options, text="Эмне туура?", kind="text", topic="other", feedback="Себеби.")
    )
    assert response.status_code == 302, response.context["form"].errors
    written["ky"].refresh_from_db()
    assert (written["ky"].text, written["ky"].kind, written["ky"].topic) == ("Эмне туура?", "single", "basics")
    assert AnswerKey.objects.get().truth == before
    assert QuestionFeedback.objects.get(question=written["ky"]).feedback == "Себеби."
    assert QuestionFeedback.objects.get(question=written["ru"]).feedback == "Потому что."


def test_the_words_of_the_source_stand_beside_the_translation(trainer, written):
    html = trainer.get(edit(written["ky"])).content.decode()
    assert "Что верно?" in html
    assert "Обязанности" in html


def test_a_translation_can_add_no_option(trainer, course, written):
    options = saved(written["ky"], n0={"text": "Укуктар"}, n1={"text": "Милдеттер"})
    response = trainer.post(edit(written["ky"]), form(course, *options, ("Үчүнчү",), text="Эмне туура?"))
    assert places(response) == {"options"}


def test_an_option_added_or_taken_away_follows_in_all_languages(trainer, course, written):
    options = saved(written["ru"], n0={"right": "on"}, n1={"DELETE": "on"})
    response = trainer.post(edit(written["ru"]), form(course, *options, ("Льготы",), topic="rights"))
    assert response.status_code == 302, response.context["form"].errors
    for question in Question.objects.all():
        assert question.topic == "rights"
        assert question.options.count() == 2
    assert set(AnswerKey.objects.get().truth["options"]) == {str(o.translation_key) for o in Option.objects.all()}


def test_a_new_question_begins_in_the_source_language(trainer, course):
    assert places(add(trainer, course, ("A", True), ("B",), language="ky")) == {"course"}


def test_a_key_is_given_once_but_may_stand_in_a_package_too(trainer, course, written):
    assert places(add(trainer, course, ("A", True), ("B",))) == {"bank_key"}
    save_bank(course=course, questions=[questions.single(key="k1")])
    assert topic_sizes(course) == {"basics": 2}


def test_nobody_deletes_a_question_it_is_retired(trainer, course, written):
    address = reverse("wagtailsnippets_courses_question:delete", args=[written["ru"].pk])
    trainer.post(address)
    assert Question.objects.count() == 2
    trainer.post(edit(written["ru"]), form(course, *saved(written["ru"], n0={"right": "on"}), retired="on"))
    assert topic_sizes(course) == {}


def test_the_list_is_narrowed_by_topic(trainer, course):
    save_bank(course=course, questions=[questions.single(), questions.number(topic="numbers")])
    address = reverse("wagtailsnippets_courses_question:list")
    html = trainer.get(address, {"topic": "numbers", "locale": "ru"}).content.decode()
    assert ">n1<" in "".join(html.split())
    assert ">s1<" not in "".join(html.split())


def test_a_learner_finds_no_door_to_the_bank(client, written):
    client.force_login(UserFactory())
    for address in (reverse(ADD), edit(written["ru"]), reverse("wagtailsnippets_courses_question:list")):
        assert client.get(address).status_code == 403
