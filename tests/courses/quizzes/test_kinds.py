"""Each kind of question has all its parts, and a kind that a site adds is taken like ours."""

import re
from pathlib import Path
from random import Random

import pytest
import yaml
from django.conf import settings as site
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.management import call_command
from django.http import QueryDict
from django.template.loader import get_template
from django.urls import reverse

import courses.quizzes
from courses.quizzes import services
from courses.quizzes.bank import save_bank
from courses.quizzes.kinds import KINDS, kind_choices
from courses.quizzes.marking import can_mark, credit, is_right, model_answer
from courses.quizzes.models import AnswerKey, Attempt, Question
from courses.quizzes.question_data import QuestionData, QuestionText, Solution
from courses.quizzes.validation import validate_question
from courses.syllabus.models import Course
from tests.courses.pages.packages import write_package
from tests.courses.pages.trees import home
from tests.courses.quizzes.conftest import fields, right_answers, save, submit
from tests.courses.quizzes.test_editor import ADD, form
from tests.factories import UserFactory
from tests.people import with_role

OWN = "tests.courses.quizzes.own_kind.Estimate"
OWN_NAME = "estimate-of-a-site"
OURS = KINDS.names()


@pytest.fixture(autouse=True)
def _own_kind(settings):
    settings.COURSES = {**site.COURSES, "QUESTION_KINDS": [OWN]}
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture(params=[*OURS, OWN_NAME])
def kind(request, _own_kind):
    return KINDS[request.param]


def data_of(kind):
    texts = QuestionText(text="What?", feedback="Because.", **kind.example["text"])
    return QuestionData("example", "basics", kind.name, None, kind.example["truth"], {"ru": texts})


def drawn_from(kind):
    """A question of the kind as drawn, and its solution."""
    data = data_of(kind)
    solution = Solution(kind.stored_truth(data.truth, lambda name: f"key-{name}"), data.texts["ru"].accept)
    return kind.shuffle("question", solution.truth, Random(1)), solution


def test_each_kind_has_a_name_a_label_and_a_template(kind):
    assert re.fullmatch(r"[a-z][a-z-]*", kind.name)
    assert len(kind.name) <= Question._meta.get_field("kind").max_length
    assert str(kind.label)
    assert get_template(kind.template)


@pytest.mark.parametrize("name", OURS)
def test_each_kind_of_ours_has_its_folder_and_stands_in_the_description_of_packages(name):
    folder = Path(courses.quizzes.__file__).parent / "kinds" / name
    assert type(KINDS[name]).__module__ == f"courses.quizzes.kinds.{name}"
    assert folder.is_dir()
    assert f"kind: {name}" in Path("docs/course-package.md").read_text()
    assert set(KINDS[name].package_flags) <= set(KINDS[name].package_fields)


def test_no_folder_of_a_kind_is_forgotten():
    folders = {file.parent.name for file in (Path(courses.quizzes.__file__).parent / "kinds").glob("*/__init__.py")}
    assert folders == set(OURS)


def test_the_example_of_each_kind_is_valid_and_one_without_truth_or_text_is_not(kind):
    assert validate_question(data_of(kind)) == []
    assert set(kind.example["truth"]) <= set(kind.package_fields)
    empty = QuestionData("example", "basics", kind.name, None, {}, {"ru": QuestionText(text="What?")})
    assert validate_question(empty)


def test_the_model_answer_of_each_kind_earns_all_and_a_blank_nothing(kind):
    drawn, solution = drawn_from(kind)
    answer = model_answer(drawn, solution)
    assert can_mark(kind.name, solution)
    assert not can_mark(kind.name, Solution({}))
    assert is_right(drawn, answer, solution)
    assert (credit(drawn, answer, solution), credit(drawn, "", solution)) == (1, 0)
    assert kind.answer_error(drawn, answer) == ""
    assert not kind.parse(drawn, "q1", QueryDict())
    assert len(drawn.options) == (len(kind.option_names(kind.example["truth"])) if kind.has_options else 0)


@pytest.mark.django_db
def test_a_question_of_each_kind_goes_from_the_editor_to_the_result(client, kind, enrolment, item, rules):
    client.force_login(with_role(UserFactory(), "trainers"))
    rows, typed = kind.example["rows"], kind.example["form"]
    course = enrolment.edition.course
    sent = form(course, **{"kind": kind.name, "topic": "new", **typed})
    sent |= {"options-TOTAL_FORMS": len(rows)}
    sent |= {f"options-{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()}
    response = client.post(f"{reverse(ADD)}?locale=ru", sent)
    assert response.status_code == 302, response.context["form"].errors
    stored = AnswerKey.objects.get(pk=Question.objects.get(topic="new", locale__language_code="ru").translation_key)
    assert kind.can_mark(Solution(stored.truth, kind.example["text"].get("accept", ())))

    rules(draw={"new": 1})
    attempt = services.start(enrolment=enrolment, item=item)
    answers = right_answers(attempt)
    client.force_login(enrolment.person)
    page = reverse("attempt", args=[attempt.pk])
    assert client.get(page).status_code == 200
    assert save(attempt, answers).given == answers
    client.post(reverse("submit-quiz", args=[attempt.pk]), dict(fields(attempt, answers).lists()))
    attempt.refresh_from_db()
    assert (attempt.drawn[0]["kind"], attempt.state, attempt.score) == (kind.name, "submitted", 100)
    (result,) = client.get(page).context["results"]
    assert result.right
    assert result.given
    assert result.answer


@pytest.mark.django_db
def test_questions_of_all_kinds_are_read_from_a_package(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    home()
    root = write_package(tmp_path / "small")
    bank, words = [], {}
    for kind in KINDS:
        bank.append({"key": f"of-{kind.name}", "topic": "all", "kind": kind.name, **kind.example["truth"]})
        texts = {name: _plain(value) for name, value in kind.example["text"].items()}
        words[f"of-{kind.name}"] = {"text": f"About {kind.name}?", "feedback": "Because.", **texts}
    for file, more in {"questions.yaml": bank, "ru/questions.yaml": words, "ky/questions.yaml": words}.items():
        path = root / file
        changed = yaml.safe_dump(more, allow_unicode=True)
        if file != "questions.yaml":
            changed = changed.replace("About", f"About ({file[:2]})")
        path.write_text(path.read_text().rstrip() + "\n" + changed)

    call_command("load_course", root, verbosity=0)

    (course,) = Course.objects.all()
    loaded = Question.objects.filter(course=course, topic="all", locale__language_code="ru")
    assert set(loaded.values_list("kind", flat=True)) == {*OURS, OWN_NAME}
    for question in loaded:
        stored = AnswerKey.objects.get(pk=question.translation_key)
        assert can_mark(question.kind, Solution(stored.truth, tuple(question.feedback.accepted)))


def _plain(value):
    if isinstance(value, dict):
        return {name: list(one) if isinstance(one, tuple) else one for name, one in value.items()}
    return list(value)


@pytest.mark.django_db
def test_part_of_the_credit_counts_in_the_score(enrolment, item, rules):
    course = enrolment.edition.course
    kind = KINDS[OWN_NAME]
    texts = {"ru": QuestionText(text="How many?", feedback="So many.")}
    save_bank(
        course=course,
        questions=[
            QuestionData(key, "half", kind.name, None, {"answer": 10, "tolerance": 0}, texts) for key in ("one", "two")
        ],
    )
    rules(draw={"half": 2}, pass_percent=80)
    attempt = services.start(enrolment=enrolment, item=item)
    submit(attempt, {1: "10", 2: "10.5"})
    attempt.refresh_from_db()
    assert (attempt.score, attempt.right, attempt.passed) == (75, [1], False)


@pytest.mark.django_db
def test_a_question_whose_kind_was_taken_away_again_is_asked_of_nobody(settings, learner, enrolment, item, rules):
    truth = {"answer": 10, "tolerance": 0}
    texts = {"ru": QuestionText(text="How many?", feedback="So many.")}
    data = QuestionData("one", "own", OWN_NAME, None, truth, texts)
    save_bank(course=enrolment.edition.course, questions=[data])
    rules(draw={"own": 1})
    attempt = services.start(enrolment=enrolment, item=item)

    settings.COURSES = {**site.COURSES, "QUESTION_KINDS": []}

    page = reverse("attempt", args=[attempt.pk])
    assert learner.get(page).status_code == 200
    submit(attempt, {1: "10"})
    assert Attempt.objects.get(pk=attempt.pk).state == "void"
    assert learner.get(page).status_code == 200
    with pytest.raises(services.AttemptNotAllowed):
        services.start(enrolment=enrolment, item=item)


@pytest.mark.django_db
def test_a_kind_that_a_site_adds_can_be_chosen_and_needs_no_migration():
    field = Question._meta.get_field("kind")
    assert (OWN_NAME, "an estimate") in kind_choices()
    assert field.clean(OWN_NAME, None) == OWN_NAME
    with pytest.raises(ValidationError):
        field.clean("no-such-kind", None)
    call_command("makemigrations", "courses", check=True, dry_run=True, verbosity=0)
    assert field.deconstruct()[3]["choices"] is kind_choices


def test_a_kind_of_a_name_that_is_taken_is_refused(settings):
    settings.COURSES = {**site.COURSES, "QUESTION_KINDS": ["courses.quizzes.kinds.number.Number"]}
    with pytest.raises(ImproperlyConfigured, match="'number' already"):
        KINDS.names()


def test_no_module_outside_asks_which_kind_a_question_is_of():
    names = "|".join(set(OURS) - {"text", "number"})  # which are names of fields too
    asked = re.compile(rf"""kind\s*(==|!=|in)\s*[\["'(]|["']({names})["']|(?<!Activity\.)\bKind\.[A-Z]""")
    package = Path(courses.quizzes.__file__).parent
    files = [*package.glob("*.py"), package.parent / "pages/package/questions.py"]
    found = [f"{file.name}: {line}" for file in files for line in file.read_text().splitlines() if asked.search(line)]
    assert [line for line in found if 'item.kind == "lesson"' not in line and 'item.kind == "quiz"' not in line] == []
