"""Votes as one writes them at first: planted faults, for the tests and the proof."""

import time

from django.utils import timezone

from gamification.polls import services
from gamification.polls.models import Ballot, Turnout

PAUSE = 0.02  # what a busy machine puts between two statements


def vote(*, poll, member, choice, receipt):
    """Look, then write: without a lock, the ballot beside the turnout, and whatever was chosen."""
    poll.refresh_from_db()
    if poll.turnout.filter(member=member).exists():
        raise services.VotedAlreadyError
    if not poll.is_open(timezone.now()):
        raise services.NotOpenError
    time.sleep(PAUSE)
    Turnout.objects.bulk_create([Turnout(poll=poll, member=member)], ignore_conflicts=True)
    return Ballot.objects.create(poll=poll, choice=choice, receipt=receipt)
