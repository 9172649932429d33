"""What pages show of a reader's progress, as plain values that can be compared."""

from collections.abc import Mapping
from typing import NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString

from cms.cache.fragments import placeholder, render_fragment
from courses.certificates.queries import CertificateSummary
from courses.learning.progress import Progress
from courses.learning.queries import EnrolmentProgress
from courses.learning.reasons import Reason
from courses.pages.content import CourseCard, CourseStep, LocalizedOutline, Module
from courses.pages.contexts import CourseContext
from courses.syllabus.models import Course


class ItemRow(NamedTuple):
    """A step and how it stands: done, run-out, next, or open."""

    step: CourseStep
    state: str


class ModuleRow(NamedTuple):
    """A module and how its steps stand."""

    title: str
    language: str
    minutes: int
    rows: tuple[ItemRow, ...]


class ProgressSummary(NamedTuple):
    """How far somebody is."""

    percent: int
    minutes_theory: int
    minutes_practice: int
    begun: bool
    finished: bool


class LinkedReason(NamedTuple):
    """A sentence with the steps that it speaks of."""

    text: str
    steps: tuple[CourseStep, ...]


def progress_summary(progress: Progress) -> ProgressSummary:
    """The progress_summary of a progress."""
    return ProgressSummary(
        progress.percent,
        progress.minutes_theory,
        progress.minutes_practice,
        bool(progress.done),
        progress.finished,
    )


def learner_stage(progress: Progress) -> str:
    """Where a learner is, for what the button says: to-begin, begun, finished."""
    if progress.finished:
        return "finished"
    return "begun" if progress.done else "to-begin"


def certificate_card(
    learner: EnrolmentProgress, card: CourseCard, held: Mapping[int, CertificateSummary]
) -> SafeString:
    """The certificate that is held, or the way to it once everything is done, drawn; empty before."""
    own = held.get(learner.enrolment.pk)
    if not own and not learner.progress.finished:
        return SafeString()
    by_itself = card.course.issue == Course.Issue.AUTOMATIC
    address = reverse("certificate", args=[own.pk]) if own else reverse("get-certificate", args=[learner.enrolment.pk])
    context = {
        "held": bool(own),
        "proved": bool(own and own.proved),
        "by_itself": by_itself,
        "address": placeholder("address"),
        "number": placeholder("number"),
    }
    return render_fragment(
        "courses/pages/certificate_card.html", context, {"address": address, "number": own.number if own else ""}
    )


def module_rows(current: CourseContext) -> tuple[ModuleRow, ...]:
    """The outline with the state of every item."""
    progress = current.learner.progress if current.learner else None
    return tuple(_rows(module, progress) for module in current.outline.modules)


def _rows(module: Module, progress: Progress | None) -> ModuleRow:
    rows = tuple(ItemRow(step, _state(step.activity, progress)) for step in module.steps)
    return ModuleRow(module.title, module.language, module.minutes, rows)


def _state(activity: int, progress: Progress | None) -> str:
    if progress is None:
        return "open"
    if activity in progress.done:
        return "done"
    if progress.next and progress.next.activity == activity:
        return "next"
    return "run-out" if activity in progress.expired else "open"


def link_reasons(outline: LocalizedOutline, reasons: list[Reason]) -> tuple[LinkedReason, ...]:
    """Sentences with their steps."""
    return tuple(LinkedReason(r.text, tuple(outline.by_slug[slug] for slug in r.slugs)) for r in reasons)
