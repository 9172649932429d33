"""What follows from facts of other rooms: stars for the places of a vote on practices, and names that change."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from cms.cache.content import invalidate
from gamification import signals
from gamification.members.models import Member, TopicName
from gamification.polls.models import Poll
from gamification.polls.queries import results
from gamification.stars.reasons import reasons_by_place
from gamification.stars.services import award

KINDS = (Poll.Kind.BEST, Poll.Kind.USABLE)


@receiver(signals.poll_closed)
def award_places(poll: Poll, **_facts: Any) -> None:
    """The first three places give stars to whose practices they are; a shared place to all who share it.

    Nobody is awarded where nobody voted for her, nor in a poll with too few ballots to tell. In the order of the
    members' ids, so that two polls that close at once do not wait for each other.
    """
    if poll.kind not in KINDS:
        return
    reasons = reasons_by_place()
    found = [(one.choice.owner, reasons[one.place]) for one in results(poll) or () if one.place in reasons]
    for owner, cause in sorted(((who, cause) for who, cause in found if who), key=lambda pair: (pair[0].pk, pair[1])):
        award(
            member=owner,
            cause=cause,
            source=f"poll:{poll.pk}",
            title=poll.title,
            path=f"club/votes/{poll.pk}/",
            at=poll.last_moment_at,
        )


@receiver([post_save, post_delete], sender=TopicName)
def topic_named(**_facts: Any) -> None:
    """The portal shows names of topics."""
    invalidate()


@receiver(post_save, sender=Member)
def author_changed(instance: Member, created: bool, **_facts: Any) -> None:
    """The portal shows the names of its authors, and of who took a practice up."""
    if not created and (instance.practices.exists() or instance.uses.exists()):
        invalidate()
