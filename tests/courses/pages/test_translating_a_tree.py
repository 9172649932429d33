"""A whole course is made ready for translation by a job."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from cms.jobs.models import Job
from cms.jobs.worker import run_jobs
from tests.courses.pages.trees import published_course
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, settings):
    settings.STAFF_SECOND_FACTOR = False
    client.person = UserFactory(is_superuser=True, is_staff=True)
    client.force_login(client.person)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def submit(editor, page, **more):
    locale = Locale.objects.get(language_code="ky")
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    return editor.post(address, {"locales": [locale.pk], **more})


def in_kyrgyz():
    return Page.objects.filter(locale__language_code="ky", depth__gt=2).count()


def test_the_page_itself_is_ready_at_once_and_what_is_below_it_when_the_worker_has_been_there(editor):
    page = published_course()
    below = page.get_descendants().count()
    assert submit(editor, page, include_subtree="on").status_code == 302
    assert in_kyrgyz() == 1
    job = Job.objects.get()
    assert (job.requested_by, job.total, job.done) == (editor.person, below, 0)
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.done) == (Job.State.DONE, below)
    assert in_kyrgyz() == below + 1
    assert Translation.objects.count() == below + 1
    shown = editor.get(reverse("job", args=[job.pk])).content.decode()
    assert f"Ready for translation: {below}" in shown
    assert page.title in shown


def test_a_page_alone_needs_no_job(editor):
    submit(editor, published_course())
    assert not Job.objects.exists()


def test_a_page_that_was_deleted_meanwhile_stops_no_other(editor):
    page = published_course()
    submit(editor, page, include_subtree="on")
    job = Job.objects.get()
    job.arguments["below"].insert(0, 999_999)
    job.save()
    run_jobs()
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert job.lines.get(outcome="gone").text == "999999"
