"""Settings: how long results are kept (JOB_FILE_DAYS, JOB_DAYS)."""

from django.conf import settings


def file_days() -> int:
    """Return the days after which a result file is deleted."""
    return int(getattr(settings, "JOB_FILE_DAYS", 7))


def job_days() -> int:
    """Return the days after which a finished job is deleted with its lines."""
    return int(getattr(settings, "JOB_DAYS", 90))
