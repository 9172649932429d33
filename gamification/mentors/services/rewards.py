"""What a pact that was carried out is worth."""

from gamification.mentors.dates import CHECK_INS
from gamification.mentors.models import Pact
from gamification.stars.services import award


def award_both(pact: Pact) -> None:
    """Stars to the mentor and to the member, each by the act of the other; only when all check-ins were held.

    The title of the ledger may be read by others, the words of a pact not: so it is the name of the practical task,
    or the number of the pact.
    """
    if pact.check_ins.exclude(held_on=None).count() < CHECK_INS:
        return
    mentor, mentee = pact.mentorship.mentor, pact.mentorship.mentee
    source, path = f"pact:{pact.pk}", f"/club/mentors/{pact.mentorship_id}/"
    title = pact.given.task.title if pact.given else f"№ {pact.pk}"
    awards = [(mentor, "mentoring-ended", mentee), (mentee, "task-done", mentor)]
    for member, cause, other in sorted(awards, key=lambda one: one[0].pk):  # the ledger's order of locks
        award(member=member, cause=cause, title=title, source=source, path=path, given_by=other)
