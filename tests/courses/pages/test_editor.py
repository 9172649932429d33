"""The editor, as a trainer meets it."""

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Workflow, WorkflowPage
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.jobs.models import Job
from cms.jobs.worker import run_jobs
from courses.learning.services import complete, enrol_in_open_cohort
from courses.syllabus.models import Edition
from courses.syllabus.queries import outline
from tests.courses.pages.trees import draft_course, part, published_course, republish
from tests.factories import EnrolmentFactory, UserFactory
from tests.people import group_of, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer(client, settings):
    settings.STAFF_SECOND_FACTOR = False
    person = UserFactory(language="en")
    with_role(person, "trainers")
    client.force_login(person)
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        yield person


def form_of(page, **fields):
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "summary": page.summary,
            "description": rich_text(page.description),
            "hours": page.hours,
            "minutes_per_hour": page.minutes_per_hour,
            "practice_percent": page.practice_percent,
            "issue": page.issue,
            "valid_months": page.valid_months,
            "certificate_language": page.certificate_language,
            "certificate_language_2": "",
            "comments": inline_formset([]),
            **fields,
        }
    )


def edit(client, page, **fields):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, **fields), follow=True)


def test_publishing_below_the_promise_is_refused_in_the_form(client, trainer):
    page = draft_course()
    answer = edit(client, page, hours=2, **{"action-publish": "1"})
    assert "Minutes missing: 60." in answer.content.decode()
    assert not Edition.objects.exists()


def test_a_draft_below_the_promise_is_saved(client, trainer):
    page = draft_course()
    edit(client, page, hours=2)
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().hours == 2


def test_a_title_that_cannot_be_printed_is_refused_at_its_field_in_a_draft_too(client, trainer):
    page = draft_course()
    answer = edit(client, page, title="Курс 😀\u200b")
    errors = answer.context["form"].errors
    assert errors["title"] == [
        "There are letters that cannot be printed: “😀” (U+1F600), U+200B. Please write it without them."
    ]
    assert page.get_latest_revision_as_object().title == "Курс"


def test_publishing_in_the_editor_makes_an_edition_in_the_trainers_name(client, trainer):
    page = draft_course()
    edit(client, page, **{"action-publish": "1"})
    assert Edition.objects.get().published_by == trainer


def test_the_panel_sums_modules_and_says_what_is_missing(client, trainer):
    page = draft_course(hours=2)
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Published: 60 minutes, 66.7 % of them practice." in " ".join(shown.split())
    assert "Minutes missing: 60." in shown


def test_a_refused_approval_is_told_and_the_workflow_stays_open(client, trainer):
    page = draft_course(hours=2)
    workflow = Workflow.objects.get()
    WorkflowPage.objects.get_or_create(workflow=workflow, page=page)
    task = workflow.tasks.get().specific
    task.groups.add(group_of("trainers"))
    state = workflow.start(page, trainer)
    form = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    answer = edit(client, page, hours=2, **form)
    state.refresh_from_db()
    page.refresh_from_db()
    assert state.status == "in_progress"
    assert not page.live
    assert "Minutes missing: 60." in answer.content.decode()


def test_withdrawing_a_page_in_use_is_refused_with_a_message(client, trainer):
    page = published_course()
    enrol_in_open_cohort(person=UserFactory(), course=page.course, language="ru")
    answer = client.post(reverse("wagtailadmin_pages:unpublish", args=[part(page, "lesson").pk]), follow=True)
    assert "cannot be withdrawn" in answer.content.decode()
    assert part(page, "lesson").live


def test_deleting_a_page_in_use_is_refused_with_a_message(client, trainer):
    page = published_course()
    enrol_in_open_cohort(person=UserFactory(), course=page.course, language="ru")
    answer = client.post(reverse("wagtailadmin_pages:delete", args=[part(page, "lesson").pk]), follow=True)
    assert "cannot be withdrawn" in answer.content.decode()
    assert part(page, "lesson").live


@pytest.fixture
def two_editions():
    """A learner who has done the lesson of an edition whose successor asks for a longer task and one more lesson."""
    page = published_course()
    learner = enrol_in_open_cohort(person=UserFactory(last_name="Мамытова"), course=page.course, language="ru")
    complete(enrolment=learner, item=outline(learner.edition_id)[0], evidence="read", by=learner.person)
    republish(part(page, "lesson"), retired=True)
    republish(part(page, "task"), minutes=60)
    return republish(page), learner


def test_the_trainer_sees_what_a_move_changes_for_whom(client, trainer, two_editions):
    page, _learner = two_editions
    shown = client.get(reverse("courses_upgrade_learners", args=[page.pk])).content.decode()
    assert "Мамытова" in shown
    assert "No longer needed" in shown
    assert "40 → 60 min" in shown
    assert "33 %" in shown


def test_moving_takes_the_learners_to_the_newest_edition_and_keeps_what_they_did(client, trainer, two_editions):
    page, learner = two_editions
    old, new = Edition.objects.order_by("number")
    address, asked = reverse("courses_upgrade_learners", args=[page.pk]), {"source": old.pk, "target": new.pk}
    job = client.post(address, asked).url
    assert client.post(address, asked).url == job
    run_jobs()
    learner.refresh_from_db()
    assert learner.edition == new
    assert learner.completions.count() == 1
    assert "1 of 1" in client.get(job).content.decode()


def test_many_are_moved_some_at_a_time_and_shown_a_page_at_a_time(client, trainer, two_editions, monkeypatch):
    monkeypatch.setattr("courses.pages.jobs.EACH", 2)
    monkeypatch.setattr("courses.pages.views.edition_upgrade.PER_PAGE", 2)
    page, learner = two_editions
    old, new = Edition.objects.order_by("number")
    for _person in range(4):
        EnrolmentFactory(edition=old, cohort=learner.cohort)
    address = reverse("courses_upgrade_learners", args=[page.pk])
    shown = client.get(address).content.decode()
    assert "1–2 of 5" in shown
    assert "Move 5 learners" in shown
    assert "5–5 of 5" in client.get(address, {"p": 3}).content.decode()
    client.post(address, {"source": old.pk, "target": new.pk})
    run_jobs()
    assert new.enrolments.count() == 5
    assert Job.objects.get().done == 5


def test_a_move_that_is_not_the_one_shown_has_no_effect(client, trainer, two_editions):
    page, learner = two_editions
    old, new = Edition.objects.order_by("number")
    for source, target in [(new.pk, old.pk), (old.pk, old.pk), (999, new.pk), ("x", "")]:
        client.post(reverse("courses_upgrade_learners", args=[page.pk]), {"source": source, "target": target})
    learner.refresh_from_db()
    assert learner.edition == old


def test_a_learner_may_not_move_learners(client, two_editions):
    page, _learner = two_editions
    client.force_login(UserFactory())
    assert client.get(reverse("courses_upgrade_learners", args=[page.pk])).status_code in (302, 403)


def test_the_draft_is_shown_in_our_look(client, trainer):
    page = draft_course()
    lesson = part(page, "lesson")
    blocks = streamfield([("key", {"text": rich_text("<p>Remember this.</p>")})])
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[lesson.pk])
    form = {"title": "Draft", "slug": "lesson", "minutes": 20, "body": blocks, "comments": inline_formset([])}
    assert client.post(url, nested_form_data(form)).json()["is_valid"]
    shown = client.get(url).content.decode()
    assert "Remember this." in shown
    assert 'class="block block-key' in shown
