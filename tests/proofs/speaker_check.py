"""Recomputes lists from snapshots; imported by a process that has neither Django nor a database."""

import sys
from pathlib import Path

from gamification.speakers.selection import recompute


def differing(snapshots: list[str]) -> int:
    """How many of the published lists, which lie beside their snapshots, are not what follows from them."""
    if "django" in sys.modules:
        raise RuntimeError("the list is to be recomputed without Django")
    pairs = [(Path(name), Path(name.replace(".snapshot.", ".list."))) for name in snapshots]
    return sum(recompute(snapshot.read_bytes()) != published.read_bytes() for snapshot, published in pairs)
