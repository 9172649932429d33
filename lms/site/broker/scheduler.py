"""The scheduler of periodic tasks: it stores nothing on disk, survives a clock that is put back, and is watched."""

from typing import Any

from celery import beat, bootsteps
from celery.schedules import schedstate
from celery.utils.log import get_logger
from celery.worker import state

logger = get_logger(__name__)
CHECK_INTERVAL = 5.0  # seconds


class Entry(beat.ScheduleEntry):
    """The schedule of one periodic task."""

    def is_due(self) -> Any:
        """As Celery's, which would wait until a clock that was put back has caught up."""
        if self.last_run_at > self.default_now():
            return schedstate(is_due=True, next=self.schedule.seconds)
        return super().is_due()


class Scheduler(beat.Scheduler):
    """`CELERY_BEAT_SCHEDULER`: Celery's own without its file, which may be spoiled or come from a wrong clock."""

    Entry = Entry


class BeatWatch(bootsteps.StartStopStep):
    """End a worker whose clock (`-B`, a child process) has ended, so that both are started again."""

    requires = ("celery.worker.components:Beat", "celery.worker.components:Timer")

    def __init__(self, worker: Any, beat: bool = False, **kwargs: Any) -> None:
        self.enabled = beat
        super().__init__(worker, beat=beat, **kwargs)

    def start(self, worker: Any) -> None:
        """Look again and again."""
        worker.timer.call_repeatedly(CHECK_INTERVAL, self._look, (worker,))

    def _look(self, worker: Any) -> None:
        if state.should_stop is None and worker.beat and not worker.beat.is_alive():
            logger.critical("The clock has ended, and the worker ends with it, to be started again.")
            state.should_stop = 1
