"""Who of a group qualifies for a certificate, who does not, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from courses.certificates.eligibility import holder_name, ineligibility_reasons
from courses.certificates.queries import Status, current_certificates, people_with_unconfirmed_name
from courses.learning.models import Enrolment
from courses.learning.progress import Progress
from courses.learning.queries import progress_of
from courses.learning.reasons import Reason, reasons
from courses.syllabus.queries import outline
from courses.syllabus.titles import titles


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person of the group: name as printed, whether they have said yes to it, the certificate there is, what stands
    against one (sentences), and what is missing in the course (a sentence and the titles that it speaks of).
    """

    enrolment: Enrolment
    name: str
    progress: Progress
    confirmed: bool
    current: Any
    against: list[str]
    missing: list[tuple[str, list[str]]]

    @property
    def has_one(self) -> bool:
        """Is there a certificate that has not run out?"""
        return bool(self.current and self.current.status != Status.EXPIRED)

    @property
    def qualifies(self) -> bool:
        """Would the person get a certificate now?"""
        return not self.has_one and not self.against


def candidates(enrolments: "QuerySet[Enrolment]", order_number: str | None = None) -> list[Candidate]:
    """The group in its order, in as many queries for five hundred as for one. Without an order number, that it
    may be missing is no reason.
    """
    rows = enrolments.select_related("person", "cohort__course", "edition").prefetch_related("completions")
    group = list(rows)
    current, words, asked = (
        current_certificates(group),
        _titles_by_edition(group),
        people_with_unconfirmed_name(one.person for one in group),
    )
    return [
        _candidate(one, one.person_id not in asked, current.get(one.pk), words[one.edition_id], order_number)
        for one in group
    ]


def _candidate(
    enrolment: Enrolment, confirmed: bool, current: Any, words: dict[str, str], order_number: str | None
) -> Candidate:
    progress = progress_of(enrolment)
    against = ineligibility_reasons(enrolment, progress, order_number or "")
    if order_number is None:
        against = [reason for reason in against if reason.code != "order"]
    sentences = [message for reason in against for message in reason.messages]
    missing = list(_spelled_out(reasons(progress, {}), words))
    return Candidate(enrolment, holder_name(enrolment), progress, confirmed, current, sentences, missing)


def _spelled_out(found: Iterable[Reason], words: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    for reason in found:
        yield reason.text, [words.get(slug, slug) for slug in reason.slugs]


def _titles_by_edition(group: list[Enrolment]) -> dict[int, dict[str, str]]:
    """Edition -> address of an item -> its title in the reader's language."""
    sources = {one.edition_id: one.cohort.course.source_language for one in group}
    return {edition: _titles(edition, source) for edition, source in sources.items()}


def _titles(edition: int, source: str) -> dict[str, str]:
    known = titles(edition, get_language() or source, source)
    return {item.slug: known[item.activity_id] for item in outline(edition) if item.activity_id in known}
