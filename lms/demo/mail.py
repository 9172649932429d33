"""The letters that the demo would send, read from the folder where it puts them."""

from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

NEWEST = 30
BETWEEN = b"-" * 79  # what Django's file backend writes after each letter


class Letter(NamedTuple):
    """What a page shows of a letter."""

    to: str
    subject: str
    sent_at: datetime
    text: str


def letters() -> list[Letter]:
    """The newest letters first."""
    folder = Path(settings.VAR_DIR) / "mail"
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)
    found = [letter for file in files[:NEWEST] for letter in _in_file(file)]
    return sorted(found, key=lambda letter: letter.sent_at, reverse=True)[:NEWEST]


def _in_file(file: Path) -> list[Letter]:
    parts = file.read_bytes().split(BETWEEN)
    return [_read(message_from_bytes(part.lstrip(), policy=policy.default)) for part in parts if part.strip()]


def _read(message: EmailMessage) -> Letter:
    body = message.get_body(("plain",))
    text = body.get_content() if body else ""
    return Letter(str(message["To"]), str(message["Subject"]), parsedate_to_datetime(message["Date"]), text)
