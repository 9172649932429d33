"""A file storage that writes atomically."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.storage import FileSystemStorage


class AtomicFileStorage(FileSystemStorage):
    """Writes under a name of its own and gives the file its name when all of it is on the disk.

    So a full disk or a killed process leaves nothing under a name that somebody reads, and what was written of a file
    that could not be finished is removed.
    """

    def _save(self, name: str, content: Any) -> str:
        folder = Path(name).parent
        draft = str(folder / f".{uuid4().hex}.part")
        try:
            super()._save(draft, content)  # type: ignore[misc]
            self._write_through(draft)
            name = self._claim(name)
            Path(self.path(draft)).replace(self.path(name))
        except BaseException:
            with suppress(OSError):
                Path(self.path(draft)).unlink(missing_ok=True)
            raise
        return name

    def _write_through(self, draft: str) -> None:
        """Some file systems say only now that they are full."""
        with open(self.path(draft), "rb+") as file:
            os.fsync(file.fileno())

    def _claim(self, name: str) -> str:
        """A name that is nobody else's from now on."""
        while True:
            try:
                os.close(os.open(self.path(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return name
