"""What the page of a poll shows, by its stage and who looks."""

from typing import Any, NamedTuple

from django.utils import timezone

from gamification.members.models import Member
from gamification.polls.forms import ReceiptForm, VoteForm
from gamification.polls.models import Choice, Poll
from gamification.polls.queries import Result, fewest_ballots, has_voted, results


class Counted(NamedTuple):
    """A closed poll's results, and how many voted."""

    rows: tuple[Result, ...]
    total: int


def poll_context(poll: Poll, member: Member | None, form: VoteForm | None = None, **more: Any) -> dict[str, Any]:
    """`form` is the one that was sent, if it was refused."""
    stage = poll.stage(timezone.now())
    found = results(poll)
    context = {
        "poll": poll,
        "stage": stage,
        "member": member,
        "fewest": fewest_ballots(),
        "counted": Counted(found, sum(result.votes for result in found)) if found else None,
        "voted": stage != "coming" and has_voted(poll, member),
        "receipt_form": ReceiptForm(),
    }
    if stage in ("open", "coming"):
        context["choices"] = choices = list(poll.choices.all()) if form is None else form.offered
        context["form"] = form or (member and vote_form(poll, member, choices))
    return context | more


def vote_form(poll: Poll, member: Member, choices: list[Choice]) -> VoteForm:
    """A new form with a receipt of its own."""
    return VoteForm(poll=poll, member=member, choices=choices)
