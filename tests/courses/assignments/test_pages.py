import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.assignments.models import Submission, SubmissionFile
from courses.assignments.services import review, save_draft, send
from courses.learning.services import complete
from tests.cms.media.test_uploads import ODT, with_a_second_picture
from tests.factories import EnrolmentFactory, UserFactory
from tests.people import sign_in_with_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(enrolment):
    return f"/ru/courses/{enrolment.edition.course.code}/task-3/"


@pytest.fixture
def learner(client, enrolment):
    client.force_login(enrolment.person)
    return client


@pytest.fixture
def post(learner, at):
    def do(**data):
        return learner.post(f"{at}submit/", {"edit": 0, "text": "I asked.", **data})

    return do


def pdf(name="report.pdf", content=b"%PDF-1.7"):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def sent(enrolment, item):
    kept = save_draft(enrolment=enrolment, item=item, title="Ask", edit=0, text="I asked.")
    return send(draft=kept.draft)


def test_text_and_files_are_sent_and_the_page_says_that_they_wait(post, learner, at):
    assert post(send=1, attach=[pdf(), pdf("second.pdf")])["Location"] == at
    html = learner.get(at).content.decode()
    assert "version-sent" in html
    assert "report.pdf" in html
    assert "second.pdf" in html
    assert 'name="send"' not in html


def test_a_draft_is_kept_and_found_again(post, learner, at):
    post(keep=1, text="Half of it", attach=[pdf()])
    html = learner.get(at).content.decode()
    assert "Half of it" in html
    assert "report.pdf" in html
    assert 'name="edit" value="1"' in html


def test_nothing_at_all_is_not_sent(post):
    answer = post(send=1, text=" ")
    assert answer.status_code == 422
    assert not Submission.objects.filter(state="sent").exists()


def test_a_text_too_long_is_refused_and_neither_it_nor_the_file_is_lost(post):
    typed = "word " * 4001
    answer = post(send=1, text=typed, attach=[pdf()])
    html = answer.content.decode()
    assert answer.status_code == 422
    assert typed.strip() in html
    assert "report.pdf" in html
    assert "field-error" in html


def test_a_file_that_cannot_be_taken_is_named_and_the_others_stay(post):
    answer = post(send=1, attach=[pdf(), pdf("virus.pdf", b"MZ\x00")])
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "virus.pdf" in html
    assert SubmissionFile.objects.get().name == "report.pdf"
    assert "I asked." in html


@pytest.mark.parametrize("content", [ODT[:40] + b"\xff" * 20 + ODT[60:], b"\xff\xd8\xff\xe1 half a photograph"])
def test_a_file_that_no_decoder_understands_loses_no_text(post, content):
    answer = post(send=1, text="Ата-энелер менен сүйлөштүм.", attach=[pdf("IMG_1.jpg", content)])
    assert answer.status_code == 422
    assert "Ата-энелер менен сүйлөштүм." in answer.content.decode()


def test_a_phones_photograph_with_a_second_picture_is_attached(post, enrolment):
    post(send=1, text="Ооба", attach=[pdf("IMG_2.jpg", with_a_second_picture())])
    assert [file.name for file in enrolment.submissions.get().files.all()] == ["IMG_2.jpg"]


def test_a_file_too_large_says_so(post, settings):
    settings.COURSES = {"UPLOAD_MAX_BYTES": 10}
    assert post(send=1, attach=[pdf(content=b"%PDF-" + b"x" * 20)]).status_code == 422


def test_at_most_five_files(post):
    post(send=1, attach=[pdf(f"{n}.pdf") for n in range(7)])
    assert SubmissionFile.objects.count() == 5


def test_a_draft_from_another_window_is_shown_beside_what_was_typed(post, learner):
    post(keep=1, text="On the phone")
    html = post(send=1, text="In the old window").content.decode()
    assert "On the phone" in html
    assert "In the old window" in html
    assert 'name="edit" value="1"' in html
    assert not Submission.objects.filter(state="sent").exists()


def test_what_was_typed_after_another_window_has_sent_is_still_shown(post, sent):
    html = post(send=1, text="Typed too late").content.decode()
    assert "Typed too late" in html


def test_the_learner_reads_what_the_facilitator_said_and_may_send_again(learner, at, sent, trainer):
    review(submission=sent, by=trainer, accepted=False, comment="Say whom you asked.")
    html = learner.get(at).content.decode()
    assert "Say whom you asked." in html
    assert 'name="send"' in html
    assert html.index("I asked.") < html.index('name="send"')  # the form begins with what was returned


def test_continue_passes_by_what_waits(learner, at, sent, enrolment):
    evidence = {"lesson": "read", "quiz": "passed"}
    for other in enrolment.edition.items.exclude(slug="task-3"):
        complete(enrolment=enrolment, item=other, evidence=evidence[other.kind], by=enrolment.person)
    course = at.removesuffix("task-3/")
    assert learner.get(f"{course}continue/")["Location"] == course


def test_the_course_page_says_that_it_waits(learner, at, sent):
    html = learner.get(at.removesuffix("task-3/")).content.decode()
    reasons = html[html.index('class="reasons"') :]
    assert reasons.index("Task 3 ru") < reasons.index("Lesson 0 ru")


def test_a_file_is_for_its_sender_and_for_trainers_once_it_is_sent(post, learner, client, trainer):
    post(keep=1, attach=[pdf()])
    address = f"/ru/submissions/{SubmissionFile.objects.get().pk}/"
    answer = learner.get(address)
    assert answer["Content-Disposition"] == 'attachment; filename="report.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    sign_in_with_factor(client, trainer)
    assert client.get(address).status_code == 404
    Submission.objects.update(state="sent", sent_at="2026-01-01T00:00Z")
    assert client.get(address).status_code == 200
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404


def test_another_learner_s_files_cannot_be_taken_off(post, learner, enrolment, item):
    post(keep=1, attach=[pdf()])
    file = SubmissionFile.objects.get()
    other = EnrolmentFactory(edition=enrolment.edition, cohort=enrolment.cohort)
    learner.force_login(other.person)
    post(keep=1, remove=file.pk)
    assert SubmissionFile.objects.filter(pk=file.pk).exists()
