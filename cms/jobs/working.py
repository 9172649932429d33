"""The worker's side: claim a job, do a part of it, keep the lease meanwhile, and say how it ended.

A job works for a slice of time and gives itself back, so that the others have their turn. Only one is in work at a
time: the other child of the worker stays free for the ticks of letters and certificates.
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
from cms.jobs.kinds import ResultFile, find
from cms.jobs.models import Job, JobLine
from cms.work.services import claim, finish, put_back, renew

log = logging.getLogger(__name__)
T = TypeVar("T")
LEASE = timedelta(minutes=1)
SLICE = 20.0  # seconds
MOST_TRIES = 3  # without getting any further
TURN = (F("claimed_until_at").asc(nulls_first=True), "pk")  # a new one first, then who has waited longest


class SliceOverError(Exception):
    """The time of this turn is over."""


class CancelledError(Exception):
    """Who asked for the job does not want it any more."""


class LeaseLostError(Exception):
    """Another worker has taken the job over: nothing more may be written."""


class Work:
    """A claimed job in the hands of a worker. Kinds read `arguments` and work in steps."""

    def __init__(self, job: Job, until: float) -> None:
        self.job, self.until = job, until

    @property
    def arguments(self) -> dict[str, Any]:
        """What was asked for."""
        found: dict[str, Any] = self.job.arguments
        return found

    def rest(self, things: Sequence[T]) -> Sequence[T]:
        """What is left of the things that are done one a step, in an order that never changes."""
        return things[self.job.done :]

    @contextmanager
    def step(self) -> Iterator["Step"]:
        """A part of the work in one transaction with its lines and with how far it went: all are stored, or nothing.

        So a killed worker's successor goes on at the very step, and who has lost the lease changes nothing.
        """
        self._look(time.monotonic() >= self.until)
        step = Step(self.job)
        with transaction.atomic():
            yield step
            JobLine.objects.bulk_create(step.lines)
            self._renew(done=self.job.done + step.count, tries=1)
        self.job.done, self.job.tries = self.job.done + step.count, 1

    def report(self, done: int) -> None:
        """Say how far work is that cannot go on elsewhere (a file, which is begun anew): it gets no other turn."""
        self._look(False)
        self._renew(done=done)
        self.job.done = done

    def _look(self, is_over: bool) -> None:
        held = Job.objects.filter(pk=self.job.pk, claimed_by=self.job.claimed_by, finished_at=None)
        asked = held.values_list("cancel_asked_at", flat=True)
        if not asked:
            raise LeaseLostError
        if asked[0]:
            raise CancelledError
        if is_over:
            raise SliceOverError

    def _renew(self, **changes: Any) -> None:
        if not renew(self.job, lease=LEASE, **changes):
            raise LeaseLostError


class Step:
    """What one step came to. `count` says by how much it brings the job on."""

    def __init__(self, job: Job) -> None:
        self.job, self.count = job, 1
        self.lines: list[JobLine] = []

    def tell(self, outcome: str, text: str, *, detail: str = "", link: str = "") -> None:
        """A line for the page of the result."""
        self.lines.append(JobLine(job=self.job, outcome=outcome, text=text[:300], detail=detail, link=link))


def process(*, seconds: float = SLICE) -> int:
    """Work on what waits for about so long; how many jobs had a turn."""
    until, turns = time.monotonic() + seconds, 0
    while not turns or time.monotonic() < until:
        claimed = [] if _one_is_in_work() else claim(Job.objects.all(), limit=1, lease=LEASE, order=TURN)
        if not claimed:
            break
        _work_on(claimed[0], until)
        turns += 1
    return turns


def _one_is_in_work() -> bool:
    return Job.objects.filter(finished_at=None, claimed_by__isnull=False, claimed_until_at__gt=timezone.now()).exists()


def _work_on(job: Job, until: float) -> None:
    try:
        with translation.override(job.language):
            result = _run(job, until)
            if result:
                _finish_with(job, result)
            else:
                finish(job, end=Job.State.DONE, done=job.total or job.done)
    except SliceOverError:
        put_back(job, failure="", after=timedelta(0))
    except CancelledError:
        finish(job, end=Job.State.CANCELLED)
    except LeaseLostError:
        log.warning("%s was taken over by another worker", job)
    except ValidationError as refusal:
        finish(job, end=Job.State.FAILED, sentence=" ".join(refusal.messages))
    except Exception as error:  # one bad job must not stop the others
        log.exception("%s failed", job)
        _fail(job, f"{type(error).__name__}: {error}")


def _run(job: Job, until: float) -> ResultFile | None:
    kind = find(job.kind)
    if kind is None:
        raise ValidationError(_("This site no longer knows how to do this."))
    if not can(job.asked_by, kind.action):
        raise ValidationError(_("Who asked for it may no longer do this."))
    if job.tries > MOST_TRIES:  # the worker itself died of it each time
        raise ValidationError(_("It could not be finished: an error on our side stopped it every time."))
    return kind.run(Work(job, until))


def _finish_with(job: Job, result: ResultFile) -> None:
    path = store(job, result)
    if not finish(job, end=Job.State.DONE, done=job.total or job.done, file_path=path, file_name=result.name):
        raise LeaseLostError


def _fail(job: Job, failure: str) -> None:
    """Try again with growing pauses; after the last try, say so."""
    if job.tries < MOST_TRIES:
        put_back(job, failure=failure, after=timedelta(minutes=2**job.tries))
        return
    with translation.override(job.language):
        sentence = _("It could not be finished: an error on our side stopped it every time.")
    finish(job, end=Job.State.FAILED, sentence=sentence, failure=failure[:2000])
    delete_files(job)
