"""How long results are kept: two settings of the site."""

from django.conf import settings


def file_days() -> int:
    """Days after which the file of a result is deleted."""
    return int(getattr(settings, "JOB_FILE_DAYS", 7))


def job_days() -> int:
    """Days after which a job that has ended is deleted with all that it told."""
    return int(getattr(settings, "JOB_DAYS", 90))
