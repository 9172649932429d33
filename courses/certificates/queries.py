"""Reads of the register."""

from collections.abc import Iterable
from datetime import date
from itertools import product
from typing import Any, NamedTuple

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields import CharField
from django.utils import timezone

from courses.certificates.eligibility import holder_name, printed_name
from courses.certificates.integrity import fault
from courses.certificates.models import Certificate, ConfirmedName, Series
from courses.certificates.number_format import ORDINAL, lookup_key, lookup_keys
from courses.learning.models import Enrolment
from courses.people.names import is_slip

Status = Certificate.Status


def register(rows: QuerySet[Certificate] | None = None, *, on: date | None = None) -> QuerySet[Any]:
    """Certificates (all, or these), newest number first, each with `status` on the day and the `newer` number."""
    newer = Certificate.objects.filter(
        enrolment=OuterRef("enrolment"), cycle=OuterRef("cycle"), revision__gt=OuterRef("revision")
    )
    status = Case(
        When(revocation__confirmed_at__isnull=False, then=Value(Status.REVOKED)),
        When(Exists(newer), then=Value(Status.REPLACED)),
        When(valid_until_on__lt=on or timezone.localdate(), then=Value(Status.EXPIRED)),
        default=Value(Status.VALID),
        output_field=CharField(),
    )
    rows = Certificate.objects.all() if rows is None else rows
    rows = rows.annotate(status=status, newer=Subquery(newer.order_by("-revision").values("number")[:1]))  # type: ignore[no-redef]
    return rows.order_by("-series__year", "-series__issuer", "-ordinal")


def current_certificate(enrolment: Enrolment) -> Any:
    """The certificate that stands for an enrolment: highest revision of its last cycle, with `status`; or None."""
    return register().filter(enrolment=enrolment).order_by("-cycle", "-revision").first()


def current_certificates(enrolments: Iterable[Enrolment]) -> dict[int, Any]:
    """The same for many, by the enrolment's id, in one query."""
    rows = register().filter(enrolment__in=enrolments).order_by("enrolment", "cycle", "revision")
    return {certificate.enrolment_id: certificate for certificate in rows}


class CertificateSummary(NamedTuple):
    """A certificate as its holder's lists name it; `proved`: the line is what was signed."""

    pk: int
    number: str
    proved: bool


def certificate_summaries(enrolments: Iterable[Enrolment]) -> dict[int, CertificateSummary]:
    """The current_certificate certificates by enrolment: one query, none where no course was ever finished."""
    finished = [enrolment.pk for enrolment in enrolments if enrolment.finished_at]
    if not finished:
        return {}
    rows = Certificate.objects.filter(enrolment__in=finished).order_by("cycle", "revision")
    last = {certificate.enrolment_id: certificate for certificate in rows}
    return {enrolment: CertificateSummary(one.pk, one.number, not fault(one)) for enrolment, one in last.items()}


def by_number(number: str) -> Any:
    """The certificate with this number, however it was typed, with `status`; or None."""
    keys = lookup_keys(number)
    found = {certificate.number_key: certificate for certificate in register().filter(number_key__in=keys)}
    return next((found[key] for key in keys if key in found), None)


def number_was_issued(number: str) -> bool:
    """Was this number given to a certificate, whether the register still has its line or not?"""
    for key, series in product(lookup_keys(number), Series.objects.all()):
        ordinal = key.removeprefix(lookup_key(str(series)))
        if ordinal != key and len(ordinal) >= ORDINAL and ordinal.isdecimal() and 1 <= int(ordinal) <= series.last:
            return True
    return False


def by_file(sha256: str) -> Any:
    """The certificate whose stored file has this hash, with `status`; or None."""
    return register().filter(file__sha256=sha256).first()


def awaiting_automatic_issue(person: Any) -> QuerySet[Enrolment]:
    """Enrolments of a person whose course is finished and issues by itself, but has no certificate yet."""
    return Enrolment.objects.filter(
        person=person, finished_at__isnull=False, cohort__course__issue="automatic", certificates=None
    )


def has_confirmed_name(person: Any) -> bool:
    """Has the person said yes to their name, as it would be printed today?"""
    return ConfirmedName.objects.filter(person=person, name=printed_name(person)).exists()


def people_with_unconfirmed_name(people: Iterable[Any]) -> set[int]:
    """The ids of those who have not, in one query."""
    printed = {person.pk: printed_name(person) for person in people}
    known = dict(ConfirmedName.objects.filter(person__in=printed).values_list("person", "name"))
    return {pk for pk, name in printed.items() if known.get(pk) != name}


def reference_certificate(certificate: Certificate) -> Certificate:
    """The certificate whose name counts for a later revision: the first of the cycle, or the last that two persons
    issued. So small steps do not add up to another name.
    """
    cycle = Certificate.objects.filter(enrolment=certificate.enrolment_id, cycle=certificate.cycle)
    return cycle.filter(Q(revision=1) | Q(proposal__isnull=False)).latest("revision")


def renewal_needs_two(current: Any) -> bool:
    """Does it take two persons to issue the next cycle: after a revocation, or in another name?"""
    if current.status == Status.REVOKED:
        return True
    return not is_slip(reference_certificate(current).holder, holder_name(current.enrolment))


def without_file() -> QuerySet[Certificate]:
    """Certificates that wait for their file."""
    return Certificate.objects.filter(finished_at=None)
