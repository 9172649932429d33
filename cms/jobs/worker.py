"""The worker's side of jobs: claim a job, run a part of it, keep the lease meanwhile, and store how it ended.

A job runs for a slice of time and is released, so that the others have their turn. Only one runs at a time: the other
child of the worker stays free for messages and certificates.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.access.policy import can
from cms.jobs.files import delete_files, store
from cms.jobs.kinds import ResultFile, get_kind
from cms.jobs.models import Job, JobLine
from cms.jobs.queue import claim, finish, release, renew_lease

log = logging.getLogger(__name__)
T = TypeVar("T")
LEASE = timedelta(minutes=1)
SLICE_SECONDS = 20.0  # seconds
MAX_TRIES = 3  # without getting any further
TURN_ORDER = (F("lease_expires_at").asc(nulls_first=True), "pk")  # new jobs first, then the one that has waited longest


class SliceOverError(Exception):
    """Raised when the time slice of this turn is over."""


class CancelledError(Exception):
    """Raised when the job was cancelled by the person who started it."""


class LeaseLostError(Exception):
    """Raised when another worker has taken the job over: nothing more may be written."""


class JobRun:
    """A claimed job while a worker runs it. A kind of job reads `arguments` and works in steps."""

    def __init__(self, job: Job, until: float) -> None:
        self.job, self.until = job, until

    @property
    def arguments(self) -> dict[str, Any]:
        """Return what was requested."""
        found: dict[str, Any] = self.job.arguments
        return found

    def remaining(self, things: Sequence[T]) -> Sequence[T]:
        """Return the things not done yet. They are done one a step, and their order must never change."""
        return things[self.job.done :]

    @contextmanager
    def step(self) -> Iterator["Step"]:
        """Run a part of the work in one transaction with its lines and its progress: all are stored, or nothing.

        After a kill the next worker goes on at the same step; without the lease nothing is changed.
        """
        self._check(time.monotonic() >= self.until)
        step = Step(self.job)
        with transaction.atomic():
            yield step
            JobLine.objects.bulk_create(step.lines)
            self._renew(done=self.job.done + step.count, tries=1)
        self.job.done, self.job.tries = self.job.done + step.count, 1

    def set_progress(self, done: int) -> None:
        """Store the progress of work that begins anew after a kill (a file): it is not split into turns."""
        self._check(False)
        self._renew(done=done)
        self.job.done = done

    def _check(self, is_over: bool) -> None:
        held = Job.objects.filter(pk=self.job.pk, lease_token=self.job.lease_token, finished_at=None)
        asked = held.values_list("cancel_requested_at", flat=True)
        if not asked:
            raise LeaseLostError
        if asked[0]:
            raise CancelledError
        if is_over:
            raise SliceOverError

    def _renew(self, **changes: Any) -> None:
        if not renew_lease(self.job, lease=LEASE, **changes):
            raise LeaseLostError


class Step:
    """The result of one step. `count` is added to the progress of the job."""

    def __init__(self, job: Job) -> None:
        self.job, self.count = job, 1
        self.lines: list[JobLine] = []

    def add_line(self, outcome: str, text: str, *, detail: str = "", link: str = "") -> None:
        """Add a line to the page of the result."""
        self.lines.append(JobLine(job=self.job, outcome=outcome, text=text[:300], detail=detail, link=link))


def run_jobs(*, seconds: float = SLICE_SECONDS) -> int:
    """Run jobs for about `seconds`; return how many had a turn."""
    until, turns = time.monotonic() + seconds, 0
    while not turns or time.monotonic() < until:
        claimed = [] if _is_another_running() else claim(Job.objects.all(), limit=1, lease=LEASE, order=TURN_ORDER)
        if not claimed:
            break
        _run_one(claimed[0], until)
        turns += 1
    return turns


def _is_another_running() -> bool:
    return Job.objects.filter(finished_at=None, lease_token__isnull=False, lease_expires_at__gt=timezone.now()).exists()


def _run_one(job: Job, until: float) -> None:
    try:
        with translation.override(job.language):
            result = _run(job, until)
            if result:
                _finish_with(job, result)
            else:
                finish(job, final_state=Job.State.DONE, done=job.total or job.done)
    except SliceOverError:
        release(job, last_error="", after=timedelta(0))
    except CancelledError:
        finish(job, final_state=Job.State.CANCELLED)
    except LeaseLostError:
        log.warning("%s was taken over by another worker", job)
    except ValidationError as refusal:
        finish(job, final_state=Job.State.FAILED, message=" ".join(refusal.messages))
    except Exception as error:  # one bad job must not stop the others
        log.exception("%s failed", job)
        _fail(job, f"{type(error).__name__}: {error}")


def _run(job: Job, until: float) -> ResultFile | None:
    kind = get_kind(job.kind)
    if kind is None:
        raise ValidationError(_("This site no longer knows how to do this."))
    if not can(job.requested_by, kind.action):
        raise ValidationError(_("Who asked for it may no longer do this."))
    if job.tries > MAX_TRIES:  # the worker itself died of it each time
        raise ValidationError(_("It could not be finished: an error on our side stopped it every time."))
    return kind.run(JobRun(job, until))


def _finish_with(job: Job, result: ResultFile) -> None:
    path = store(job, result)
    if not finish(job, final_state=Job.State.DONE, done=job.total or job.done, file_path=path, file_name=result.name):
        raise LeaseLostError


def _fail(job: Job, last_error: str) -> None:
    """Release the job with growing pauses; after the last try, finish it as failed."""
    if job.tries < MAX_TRIES:
        release(job, last_error=last_error, after=timedelta(minutes=2**job.tries))
        return
    with translation.override(job.language):
        sentence = _("It could not be finished: an error on our side stopped it every time.")
    finish(job, final_state=Job.State.FAILED, message=sentence, last_error=last_error[:2000])
    delete_files(job)
