import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from cms.media.uploads import Upload
from courses import signals
from courses.assignments.models import Review, Submission
from courses.assignments.services import NotOpenError, review, save_draft, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def keep(enrolment, item):
    def draft(text="I asked.", edit=0, **more):
        return save_draft(enrolment=enrolment, item=item, title="Ask", edit=edit, text=text, **more)

    return draft


def a_file(name="a.txt"):
    return Upload(ContentFile(b"x", name=name), name, "text/plain", 1)


def test_accepted_work_completes_the_task_on_the_word_of_the_facilitator(keep, enrolment, trainer):
    review(submission=send(draft=keep().draft), by=trainer, accepted=True, comment="")
    completion = enrolment.completions.get()
    assert (completion.evidence, completion.recorded_by, completion.minutes) == ("accepted", trainer, 40)


def test_returned_work_opens_the_next_version_and_keeps_the_first(keep, enrolment, trainer):
    review(submission=send(draft=keep("First").draft), by=trainer, accepted=False, comment="Say whom.")
    send(draft=keep("Second").draft)
    assert list(enrolment.submissions.order_by("version").values_list("version", "text", "state")) == [
        (1, "First", "returned"),
        (2, "Second", "sent"),
    ]
    assert not enrolment.completions.exists()


def test_a_draft_written_elsewhere_is_not_overwritten_and_the_file_is_kept(keep):
    keep("On the phone")
    kept = keep("In an old window", edit=0, uploads=[a_file()])
    assert not kept.written
    kept.draft.refresh_from_db()
    assert kept.draft.text == "On the phone"
    assert kept.draft.files.get().name == "a.txt"


def test_files_can_be_taken_off_again(keep):
    file = keep(uploads=[a_file()]).draft.files.get()
    assert not keep(edit=1, remove=[file.pk]).draft.files.exists()


def test_what_was_sent_cannot_be_changed_while_it_waits(keep):
    send(draft=keep().draft)
    with pytest.raises(NotOpenError):
        keep("Another")


def test_of_two_that_send_the_same_draft_one_wins(keep):
    draft = keep().draft
    send(draft=draft)
    with pytest.raises(NotOpenError):
        send(draft=draft)


def test_of_two_facilitators_the_first_decides(keep, trainer):
    sent = send(draft=keep().draft)
    review(submission=sent, by=trainer, accepted=True, comment="")
    with pytest.raises(NotOpenError):
        review(submission=sent, by=trainer, accepted=False, comment="No.")
    assert Review.objects.count() == 1


def test_nobody_reviews_her_own_work(keep, enrolment, trainer):
    sent = send(draft=keep().draft)
    enrolment.person.groups.set(trainer.groups.all())
    with pytest.raises(PermissionDenied):
        review(submission=sent, by=enrolment.person, accepted=True, comment="")


def test_a_learner_reviews_nothing(keep, enrolment):
    with pytest.raises(PermissionDenied):
        review(submission=send(draft=keep().draft), by=enrolment.person, accepted=True, comment="")


def test_only_tasks_for_a_facilitator_are_sent(enrolment):
    lesson = enrolment.edition.items.get(slug="lesson-0")
    with pytest.raises(PermissionDenied):
        save_draft(enrolment=enrolment, item=lesson, title="x", edit=0, text="x")


def test_both_facts_are_announced(keep, trainer):
    heard = []
    signals.submission_sent.connect(lambda **facts: heard.append(facts["submission"].state), weak=False)
    signals.submission_reviewed.connect(lambda **facts: heard.append(facts["review"].accepted), weak=False)
    review(submission=send(draft=keep().draft), by=trainer, accepted=True, comment="")
    assert heard == ["sent", True]


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": 1, "state": "returned"},  # the same version twice
        {"version": 2, "state": "draft", "sent_at": None},  # a second one while the first waits
        {"version": 2, "state": "returned", "sent_at": None},  # returned, but never sent
    ],
)
def test_the_database_refuses_what_must_not_be(keep, wrong):
    sent = send(draft=keep().draft)
    row = {"sent_at": sent.sent_at, "enrolment": sent.enrolment, "activity": sent.activity, **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.create(**row)


def test_the_database_refuses_to_return_without_a_comment(keep, trainer):
    sent = send(draft=keep().draft)
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(submission=sent, reviewer=trainer, accepted=False)
