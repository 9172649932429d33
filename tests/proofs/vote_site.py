"""The site's side of the proof of votes: members and polls, and the check of what is stored, logged and kept."""

import json
import time
import zlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from gamification.members.models import Member
from gamification.polls.models import Poll
from gamification.polls.queries import results
from gamification.polls.receipts import new_receipt, sign_receipt
from gamification.polls.services import close, close_due
from tests.gamification.factories import open_poll
from tests.gamification.polls.linking import attacks
from tests.proofs.quiz_site import session_of

CHOICES = [f"Choice {number}" for number in range(8)]
DATABASE_FILES = ("db.sqlite3", "log-")  # the database is looked into by its tables; log-* is the proof's own


def prepare(count: int) -> dict[str, Any]:
    """An open poll, and so many members with sessions. They will vote in no order of theirs."""
    mark = time.time_ns()
    people = get_user_model().objects.bulk_create(
        get_user_model()(email=f"voter-{mark}-{number}@example.org") for number in range(count)
    )
    members = Member.objects.bulk_create(Member(person=one, name=one.email, role="friend") for one in people)
    poll = open_poll(CHOICES)
    voters = [{"member": member.pk, **session_of(member.person)} for member in members]
    choices = [choice.pk for choice in poll.choices.all()]
    return {"poll": poll.pk, "choices": choices, "labels": CHOICES, "voters": voters}


def closing(count: int) -> dict[str, Any]:
    """The same for a poll that closes in a few seconds, with a form for each member already at hand."""
    world = prepare(count)
    poll = Poll.objects.get(pk=world["poll"])
    for voter in world["voters"]:
        voter["form"] = sign_receipt(new_receipt(), poll, Member(pk=voter["member"]))
    poll.closes_at = timezone.now() + timedelta(seconds=3)
    poll.save()
    return world | {"closes": poll.closes_at.timestamp()}


def close_again_and_again(poll: int, answered: str) -> dict[str, Any]:
    """Close what is over, beside everything else; how many ballots there were right after the closing, and how many
    once all were answered (the file `answered` says when).
    """
    found = Poll.objects.get(pk=poll)
    while not close_due():
        time.sleep(0.01)
    at_closing = found.ballots.count()
    while not Path(answered).exists():
        time.sleep(0.1)
    return {"at_closing": at_closing, "ballots": found.ballots.count(), "turnout": found.turnout.count()}


def look(poll: int, path: str) -> dict[str, Any]:
    """Attack the poll as it stands, then end it and count. `path` is a file with each voter's receipt."""
    truth = {int(member): receipt for member, receipt in json.loads(Path(path).read_text()).items()}
    linked = [str(attack) for attack in attacks(poll, truth) if attack.succeeds]
    found = Poll.objects.get(pk=poll)
    found.closes_at = timezone.now()
    found.save()
    close(poll=found)
    found.refresh_from_db()
    return {
        "linked": linked,
        "told": [place for place, text in _everything() if any(receipt in text for receipt in truth.values())],
        "result": {row.choice.label: row.votes for row in results(found) or ()},
        "ballots": found.ballots.count(),
        "turnout": found.turnout.count(),
    }


def _everything() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table != "gamification_ballot":
                cursor.execute(f'SELECT * FROM "{table}"')
                yield table, "\n".join(str(row) for row in cursor.fetchall())
    yield "sessions", "\n".join(str(session.get_decoded()) for session in Session.objects.all())
    for file in Path(settings.VAR_DIR).rglob("*"):
        if file.is_file() and not file.name.startswith(DATABASE_FILES):
            yield file.name, _text(file)


def _text(file: Path) -> str:
    content = file.read_bytes()
    if file.suffix == ".djcache":
        content = zlib.decompress(content.split(b".", 1)[1])
    return content.decode("utf-8", "replace")
