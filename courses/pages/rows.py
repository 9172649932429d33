"""The outline as a list to read: every item with its state."""

from typing import NamedTuple

from courses.learning.reasons import Reason
from courses.pages.content import Module, Plan, Step
from courses.pages.places import Place


class Row(NamedTuple):
    """A step and how it stands: done, run-out, next, or open."""

    step: Step
    state: str


def rows(here: Place) -> list[tuple[Module, list[Row]]]:
    """Modules with their rows."""
    return [(module, [Row(step, _state(here, step)) for step in module.steps]) for module in here.plan.modules]


def _state(here: Place, step: Step) -> str:
    if here.study is None:
        return "open"
    progress = here.study.progress
    if step.activity in progress.done:
        return "done"
    if progress.next and progress.next.activity == step.activity:
        return "next"
    return "run-out" if step.activity in progress.expired else "open"


def linked(plan: Plan, reasons: list[Reason]) -> list[tuple[str, list[Step]]]:
    """Sentences with the steps that they speak of."""
    return [(reason.text, [plan.by_slug[slug] for slug in reason.slugs]) for reason in reasons]
