"""The pages of a job: progress, end, result, and nobody else's."""

from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.jobs.models import Job
from cms.jobs.queue import claim, release
from cms.jobs.services import enqueue, expire
from cms.jobs.worker import JobRun, run_jobs
from tests.factories import UserFactory, administrator

pytestmark = pytest.mark.django_db


def page(client, job, **query):
    return client.get(reverse("job", args=[job.pk], query=query))


def text(client, job, **query):
    return page(client, job, **query).content.decode()


@pytest.fixture
def drawn(digger):
    job = enqueue(kind="tests.draw", by=digger, arguments={})
    run_jobs()
    job.refresh_from_db()
    return job


def test_the_page_says_how_far_it_is_and_loads_itself_again_until_the_end(client, dig):
    job = dig(1, 2, 3, 4)
    response = page(client, job)
    assert "Waits for the worker" in response.content.decode()
    assert response["Refresh"] == "3"
    (held,) = claim(Job.objects.all(), limit=1)
    with JobRun(held, float("inf")).step() as step:
        step.add_line("dug", "Hole 1", detail="deep", link="/holes/")
    shown = text(client, job)
    assert "In work, 25 %" in shown
    assert '<progress value="1"' in shown
    release(held, last_error="", after=timedelta(0))
    run_jobs()
    ended = page(client, job)
    assert "Refresh" not in ended
    assert "Finished" in ended.content.decode()
    assert "Dug: 4" in ended.content.decode()
    assert '<a href="/holes/">Hole 1</a>' in ended.content.decode()


def test_a_reader_may_let_the_page_stand_still(client, dig):
    response = page(client, dig(1), still="")
    assert "Refresh" not in response
    assert "does not load itself again" in response.content.decode()


def test_a_worker_that_is_away_is_told(client, dig):
    job = dig(1)
    assert "does not answer" not in text(client, job)
    Job.objects.update(queued_at=timezone.now() - timedelta(seconds=31))
    assert "does not answer" in text(client, job)
    claim(Job.objects.all(), limit=1)
    assert "does not answer" not in text(client, job)


def test_a_worker_that_has_another_job_in_work_is_not_away(client, dig):
    job, _other = dig(1), dig(2)
    Job.objects.update(queued_at=timezone.now() - timedelta(seconds=31))
    claim(Job.objects.exclude(pk=job.pk), limit=1)
    assert "does not answer" not in text(client, job)


def test_a_failure_is_told_in_plain_words(client, dig):
    with override("en"):
        job = dig(1, stone=1)
    run_jobs()
    shown = text(client, job)
    assert "An error on our side stopped it" in shown
    assert "a stone" not in shown
    for _time in range(2):
        Job.objects.update(lease_expires_at=timezone.now())
        run_jobs()
    assert "could not be finished" in text(client, job)


def test_a_press_cancels_and_a_second_one_is_told_that_it_ended(client, dig):
    job = dig(1)
    address = reverse("job-cancel", args=[job.pk])
    assert client.post(address).url == reverse("job", args=[job.pk])
    assert "What was done before it was cancelled stays." in text(client, job)
    assert "It had ended already." in client.post(address, follow=True).content.decode()


def test_the_list_leads_back_to_ones_own(client, dig):
    job, other = dig(1), enqueue(kind="tests.dig", by=administrator(), arguments={"holes": [1]})
    shown = client.get(reverse("jobs")).content.decode()
    assert reverse("job", args=[job.pk]) in shown
    assert reverse("job", args=[other.pk]) not in shown


def test_an_empty_list_says_so(client, digger):
    assert "You have asked for nothing" in client.get(reverse("jobs")).content.decode()


def test_the_result_is_opened_again_days_later_with_its_file(client, drawn):
    Job.objects.update(finished_at=timezone.now() - timedelta(days=6))
    expire()
    assert "Download map.txt" in text(client, drawn)
    response = client.get(reverse("job-file", args=[drawn.pk]))
    assert b"".join(response.streaming_content) == b"a map"
    assert "no-store" in response["Cache-Control"]
    assert 'filename="map.txt"' in response["Content-Disposition"]


def test_the_file_is_deleted_after_its_days_and_the_page_says_so(client, drawn):
    Job.objects.update(finished_at=timezone.now() - timedelta(days=7, seconds=1))
    assert expire() == 1
    assert not storages["private"].exists(drawn.file_path)
    assert "The file was deleted" in text(client, drawn)
    assert client.get(reverse("job-file", args=[drawn.pk]), follow=True).status_code == 404
    assert expire() == 0


def test_the_job_itself_is_deleted_after_its_days(client, drawn):
    Job.objects.update(finished_at=timezone.now() - timedelta(days=90, seconds=1))
    expire()
    assert not Job.objects.exists()
    assert client.get(reverse("job", args=[drawn.pk]), follow=True).status_code == 404


def test_what_is_open_never_expires(dig):
    dig(1)
    Job.objects.update(queued_at=timezone.now() - timedelta(days=1000))
    assert expire() == 0


@pytest.mark.parametrize("name", ["job", "job-file"])
def test_nobody_else_reads_a_job_or_its_file(client, drawn, name):
    client.force_login(administrator())
    assert client.get(reverse(name, args=[drawn.pk]), follow=True).status_code == 404
    assert client.post(reverse("job-cancel", args=[drawn.pk]), follow=True).status_code == 404


@pytest.mark.parametrize("name", ["job", "job-file"])
def test_who_lost_the_right_does_not_read_it_any_more(client, drawn, digger, monkeypatch, name):
    from cms.jobs import kinds

    monkeypatch.setattr(type(kinds.get_kind("tests.draw")), "action", "tests.nobody")
    assert client.get(reverse(name, args=[drawn.pk])).status_code in (302, 403)


def test_a_learner_has_no_such_pages(client, drawn):
    client.force_login(UserFactory())
    assert client.get(reverse("jobs")).status_code == 403


def test_a_file_that_was_lost_is_not_found(client, drawn):
    storages["private"].delete(drawn.file_path)
    assert client.get(reverse("job-file", args=[drawn.pk]), follow=True).status_code == 404
