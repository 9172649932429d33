"""What the page of a poll shows, by its stage and who looks."""

from typing import Any, NamedTuple

from django.utils import timezone

from gamification.members.models import Member
from gamification.polls.forms import ReceiptForm, VoteForm
from gamification.polls.models import Poll
from gamification.polls.queries import Result, fewest_ballots, has_voted, results


class PollResults(NamedTuple):
    """A closed poll's results, and how many voted."""

    rows: tuple[Result, ...]
    total: int


def poll_context(poll: Poll, member: Member | None, form: VoteForm | None = None, **more: Any) -> dict[str, Any]:
    """`form` is the one that was sent, if it was refused."""
    stage = poll.stage(timezone.now())
    found = results(poll)
    context: dict[str, Any] = {
        "poll": poll,
        "stage": stage,
        "member": member,
        "fewest": fewest_ballots(),
        "counted": PollResults(found, sum(result.votes for result in found)) if found else None,
        "voted": stage != "coming" and has_voted(poll, member),
        "receipt_form": ReceiptForm(),
        "form": form,
    }
    if stage in ("open", "coming"):
        context["choices"] = form.offered if form else list(poll.choices.all())
    if stage == "open" and member and not form:
        context["form"] = VoteForm(poll=poll, member=member, choices=context["choices"])
    return context | more
