"""Every fault with its file and line."""

from pathlib import Path
from typing import NamedTuple


class Fault(NamedTuple):
    """What is wrong, and where. `file` is relative to the package."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class Faults:
    """Collects faults while a package is read."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._found: set[Fault] = set()

    def add(self, file: Path, line: int, message: str) -> None:
        """Note a fault; the same one is noted once."""
        self._found.add(Fault(file.relative_to(self.root).as_posix(), max(line, 1), message))

    def all(self) -> list[Fault]:
        """All faults by file and line."""
        return sorted(self._found)

    def __bool__(self) -> bool:
        return bool(self._found)
