"""The columns of the register as a spreadsheet."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from courses.certificates.queries import Status
from courses.learning.models import Completion
from courses.people.facts import known, reader


class Column(NamedTuple):
    """A label in the reader's language, a width in letters, and what a certificate has there."""

    label: str
    width: int
    value: Callable[[Any], Any]


def columns() -> list[Column]:
    """All columns, in the language that is active. Who a person is stands last: it is for administrators alone."""
    return [*_of_certificate(), *_of_hours(), *_of_history(), *_of_person()]


def lines(rows: "QuerySet[Any]", chosen: list[Column]) -> Iterator[list[Any]]:
    """The cells of each row of `queries.register`, read in portions."""
    people = ("enrolment__person", "issued_by", "revocation__proposed_by", "revocation__confirmed_by")
    for row in rows.select_related(*people).iterator(chunk_size=1000):
        yield [column.value(row) for column in chosen]


def _of_certificate() -> Iterator[Column]:
    yield Column(_("Certificate number"), 18, lambda c: c.number)
    yield Column(_("Holder"), 36, lambda c: c.holder)
    yield Column(_("Course"), 50, lambda c: c.title())
    yield Column(_("Course code"), 24, lambda c: c.course_code)
    yield Column(_("Edition"), 9, lambda c: c.edition_number)
    yield Column(_("Status"), 18, partial(_status, {value: str(label) for value, label in Status.choices}))
    yield Column(_("Issued on"), 12, lambda c: c.issued_on)
    yield Column(_("Valid until"), 12, lambda c: c.valid_until_on)
    yield Column(_("Order number"), 16, lambda c: c.order_number)
    yield Column(_("Languages"), 11, lambda c: ", ".join(c.languages))


def _status(labels: dict[str, str], certificate: Any) -> str:
    return labels[certificate.status]


def _of_hours() -> Iterator[Column]:
    yield Column(_("Minutes in an hour"), 12, lambda c: c.minutes_per_hour)
    yield Column(_("Theory, minutes"), 12, lambda c: c.minutes_theory)
    yield Column(_("Practice, minutes"), 12, lambda c: c.minutes_practice)
    for key, label in Completion.Evidence.choices:
        yield Column(_("%(evidence)s, minutes") % {"evidence": label}, 12, partial(_evidence, key))


def _evidence(key: str, certificate: Any) -> int:
    return certificate.minutes_by_evidence.get(key, 0)


def _of_history() -> Iterator[Column]:
    yield Column(_("Cycle"), 8, lambda c: c.cycle)
    yield Column(_("Revision"), 9, lambda c: c.revision)
    yield Column(_("Replaced by"), 18, lambda c: c.newer)
    yield Column(_("Issued by"), 28, lambda c: c.issued_by)
    yield Column(_("Reason of the correction"), 30, lambda c: c.correction)
    yield Column(_("Reason of the revocation"), 30, lambda c: _revocation(c, "reason"))
    yield Column(_("Revocation proposed by"), 28, lambda c: _revocation(c, "proposed_by"))
    yield Column(_("Revocation confirmed by"), 28, lambda c: _revocation(c, "confirmed_by"))
    yield Column(_("Revoked at"), 18, lambda c: _revocation(c, "confirmed_at"))


def _revocation(certificate: Any, field: str) -> Any:
    revocation = getattr(certificate, "revocation", None)
    return getattr(revocation, field) if revocation else None


def _of_person() -> Iterator[Column]:
    yield Column(_("E-mail"), 30, lambda c: c.enrolment.person.email)
    for field in known().values():
        label = str(field.verbose_name).capitalize()
        yield Column(label, 24, partial(_fact, reader(field)))


def _fact(read: Callable[[Any], str], certificate: Any) -> str:
    return read(certificate.enrolment.person)
