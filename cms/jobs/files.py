"""Result files of jobs. Each job has a folder of its own, so that nothing of a killed worker is left behind."""

from typing import IO

from django.core.files import File

from cms.jobs.kinds import ResultFile
from cms.jobs.models import Job
from cms.media.private import private_storage


def store(job: Job, result: ResultFile) -> str:
    """Store the file and return its path."""
    return private_storage().save(f"{_folder(job)}/{result.name}", File(result.content))


def open_file(job: Job) -> IO[bytes]:
    """Open the stored file for reading. Raise FileNotFoundError when it was lost."""
    return private_storage().open(job.file_path)


def delete_files(job: Job) -> None:
    """Delete all files of the job, also those that were not recorded."""
    storage = private_storage()
    if storage.exists(_folder(job)):
        for name in storage.listdir(_folder(job))[1]:
            storage.delete(f"{_folder(job)}/{name}")


def _folder(job: Job) -> str:
    return f"jobs/{job.pk}"
