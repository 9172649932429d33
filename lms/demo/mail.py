"""The e-mails of the demo, read from the folder where Django's file backend writes them."""

from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

NEWEST = 30
SEPARATOR = b"-" * 79  # what Django's file backend writes after each e-mail


class SentEmail(NamedTuple):
    """An e-mail as the page shows it."""

    to: str
    subject: str
    sent_at: datetime
    text: str


def sent_emails() -> list[SentEmail]:
    """Return the last e-mails, newest first."""
    folder = Path(settings.VAR_DIR) / "mail"
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)
    found = [email for file in files[:NEWEST] for email in _in_file(file)]
    return sorted(found, key=lambda email: email.sent_at, reverse=True)[:NEWEST]


def _in_file(file: Path) -> list[SentEmail]:
    parts = file.read_bytes().split(SEPARATOR)
    return [_read(message_from_bytes(part.lstrip(), policy=policy.default)) for part in parts if part.strip()]


def _read(message: EmailMessage) -> SentEmail:
    body = message.get_body(("plain",))
    text = body.get_content() if body else ""
    return SentEmail(str(message["To"]), str(message["Subject"]), parsedate_to_datetime(message["Date"]), text)
