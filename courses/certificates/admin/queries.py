"""Reads of the register by what an administrator knows of a certificate or a person."""

from itertools import chain
from operator import attrgetter
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from cms.search.matching import any_column_contains, filter_by_words
from courses.certificates.models import Certificate, CorrectionRequest, IssueProposal, Revocation, TwoPersonProposal
from courses.certificates.number_format import lookup_key, lookup_keys
from courses.certificates.queries import Status, register
from courses.learning.models import Enrolment
from courses.people.facts import known
from courses.syllabus.models import Course

READY, STUDYING, HAVE = "ready", "studying", "have"


def in_register(rows: "QuerySet[Certificate]", text: str) -> "QuerySet[Any]":
    """Certificates by number, holder or e-mail. A number, or a part of one, is found however it was typed."""
    if keys := lookup_keys(text):
        return rows.filter(number_key__in=keys)
    for word in text.split():
        found = any_column_contains({"holder": "regex", "enrolment__person__email": "icontains"}, word)
        key = lookup_key(word)
        if key and (not key.isdecimal() or any(map(str.isdecimal, word))):  # an "О" alone is a letter of a name
            found |= Q(number_key__contains=key)
        rows = rows.filter(found)
    return rows


def people_named(rows: "QuerySet[Enrolment]", text: str) -> "QuerySet[Any]":
    """Enrolments by name, e-mail or place of work."""
    columns = {"person__last_name": "regex", "person__first_name": "regex", "person__email": "icontains"}
    if "body" in known():
        columns["person__body"] = "regex"
    return filter_by_words(rows, text, **columns)


def history(certificate: Certificate) -> "QuerySet[Any]":
    """All certificates of the same enrolment, the newest first, with who did what."""
    rows = register(Certificate.objects.filter(enrolment=certificate.enrolment_id))
    people = ("issued_by", "revocation__proposed_by", "revocation__confirmed_by", "proposal__proposed_by")
    return rows.select_related("file", *people).order_by("-cycle", "-revision")


def waiting_proposals() -> list[TwoPersonProposal]:
    """What one administrator proposed and none has confirmed, the oldest first. There are never many."""
    models: tuple[Any, ...] = (Revocation, IssueProposal)
    rows = (model.objects.filter(confirmed_at=None).select_related("certificate", "proposed_by") for model in models)
    return sorted(chain.from_iterable(rows), key=attrgetter("proposed_at"))


def open_requests() -> "QuerySet[CorrectionRequest]":
    """What holders asked and nobody has settled, the oldest first."""
    rows = CorrectionRequest.objects.filter(resolved_at=None).select_related("certificate")
    return rows.order_by("asked_at")


def enrolments_in(course: Course) -> "QuerySet[Any]":
    """Enrolments in a course with `holds`, the status of the certificate that stands (or None), by name."""
    current_certificate = register().filter(enrolment=OuterRef("pk")).order_by("-cycle", "-revision")
    rows = Enrolment.objects.filter(cohort__course=course).annotate(
        holds=Subquery(current_certificate.values("status")[:1])
    )
    return rows.order_by("person__last_name", "person__first_name", "pk")


def group(kind: str) -> Any:
    """The part of `enrolments_in` that is finished and has no certificate that holds, that studies, or that has one."""
    without = Q(holds=None) | Q(holds=Status.EXPIRED)
    return {
        READY: without & Q(finished_at__isnull=False),
        STUDYING: without & Q(finished_at=None),
        HAVE: ~without,
    }[kind]


def group_sizes(course: Course) -> dict[str, int]:
    """How many there are of each."""
    counts = {kind: Count("pk", filter=group(kind)) for kind in (READY, STUDYING, HAVE)}
    return enrolments_in(course).order_by().aggregate(**counts)


def courses_with_finishers() -> "QuerySet[Any]":
    """Courses with how many finished and never got a certificate (`without`), most of them first."""
    certificates = Certificate.objects.filter(enrolment=OuterRef("cohorts__enrolments"))
    finished = Q(~Exists(certificates), cohorts__enrolments__finished_at__isnull=False)
    enrolled = Count("cohorts__enrolments")
    rows = Course.objects.annotate(enrolled=enrolled, without=Count("cohorts__enrolments", filter=finished))
    return rows.order_by(F("without").desc(), "code")
