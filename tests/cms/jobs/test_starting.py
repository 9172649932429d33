"""A job is there once for its key while it is open; it is cancelled at once or between steps."""

import pytest
from django.db import IntegrityError
from django.utils.translation import override

from cms.jobs import kinds
from cms.jobs.models import Job
from cms.jobs.queue import claim
from cms.jobs.services import cancel, enqueue
from cms.jobs.worker import run_jobs
from tests.cms.jobs.conftest import Dig, dug
from tests.factories import administrator
from tests.gamification.mentors.racing import at_once, on_a_real_database

pytestmark = pytest.mark.django_db


def test_a_name_has_one_kind():
    with pytest.raises(ValueError, match="registered already"):
        kinds.register(Dig)


def test_what_nobody_knows_cannot_be_started(digger):
    with pytest.raises(ValueError, match="no kind"):
        enqueue(kind="tests.fly", by=digger, arguments={})


def test_the_same_asked_twice_is_one_job_while_it_is_open(dig):
    first, second = dig(1, 2), dig(1, 2)
    assert first == second
    assert run_jobs() == 1
    third = dig(1, 2)
    assert third != first
    assert Job.objects.count() == 2


def test_other_arguments_and_other_people_have_jobs_of_their_own(dig):
    jobs = {dig(1), dig(2), enqueue(kind="tests.dig", by=administrator(), arguments={"holes": [1]})}
    assert len(jobs) == 3


@pytest.mark.django_db(transaction=True)
def test_pressed_eight_times_at_once_it_is_one_job(digger, tmp_path):
    def press():
        return enqueue(kind="tests.dig", by=digger, arguments={"holes": [1]}).pk

    with on_a_real_database(tmp_path):
        found = at_once(*[press] * 8)
    assert len(set(found)) == 1, found


def test_the_database_refuses_a_second_open_one(dig):
    job = dig(1)
    with pytest.raises(IntegrityError):
        Job.objects.create(kind=job.kind, arguments={}, key=job.key, requested_by=job.requested_by, language="ky")


def test_an_end_without_a_time_is_refused(dig):
    with pytest.raises(IntegrityError):
        Job.objects.filter(pk=dig(1).pk).update(final_state=Job.State.DONE)


def test_cancelled_before_the_worker_has_it_nothing_is_done(dig):
    job = dig(1)
    assert cancel(job=job)
    assert run_jobs() == 0
    job.refresh_from_db()
    assert (job.state, dug(job)) == (Job.State.CANCELLED, [])
    assert not cancel(job=job)


def test_cancelled_while_a_worker_has_it_what_was_done_stays(dig, monkeypatch):
    job = dig(1, 2, 3)

    def dig_and_cancel(self, work):
        for hole in work.remaining([1, 2, 3]):
            with work.step() as step:
                step.add_line("dug", f"Hole {hole}")
                if hole == 2:
                    assert cancel(job=job)

    monkeypatch.setattr(Dig, "run", dig_and_cancel)
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.done, dug(job)) == (Job.State.CANCELLED, 2, ["Hole 1", "Hole 2"])


def test_a_job_of_a_worker_that_died_is_cancelled_at_the_next_turn(dig):
    job = dig(1)
    claim(Job.objects.all(), limit=1)
    assert cancel(job=job)
    job.refresh_from_db()
    assert job.state == Job.State.RUNNING  # perhaps it lives
    Job.objects.update(lease_expires_at=job.queued_at)
    run_jobs()
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
    assert dug(job) == []


def test_who_lost_the_right_meanwhile_has_nothing_done(dig, digger):
    with override("en"):
        job = dig(1)
    digger.groups.clear()
    type(digger).objects.filter(pk=digger.pk).update(is_superuser=False, is_staff=False)
    run_jobs()
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "may no longer" in job.message
    assert dug(job) == []
