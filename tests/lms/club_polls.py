"""Polls of the small world: one that is coming, one open, one closed with five ballots."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from gamification.members.models import Member
from gamification.polls.receipts import new_receipt, sign_receipt
from gamification.polls.services import close, vote
from tests.gamification.factories import MemberFactory, open_poll, over


def build(hers: Member) -> tuple[dict[str, Any], dict[str, Any]]:
    """Parts of addresses by name, and what is posted: the receipt in the form is sealed for her."""
    now = timezone.now()
    coming = open_poll(opens_at=now + timedelta(days=1), closes_at=now + timedelta(days=2))
    current, closed = open_poll(), open_poll()
    receipts = [new_receipt() for _number in range(5)]
    for receipt in receipts:
        vote(poll=closed, member=MemberFactory(), choice=closed.choices.all()[0], receipt=receipt)
    close(poll=over(closed))
    parts = {name: {"pk": current.pk} for name in ("poll", "vote")}
    parts |= {name: {"pk": closed.pk} for name in ("poll-receipt", "poll-ballots")}
    parts |= {name: {"pk": coming.pk} for name in ("club-admin-poll-edit", "club-admin-poll-delete")}
    written = {"kind": "topic", "title": "Жаңы", "language": "ky", "topics": "Суу\nЖер"}
    written |= {"opens_at": "2126-12-01 10:00", "closes_at": "2126-12-02 10:00"}
    posted = {
        "vote": {"choice": str(current.choices.all()[0].pk), "receipt": sign_receipt(new_receipt(), current, hers)},
        "poll-receipt": {"receipt": receipts[0]},
        "club-admin-poll-new": written,
        "club-admin-poll-edit": written,
    }
    return parts, posted
