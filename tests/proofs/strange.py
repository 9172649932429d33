"""Messages that are none: what lies in a broker after a crash, a full disk, or somebody else's mistake."""

import json
import os
import socket
from base64 import b64encode
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any
from uuid import uuid4

TICK = "notify.send"


def envelope() -> dict[str, Any]:
    """A tick as kombu keeps it."""
    return {
        "body": b64encode(b"[[], {}, {}]").decode(),
        "content-encoding": "utf-8",
        "content-type": "application/json",
        "headers": {"lang": "py", "task": TICK, "id": str(uuid4()), "root_id": None, "parent_id": None},
        "properties": {
            "delivery_mode": 2,
            "delivery_info": {"exchange": "", "routing_key": "ticks"},
            "priority": 0,
            "body_encoding": "base64",
            "delivery_tag": str(uuid4()),
        },
    }


CHANGES: list[tuple[str, Any]] = [
    ("headers", None),
    ("headers", "text"),
    ("headers", {}),
    ("headers", {"task": TICK}),
    ("headers", {"task": "nobody.knows", "id": "1"}),
    ("headers", {"task": "nobody.knows"}),
    ("headers", {"task": ["a", "list"], "id": "1"}),
    ("headers", {"task": TICK, "id": {}}),
    ("headers", {"task": TICK, "id": "1", "eta": "no time"}),
    ("headers", {"task": TICK, "id": "1", "eta": "2999-01-01T00:00:00"}),
    ("headers", {"task": TICK, "id": "1", "expires": []}),
    ("headers", {"task": TICK, "id": "1", "timelimit": "x"}),
    ("headers", {"task": TICK, "id": "1", "compression": "gzip"}),
    ("headers", {"task": TICK, "id": "1", "arguments": "of another version"}),
    ("body", None),
    ("body", 5),
    ("body", "%%%"),
    ("body", b64encode(b"no JSON").decode()),
    ("body", b64encode(b"[[1, 2, 3], {}, {}]").decode()),
    ("content-type", "application/x-python-serialize"),
    ("content-encoding", "nobody knows"),
    ("properties", None),
    ("properties", {}),
    ("properties", {"delivery_tag": []}),
    ("properties", {"delivery_tag": None}),
    ("properties", {"delivery_tag": "1", "delivery_info": "text"}),
    ("properties", {"delivery_tag": "1", "body_encoding": "rot13"}),
]


def changed() -> list[dict[str, Any]]:
    """Ticks with one thing wrong."""
    return [{**deepcopy(envelope()), name: value} for name, value in CHANGES]


def contents() -> list[bytes]:
    """Everything that may stand where a message should."""
    whole = json.dumps(envelope()).encode()
    halves = [b"", whole[:1], whole[: len(whole) // 2], whole[:-1]]
    foreign = [b"\xff\xfe\x00", b"null", b"[]", b"{}", b"5", b'"text"', b"NaN", b"[" * 100_000, whole + whole]
    return halves + foreign + [json.dumps(message).encode() for message in changed()]


def files() -> list[Callable[[Path], object]]:
    """Ways to put into a folder what nobody can read."""
    return [
        *[lambda path, content=content: path.write_bytes(content) for content in contents()],
        lambda path: path.write_bytes(b" " * (2**20 + 2)),
        Path.mkdir,
        os.mkfifo,
        lambda path: path.symlink_to("/etc/hostname"),
        lambda path: path.symlink_to("/nowhere"),
        _socket,
        _forbidden,
    ]


def _socket(path: Path) -> None:
    if len(str(path)) > 100:  # the kernel takes no longer ones
        return
    with socket.socket(socket.AF_UNIX) as ear:
        ear.bind(str(path))


def _forbidden(path: Path) -> None:
    path.write_bytes(json.dumps(envelope()).encode())
    path.chmod(0)
