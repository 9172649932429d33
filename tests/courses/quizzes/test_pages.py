"""The pages of a quiz, as a browser without JavaScript meets them."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from courses.quizzes import services
from courses.quizzes.bank import save_bank
from courses.quizzes.models import Answer, Attempt, Option, Question
from courses.quizzes.sampling import from_json
from courses.syllabus import titles
from tests.courses.catalogue.tree import publish
from tests.courses.quizzes import questions
from tests.courses.quizzes.conftest import fields, right_answers, save, submit
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def address(attempt, name="attempt"):
    return reverse(name, args=[attempt.pk])


def form(attempt, answers):
    """The fields of a form as the test client takes them."""
    return dict(fields(attempt, answers).lists())


def page(client, attempt, language="ru"):
    with translation.override(language):
        return client.get(address(attempt)).content.decode()


def place_of(attempt, kind):
    return next(place for place, q in enumerate(attempt.drawn, start=1) if q["kind"] == kind)


@pytest.fixture
def run_out(attempt):
    def run_out():
        Attempt.objects.filter(pk=attempt.pk).update(deadline_at=timezone.now() - timedelta(seconds=1))

    return run_out


def test_beginning_leads_to_the_questions(learner, enrolment, item):
    code = enrolment.edition.course.code
    response = learner.post(reverse("start-quiz", args=[code, item.slug]))
    assert response.url == address(Attempt.objects.get())
    assert page(learner, Attempt.objects.get()).count("<fieldset") == 7


def test_the_page_of_the_quiz_tells_rules_and_eligibility(learner, enrolment, item, rules):
    publish(enrolment.edition)
    rules(wait_minutes=600, attempts=2, valid_months=12)
    at = reverse("item", args=[enrolment.edition.course.code, item.slug])
    assert 'data-do="start-quiz"' in learner.get(at).content.decode()
    attempt = services.start(enrolment=enrolment, item=item)
    assert f'data-do="start-quiz" href="{address(attempt)}"' in learner.get(at).content.decode()
    submit(attempt, right_answers(attempt, places={1}))
    html = learner.get(at).content.decode()
    assert "14 %" in html
    assert 'data-do="start-quiz"' not in html


def test_a_get_of_the_button_leads_to_the_page_with_the_button(learner, enrolment, item):
    code = enrolment.edition.course.code
    assert learner.get(reverse("start-quiz", args=[code, item.slug])).url == reverse("item", args=[code, item.slug])
    assert not Attempt.objects.exists()


def test_beginning_a_lesson_or_what_is_not_there_is_not_found(learner, enrolment):
    code = enrolment.edition.course.code
    for slug in ("lesson-0", "nothing"):
        assert learner.post(reverse("start-quiz", args=[code, slug])).status_code == 404


def test_who_is_not_enrolled_cannot_begin(client, enrolment, item):
    client.force_login(UserFactory())
    code = enrolment.edition.course.code
    assert client.post(reverse("start-quiz", args=[code, item.slug])).status_code == 404


def test_a_refusal_is_said_on_the_page_of_the_quiz(learner, enrolment, item, attempt, rules):
    rules(attempts=1)
    submit(attempt, {})
    code = enrolment.edition.course.code
    response = learner.post(reverse("start-quiz", args=[code, item.slug]))
    assert response.url == reverse("item", args=[code, item.slug])
    assert [str(message) for message in response.wsgi_request._messages]


def test_the_page_shows_what_was_saved(learner, attempt):
    learner.post(address(attempt), form(attempt, right_answers(attempt)))
    html = page(learner, attempt)
    assert html.count(" checked") == 4
    assert html.count(" selected") == 6
    assert 'value="8.9"' in html
    assert 'value="равенство"' in html or 'value="теңдик"' in html


def test_saving_needs_no_script_and_leads_back(learner, attempt):
    response = learner.post(address(attempt), form(attempt, {place_of(attempt, "number"): "8,9"}))
    assert (response.status_code, response.url) == (302, address(attempt))


def test_saving_by_script_answers_without_a_page(learner, attempt):
    response = learner.post(
        address(attempt), form(attempt, {place_of(attempt, "number"): "8,9"}), headers={"X-Requested-With": "fetch"}
    )
    assert (response.status_code, response.content) == (204, b"")


def seen(attempt, html):
    """The marks that a page carries, as its form sends them."""
    return dict(re.findall(r'name="(q\d+-seen)" value="(\w+)"', html))


def test_an_old_window_overwrites_nothing_that_it_did_not_change(learner, attempt):
    old = seen(attempt, page(learner, attempt))
    answers = right_answers(attempt)
    learner.post(address(attempt), {**form(attempt, answers), **old})
    blank = {"q": [str(place) for place in answers], **old}
    number = place_of(attempt, "number")
    learner.post(address(attempt), {**blank, f"q{number}": "7"})
    stored = dict(Answer.objects.values_list("position", "given"))
    assert {place: stored[place] for place in answers} == {**answers, number: "7"}


def test_an_answer_changed_in_two_windows_is_the_last_one_and_the_page_says_so(learner, attempt):
    old = seen(attempt, page(learner, attempt))
    number = place_of(attempt, "number")
    learner.post(address(attempt), {**form(attempt, {number: "8"}), **old})
    answer = learner.post(address(attempt), {**form(attempt, {number: "9"}), **old}, follow=True)
    assert Answer.objects.get(position=number).given == "9"
    (told,) = answer.context["messages"]
    assert str(number) in str(told)


def test_a_script_gets_the_marks_of_what_it_has_saved(learner, attempt):
    old = seen(attempt, page(learner, attempt))
    number = place_of(attempt, "number")
    script = {"X-Requested-With": "fetch"}
    first = learner.post(address(attempt), {**form(attempt, {number: "8"}), **old}, headers=script)
    assert first["X-Seen"] == f"{number}:{seen(attempt, page(learner, attempt))[f'q{number}-seen']}"
    second = learner.post(address(attempt), {**form(attempt, {number: "9"}), **old}, headers=script)
    assert (second.status_code, str(number) in second.content.decode()) == (200, True)


def test_taking_an_answer_back_leaves_the_question_blank(learner, attempt):
    place = place_of(attempt, "multiple")
    learner.post(address(attempt), form(attempt, right_answers(attempt, {place})))
    learner.post(address(attempt), {"q": str(place)})
    assert Answer.objects.get(position=place).given == []


def test_ids_and_places_that_the_attempt_never_showed_are_dropped(learner, attempt):
    other = Option.objects.first().translation_key
    typed = {"q": ["0", "8", "99", "-1", "x", "²", "1" * 500]}
    for place in range(1, 8):
        typed["q"].append(str(place))
        typed[f"q{place}"] = [str(other), "zzz\x00"]
    assert learner.post(address(attempt), typed).status_code == 302
    given = {attempt.drawn[answer.position - 1]["kind"]: answer.given for answer in Answer.objects.all()}
    assert given == {
        "single": [],
        "multiple": [],
        "truefalse": "",
        "matching": {},
        "ordering": {},
        "number": "zzz",
        "text": "zzz",
    }


@pytest.mark.parametrize(
    ("kind", "answer"),
    [("number", "twelve"), ("ordering", lambda q: dict.fromkeys([i for i, _ in q.options], 1))],
)
def test_an_answer_that_cannot_be_marked_is_kept_and_named_at_its_field(learner, attempt, kind, answer):
    place = place_of(attempt, kind)
    given = answer(from_json(attempt.drawn)[place - 1]) if callable(answer) else answer
    learner.post(address(attempt), form(attempt, {place: given}))
    html = page(learner, attempt)
    assert f'id="q{place}-error"' in html
    assert html.count("field-error") == 1
    assert f'aria-describedby="q{place}-error"' in html


def test_submitting_with_blanks_saves_and_asks_once_more(learner, attempt):
    right = right_answers(attempt)
    missing = right.popitem()[0]
    response = learner.post(address(attempt, "submit-quiz"), form(attempt, right))
    assert response.status_code == 422
    assert f'href="#q{missing}"' in response.content.decode()
    assert Attempt.objects.get().state == "open"
    assert Answer.objects.count() == 6
    typed = form(attempt, right)
    typed["anyway"] = "1"
    assert learner.post(address(attempt, "submit-quiz"), typed).url == address(attempt)
    assert Attempt.objects.get().score == 85


def test_submitting_all_leads_to_the_result(learner, attempt):
    response = learner.post(address(attempt, "submit-quiz"), form(attempt, right_answers(attempt)))
    assert response.url == address(attempt)
    assert "100 %" in page(learner, attempt)


@pytest.mark.parametrize("typed", ["NaN", "-Infinity", "1e999", "+-", "²", "9" * 200])
def test_no_answer_locks_a_learner_out_of_their_result(learner, attempt, typed):
    """Not one that is typed now, nor one that was stored before."""
    number = place_of(attempt, "number")
    learner.post(address(attempt, "submit-quiz"), {**form(attempt, {number: typed}), "anyway": "1"})
    assert Attempt.objects.get().state == "submitted"
    Answer.objects.filter(position=number).update(given=typed)
    assert typed in page(learner, attempt)


def test_a_repeated_submit_leads_to_the_same_result(learner, attempt):
    typed = form(attempt, right_answers(attempt))
    for _ in range(4):
        assert learner.post(address(attempt, "submit-quiz"), typed).url == address(attempt)
    assert Attempt.objects.get().score == 100


@pytest.mark.parametrize("name", ["attempt", "submit-quiz"])
def test_what_comes_too_late_is_shown_and_not_counted(learner, attempt, run_out, name):
    place = place_of(attempt, "text")
    run_out()
    response = learner.post(address(attempt, name), form(attempt, {place: "typed with care"}) | {"anyway": "1"})
    html = response.content.decode()
    assert response.status_code == 409
    assert 'value="typed with care"' in html
    assert "data-do" not in html.partition("<form id=")[2].partition("</form>")[2]
    assert not Answer.objects.exists()


def test_a_late_form_that_says_nothing_new_leads_to_the_result(learner, attempt):
    right = right_answers(attempt)
    submit(attempt, right)
    assert learner.post(address(attempt), form(attempt, right)).url == address(attempt)


def test_a_late_save_by_script_is_answered_without_a_page(learner, attempt, run_out):
    run_out()
    response = learner.post(address(attempt), form(attempt, {1: ""}), headers={"X-Requested-With": "fetch"})
    assert (response.status_code, response.content) == (409, b"")


def test_opening_an_attempt_after_its_deadline_shows_the_result(learner, attempt, run_out):
    save(attempt, right_answers(attempt))
    run_out()
    assert "100 %" in page(learner, attempt)
    assert Attempt.objects.get().state == "expired"


def test_the_result_names_the_lessons_to_read_again(learner, enrolment, item, monkeypatch):
    from courses.syllabus.queries import outline

    lesson, other = outline(enrolment.edition_id)[:2]
    save_bank(course=enrolment.edition.course, questions=[questions.single(lesson_key=lesson.activity.key)])
    monkeypatch.setattr(titles, "_providers", [lambda edition, language, source: {lesson.activity_id: "Первый урок"}])
    attempt = services.start(enrolment=enrolment, item=item)
    submit(attempt, {})
    html = page(learner, attempt)
    assert "Первый урок" in html
    assert reverse("item", args=[enrolment.edition.course.code, lesson.slug]).partition("/courses/")[2] in html
    assert other.slug not in html


def test_the_result_says_when_the_next_attempt_may_begin(learner, attempt, rules):
    rules(wait_minutes=600)
    submit(attempt, {})
    html = page(learner, attempt)
    assert "notice" in html
    assert 'data-do="start-quiz"' not in html
    Attempt.objects.update(submitted_at=timezone.now() - timedelta(hours=11))
    assert 'data-do="start-quiz"' in page(learner, attempt)


def test_begun_in_kyrgyz_ended_in_russian(learner, attempt):
    ky, ru = (page(learner, attempt, language) for language in ("ky", "ru"))
    assert ky.count("Вопрос (ky)") == ru.count("Вопрос (ru)") == 7
    right = right_answers(attempt)
    half = {place: right[place] for place in (1, 2, 3)}
    with translation.override("ky"):
        learner.post(address(attempt), form(attempt, half))
    rest = {place: right[place] for place in (4, 5, 6, 7)}
    with translation.override("ru"):
        learner.post(address(attempt, "submit-quiz"), form(attempt, rest))
    assert Attempt.objects.get().score == 100


def test_a_language_without_words_shows_the_source_and_says_so(learner, attempt):
    html = page(learner, attempt, "kk")
    assert html.count('lang="ru">Вопрос (ru)') == 7


def test_a_question_deleted_after_the_draw_leaves_the_rest_usable(learner, attempt):
    right = right_answers(attempt)
    place = place_of(attempt, "number")
    Question.objects.filter(kind="number").delete()
    assert page(learner, attempt).count("<fieldset") == 7
    submit(attempt, {p: a for p, a in right.items() if p != place})
    assert page(learner, attempt).count('<li class="result ') == 6


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ["attempt", "submit-quiz"])
def test_the_attempt_of_another_is_not_found(client, attempt, name, method):
    client.force_login(UserFactory())
    response = getattr(client, method)(address(attempt, name), follow=method == "get")
    assert response.status_code == 404
    assert Attempt.objects.get().state == "open"


@pytest.mark.parametrize("name", ["attempt", "submit-quiz"])
def test_who_is_not_signed_in_is_asked_to(client, attempt, name):
    assert "next=" in client.get(address(attempt, name)).url


def test_pages_of_an_attempt_are_kept_by_nobody(learner, attempt):
    assert "no-store" in learner.get(address(attempt)).headers["Cache-Control"]


@pytest.mark.parametrize("size", [1, 30])
def test_a_page_takes_six_queries_however_many_questions_it_has(
    learner, enrolment, item, rules, size, settings, django_assert_num_queries
):
    settings.CONTENT_CACHE = True
    bank = [questions.single(key=f"s{number}", topic="many") for number in range(size)]
    save_bank(course=enrolment.edition.course, questions=bank)
    rules(draw={"many": size})
    attempt = services.start(enrolment=enrolment, item=item)
    learner.get(address(attempt))
    with django_assert_num_queries(6):  # session, person, attempt, answers, questions, options
        assert learner.get(address(attempt)).content.decode().count("<fieldset") == size


def test_saving_takes_five_queries(learner, attempt, django_assert_num_queries):
    typed = form(attempt, right_answers(attempt))
    with django_assert_num_queries(
        5 + 2
    ):  # session, person, attempt, answers read, written; the transaction's two ends
        learner.post(address(attempt), typed, headers={"X-Requested-With": "fetch"})
