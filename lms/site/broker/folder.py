"""A broker for a machine without one: each message is a file of `folder` in BROKER_TRANSPORT_OPTIONS.

kombu's own filesystem transport writes under the final name, so that a reader finds half a message, and passes on
what it cannot read. Here a file gets its name when it is whole, and is taken by the one reader who removes it.
"""

import os
import stat
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from queue import Empty
from typing import Any
from uuid import uuid4

from celery.utils.log import get_logger
from kombu.transport import virtual
from kombu.utils.json import dumps, loads

from lms.site.broker.invalid_messages import drop_invalid

logger = get_logger(__name__)
ENDING = ".msg"
LONGEST = 2**20  # bytes; a tick has about a thousand
ABANDONED = 60 * 60  # seconds after which a file that somebody began is nobody's


class Channel(virtual.Channel):
    """The messages of a queue, oldest first, in a folder of its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._listed: dict[str, deque[Path]] = {}
        self._stuck: set[Path] = set()

    def _folder(self, queue: str) -> Path:
        folder = Path(self.connection.client.transport_options["folder"]) / queue
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _new_queue(self, queue: str, **kwargs: Any) -> None:
        """Clear away what writers who were killed have left."""
        for path in self._folder(queue).glob(".*.part"):
            if time.time() - path.stat().st_mtime > ABANDONED:
                path.unlink(missing_ok=True)

    def _get_and_deliver(self, queue: str, callback: Callable[[Any, str], object]) -> None:
        with drop_invalid(f"in {queue}"):
            super()._get_and_deliver(queue, callback)

    def _put(self, queue: str, message: dict[str, Any], **kwargs: Any) -> None:
        name = f"{time.time_ns():020}-{uuid4().hex}"
        folder = self._folder(queue)
        part = folder / f".{name}.part"
        try:
            part.write_text(dumps(message))
            part.rename(folder / f"{name}{ENDING}")
        except OSError:  # the disk is full, say
            part.unlink(missing_ok=True)
            raise

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        while path := self._next(queue):
            content = self._take(path)
            if content is not None:
                return loads(content)
        raise Empty

    def _next(self, queue: str) -> Path | None:
        """The oldest file that is left of the last listing, else of a new one."""
        listed = self._listed.setdefault(queue, deque())
        if not listed:
            there = _messages(self._folder(queue))
            self._stuck &= set(there)
            listed.extend(path for path in there if path not in self._stuck)
        return listed.popleft() if listed else None

    def _take(self, path: Path) -> bytes | None:
        """The content of a file that this reader alone has removed; None when another has, or it cannot be read."""
        content: bytes | None = None
        try:
            content = _read(path)
        except FileNotFoundError:
            return None
        except OSError as error:
            logger.warning("Dropped a message that cannot be read, %s: %s", path, error)
        try:
            path.unlink()
        except FileNotFoundError:
            return None
        except OSError as error:
            logger.warning("Left what cannot be removed, %s: %s", path, error)
            self._stuck.add(path)
            return None
        return content

    def _size(self, queue: str) -> int:
        return len(_messages(self._folder(queue)))

    def _purge(self, queue: str) -> int:
        return sum(self._take(path) is not None for path in _messages(self._folder(queue)))


class Transport(virtual.Transport):
    """`folder://`"""

    Channel = Channel
    driver_type = driver_name = "folder"

    def driver_version(self) -> str:
        """Of no library."""
        return "1"


def _messages(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name.endswith(ENDING) and not path.name.startswith("."))


def _read(path: Path) -> bytes:
    """What the file holds. OSError for what is no file or too long, without waiting for who writes into a pipe."""
    number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    try:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise OSError("no regular file")
        content = os.read(number, LONGEST + 1)
    finally:
        os.close(number)
    if len(content) > LONGEST:
        raise OSError("too long")
    return content
