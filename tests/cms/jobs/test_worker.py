"""The worker's part: steps are done once, whoever dies; a turn ends; failures are told."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from cms.jobs import kinds, worker
from cms.jobs.models import Job
from cms.jobs.queue import claim
from cms.jobs.services import enqueue
from cms.jobs.worker import JobRun, LeaseLostError, run_jobs
from tests.cms.jobs.conftest import dug

pytestmark = pytest.mark.django_db


def holes():
    return get_user_model().objects.filter(email__endswith="@holes.example").count()


def claimed(seconds=60):
    """A worker's hold on the next job."""
    (job,) = claim(Job.objects.all(), limit=1, lease=timedelta(seconds=seconds))
    return JobRun(job, worker.time.monotonic() + 60)


def its_lease_is_over():
    Job.objects.update(lease_expires_at=timezone.now() - timedelta(seconds=1))


def again():
    """The pause after a failure is over."""
    its_lease_is_over()
    run_jobs()


def test_a_job_is_done_step_by_step_and_says_what_it_did(dig):
    job = dig(1, 2, 3)
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.done, job.percent) == (Job.State.DONE, 3, 100)
    assert dug(job) == ["Hole 1", "Hole 2", "Hole 3"]


def test_a_job_of_nothing_is_done_at_once(dig):
    job = dig()
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.percent) == (Job.State.DONE, None)


def test_after_a_kill_another_worker_goes_on_where_it_stopped(dig):
    job = dig(1, 2, 3)
    dead = claimed()
    with dead.step() as step:
        get_user_model().objects.create(email="1@holes.example")
        step.add_line("dug", "Hole 1")
    assert run_jobs() == 0  # it may still be alive
    its_lease_is_over()
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.done, holes()) == (Job.State.DONE, 3, 3)
    assert dug(job) == ["Hole 1", "Hole 2", "Hole 3"]


def test_a_worker_whose_job_was_taken_over_in_the_middle_of_a_step_leaves_nothing_of_it(dig):
    job = dig(1, 2)
    frozen = claimed()

    def dig_while_another_takes_over():
        with frozen.step() as step:
            get_user_model().objects.create(email="late@holes.example")
            step.add_line("dug", "Hole 1")
            Job.objects.update(lease_token=uuid4())

    with pytest.raises(LeaseLostError):
        dig_while_another_takes_over()
    job.refresh_from_db()
    assert (job.done, dug(job), holes()) == (0, [], 0)


def test_a_worker_that_wakes_too_late_begins_no_step(dig):
    job = dig(1, 2)
    frozen = claimed()
    its_lease_is_over()
    run_jobs()
    with pytest.raises(LeaseLostError), frozen.step():
        raise AssertionError("it must not begin")
    job.refresh_from_db()
    assert (job.state, dug(job)) == (Job.State.DONE, ["Hole 1", "Hole 2"])


def test_the_lease_is_renewed_with_every_step(dig):
    dig(1, 2)
    work = claimed(seconds=2)
    with work.step():
        pass
    assert Job.objects.get().lease_expires_at > timezone.now() + timedelta(seconds=30)


def test_a_step_that_fails_leaves_nothing_and_is_tried_again_three_times(dig):
    job = dig(1, 2, stone=2)
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.done, holes()) == (Job.State.WAITING, 1, 1)
    assert "a stone" in job.last_error
    assert run_jobs() == 0  # not before the pause is over
    again()
    again()
    job.refresh_from_db()
    assert (job.state, job.done, holes()) == (Job.State.FAILED, 1, 1)
    assert (bool(job.message), "a stone" in job.message, "a stone" in job.last_error) == (True, False, True)


def test_a_refusal_is_told_in_its_own_words_and_not_tried_again(dig):
    job = dig(1, 2, water=2)
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.done, job.message) == (Job.State.FAILED, 1, "Hole 2 is full of water.")


def test_a_job_that_kills_its_worker_each_time_is_given_up(dig):
    job = dig(1)
    for _time in range(worker.MAX_TRIES):
        claimed()
        its_lease_is_over()
    run_jobs()
    job.refresh_from_db()
    assert job.state == Job.State.FAILED


def test_at_the_end_of_its_turn_a_job_gives_itself_back_and_others_come_first(dig, monkeypatch):
    long, short = dig(1, 2, 3), dig(7)
    (turn,) = claim(Job.objects.filter(pk=long.pk), limit=1)
    worker._run_one(turn, until=0)
    long.refresh_from_db()
    assert (long.state, long.last_error) == (Job.State.WAITING, "")
    assert run_jobs(seconds=0) == 1
    short.refresh_from_db()
    long.refresh_from_db()
    assert (short.tries, long.tries) == (1, 1)
    run_jobs()
    assert set(Job.objects.values_list("final_state", flat=True)) == {Job.State.DONE}


def test_a_long_job_that_was_given_back_is_no_sign_of_a_dead_worker(dig):
    dig(1, 2)
    with claimed().step():
        pass
    assert Job.objects.get().tries == 1


def test_only_one_job_is_in_work_so_that_a_child_stays_free_for_other_ticks(dig):
    dig(1), dig(2)
    claimed()
    assert run_jobs() == 0


def test_a_kind_that_is_no_longer_installed_fails_with_a_sentence(dig, monkeypatch):
    job = dig(1)
    monkeypatch.delitem(kinds._kinds, "tests.dig")
    run_jobs()
    job.refresh_from_db()
    assert (job.state, bool(job.message)) == (Job.State.FAILED, True)


def test_a_file_that_is_not_whole_is_nowhere(digger, monkeypatch):
    job = enqueue(kind="tests.draw", by=digger, arguments={})
    monkeypatch.setattr(worker, "finish", lambda *args, **changes: False)
    run_jobs()
    job.refresh_from_db()
    assert job.file_path == ""


def test_sentences_are_in_the_language_of_who_asked(dig, monkeypatch, digger):
    from django.utils.translation import get_language, override

    heard = []
    monkeypatch.setattr(type(kinds.get_kind("tests.dig")), "run", lambda self, work: heard.append(get_language()))
    with override("ky"):
        dig(1)
    run_jobs()
    assert heard == ["ky"]
