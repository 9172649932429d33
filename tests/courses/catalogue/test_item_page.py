import re

import pytest

from courses.learning.models import Completion, Reflection
from courses.learning.notes import mark
from courses.syllabus.queries import outline
from tests.courses.catalogue.tree import publish
from tests.factories import EnrolmentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    return EnrolmentFactory(edition=publish(languages=("ru", "ky")))


@pytest.fixture
def at(enrolment):
    code = enrolment.edition.course.code
    return lambda path, language="ru": f"/{language}/courses/{code}/{path}"


@pytest.fixture
def learner(client, enrolment):
    client.force_login(enrolment.person)
    return client


def test_a_visitor_reads_a_lesson_and_is_not_offered_to_record(client, at):
    html = client.get(at("lesson-0/")).content.decode()
    assert "Read this." in html
    assert 'data-do="complete"' not in html
    assert 'data-do="enrol"' in html
    assert "csrfmiddlewaretoken" not in html


def test_a_lesson_tells_its_place_and_its_neighbours(learner, at):
    html = learner.get(at("lesson-1/")).content.decode()
    assert 'rel="prev" href="' + at("lesson-0/") in html
    assert 'rel="next" href="' + at("quiz-2/") in html


def test_done_records_that_it_was_read_and_leads_on(learner, at, enrolment):
    answer = learner.post(at("lesson-0/complete/"))
    assert answer["Location"] == at("lesson-1/")
    assert enrolment.completions.get().evidence == "read"


def test_done_out_of_order_leads_on_and_at_the_end_back_to_what_is_missing(learner, at):
    answer = learner.post(at("task-3/complete/"), {"note": "I asked."}, follow=True)
    assert answer.redirect_chain[-1][0] == at("lesson-0/")


def test_a_task_is_done_with_a_note_and_the_note_can_be_corrected(learner, at, enrolment):
    for note in ("I asked.", "I asked two."):
        learner.post(at("task-3/complete/"), {"note": note})
    assert list(enrolment.completions.order_by("revision").values_list("note", "evidence")) == [
        ("I asked.", "self-reported"),
        ("I asked two.", "self-reported"),
    ]
    assert "I asked two." in learner.get(at("task-3/")).content.decode()


@pytest.mark.parametrize("note", ["", "x" * 5001])
def test_a_task_refused_keeps_what_was_typed(learner, at, enrolment, note):
    answer = learner.post(at("task-3/complete/"), {"note": note})
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert note in answer.content.decode()
    assert not enrolment.completions.exists()


def test_a_quiz_cannot_be_ticked_by_oneself(learner, at, enrolment):
    assert learner.post(at("quiz-2/complete/")).status_code == 403
    assert not enrolment.completions.exists()


def test_a_task_for_a_facilitator_cannot_be_ticked_by_oneself(learner, at, enrolment):
    enrolment.edition.items.filter(slug="task-3").update(check_by="facilitator")
    assert learner.post(at("task-3/complete/"), {"note": "Done."}).status_code == 403
    assert not enrolment.completions.exists()


def test_who_is_not_enrolled_records_nothing(client, at):
    client.force_login(UserFactory())
    assert client.post(at("lesson-0/complete/")).status_code == 404
    assert not Completion.objects.exists()


def test_a_note_is_kept_in_every_language_and_shown_to_its_writer_alone(learner, at):
    learner.post(at("lesson-0/notes/", "ky"), {"note-r1": "My own words"})
    assert "My own words" in learner.get(at("lesson-0/")).content.decode()
    first = Reflection.objects.get().enrolment
    other = EnrolmentFactory(edition=first.edition, cohort=first.cohort)
    learner.force_login(other.person)
    assert "My own words" not in learner.get(at("lesson-0/")).content.decode()


@pytest.mark.parametrize("form", ["notes", "complete"])
def test_a_note_too_long_says_so_at_its_field_and_is_not_lost(learner, at, enrolment, form):
    typed = "note " * 1001
    answer = learner.post(at(f"lesson-0/{form}/"), {"note-r1": typed})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert typed.strip() in html
    assert html.index("field-error") > html.index('id="note-r1"')
    assert not Reflection.objects.exists()
    assert not enrolment.completions.exists()


@pytest.mark.parametrize(("path", "sent"), [("lesson-0/complete/", {}), ("task-3/complete/", {"note": "I asked."})])
def test_a_note_that_nobody_saved_is_kept_with_done(learner, at, path, sent):
    learner.post(at(path), {"note-r1": "Not saved yet", **sent})
    assert Reflection.objects.get().text == "Not saved yet"


def test_a_note_is_kept_also_when_the_report_beside_it_is_refused(learner, at):
    learner.post(at("task-3/complete/"), {"note-r1": "Not saved yet", "note": ""})
    assert Reflection.objects.get().text == "Not saved yet"


def test_an_old_window_neither_erases_nor_replaces_a_newer_note(learner, at):
    shown = {"seen-r1": mark("")}
    learner.post(at("lesson-0/notes/"), {"note-r1": "On the phone", **shown})
    learner.post(at("lesson-0/complete/"), {"note-r1": "", **shown})
    assert Reflection.objects.get().text == "On the phone"
    learner.post(at("lesson-0/notes/"), {"note-r1": "On the computer", **shown})
    assert Reflection.objects.get().text == "On the phone\n\nOn the computer"


def test_an_old_window_makes_a_note_no_longer_than_a_note_may_be(learner, at):
    shown, half = {"seen-r1": mark("")}, "ө" * 3000
    learner.post(at("lesson-0/notes/"), {"note-r1": half, **shown})
    answer = learner.post(at("lesson-0/notes/"), {"note-r1": "ү" * 3000, **shown})
    html = answer.content.decode()
    assert "field-error" in html
    assert f"{half}\n\n{'ү' * 3000}" in html
    assert Reflection.objects.get().text == half
    again = {"note-r1": "shortened", "seen-r1": re.search(r'name="seen-r1" value="(\w+)"', html)[1]}
    learner.post(at("lesson-0/notes/"), again)
    assert Reflection.objects.get().text == "shortened"


@pytest.mark.parametrize(("more", "kept"), [("", True), ("x", False)])
def test_a_line_break_counts_once_as_in_the_browser(learner, at, more, kept):
    typed = "a\r\nөө." * 1000 + more  # as the browser sends it: five characters for its own count
    learner.post(at("task-3/complete/"), {"note": typed, "note-r1": typed})
    assert Reflection.objects.exists() == kept
    assert Completion.objects.exists() == kept


def test_a_note_can_be_changed_and_emptied(learner, at):
    learner.post(at("lesson-0/notes/"), {"note-r1": "First", "seen-r1": mark("")})
    learner.post(at("lesson-0/notes/"), {"note-r1": "", "seen-r1": mark("First")})
    assert Reflection.objects.get().text == ""


def test_a_note_belongs_to_a_reflection_of_the_lesson(learner, at):
    learner.post(at("lesson-0/notes/"), {"note-c1": "x"})
    assert not Reflection.objects.exists()


@pytest.mark.parametrize("slug", ["lesson-0", "quiz-2", "task-3"])
def test_every_note_belongs_to_a_form_of_its_page(learner, at, slug):
    html = learner.get(at(f"{slug}/")).content.decode()
    assert html.count('form="own" name="note-r1"') == 1
    assert html.count('<form id="own"') == 1


@pytest.mark.parametrize("address", ["lesson-0/complete/", "lesson-0/notes/"])
def test_the_address_of_a_form_leads_to_its_page(learner, at, address):
    assert learner.get(at(address))["Location"] == at("lesson-0/")


def test_a_slug_that_the_edition_does_not_have_is_not_there(learner, at):
    assert learner.get(at("nothing/")).status_code == 404


def test_a_corrected_word_shows_at_once(client, at, enrolment, settings, django_capture_on_commit_callbacks):
    from courses.pages.models import LessonPage

    settings.CONTENT_CACHE = True
    assert "Lesson 0 ru" in client.get(at("lesson-0/")).content.decode()
    page = LessonPage.objects.get(slug="lesson-0", locale__language_code="ru")
    page.title = "A better title"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert "A better title" in client.get(at("lesson-0/")).content.decode()
    assert outline(enrolment.edition_id)[0].slug == "lesson-0"
