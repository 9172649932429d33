"""The site's side of the proof of forgery: one certificate, and everything that is tried on it."""

import io
import random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from courses.certificates import keys
from courses.certificates.files import ensure_file, open_file
from courses.certificates.models import Certificate
from courses.certificates.number_format import lookup_key
from courses.certificates.offline_verification import verify_file
from courses.certificates.queries import by_number
from courses.certificates.tokens import BadToken, verify_token
from courses.certificates.verification import number_in_pdf
from tests.courses.certificates import forging
from tests.factories import certified
from tests.without_triggers import lifted


def issue_one(name: str) -> str:
    """A certificate with its file; its number."""
    certificate = certified(name)
    ensure_file(certificate)
    return certificate.number


def try_tokens(number: str) -> dict[str, int]:
    """Every change of one character, and every trick; how many were proved, and how many a naive check accepts."""
    certificate = Certificate.objects.get(number=number)
    trusted = keys.by_id(keys.published_keys())
    forged = forging.forged_tokens(certificate.token, trusted[certificate.key_id])
    tried = [*forging.changed_characters(certificate.token), *forged.values()]
    naive = forging.naive_check(trusted[certificate.key_id])
    return {
        "true_proved": int(_proves(certificate.token, trusted)),
        "tried": len(tried),
        "accepted": sum(_proves(token, trusted) for token in tried),
        "naive_accepted": sum(naive(token) for token in tried),
    }


def _proves(token: str, trusted: Any) -> bool:
    try:
        return bool(verify_token(token, trusted))
    except BadToken:
        return False


def try_files(number: str, count: int) -> dict[str, int]:
    """So many files with one changed byte, each by the page of the site and offline; how many were accepted.

    A naive check that trusts the number inside accepts most of them.
    """
    certificate = Certificate.objects.get(number=number)
    with open_file(certificate) as file:
        pdf = file.read()
    changed = list(forging.changed_bytes(pdf, count, random.Random(count)))
    return {
        "true_accepted": int(_case(pdf, 0) == "unchanged"),
        "accepted": sum(_case(file, n) == "unchanged" for n, file in enumerate(changed, start=1)),
        "other_claims": sum(_proves_other_claims(file, certificate) for file in changed),
        "naive_accepted": sum(number_in_pdf(file) == number for file in changed),
    }


def _case(pdf: bytes, visitor: int) -> str:
    """What the page says of an upload; each from an address of its own, since one may not try so often."""
    address = f"10.{visitor >> 16 & 255}.{visitor >> 8 & 255}.{visitor & 255}"
    answer = Client(REMOTE_ADDR=address).post(reverse("verify"), {"file": SimpleUploadedFile("c.pdf", pdf)})
    page = answer.content.decode()
    return next(case for case in ("unchanged", "changed", "foreign") if f'data-case="{case}"' in page)


def _proves_other_claims(pdf: bytes, certificate: Certificate) -> bool:
    trusted = keys.by_id(keys.published_keys())
    try:
        claims, holder = verify_file(io.BytesIO(pdf), trusted)
    except BadToken:
        return False
    return (claims, holder) != (verify_token(certificate.token, trusted), certificate.holder)


FACTS = ("holder", "course_code", "minutes_practice", "issued_on", "revision", "token", "enrolment_id")
CHANGE = [f"UPDATE courses_certificate SET {fact} = %(other)s WHERE id = %(id)s" for fact in FACTS]
DELETE = "DELETE FROM courses_certificate WHERE id = %(id)s"
OTHER = {"issued_on": "2019-01-01", "minutes_practice": 9999, "revision": 7}


def try_rows() -> dict[str, int]:
    """Lines changed, inserted and deleted by SQL, first with the triggers in place, then with them lifted: how many
    statements were not refused, how many forged lines the page believes, and how many a page would that reads the
    line alone.
    """
    found = {"tried": 0, "not_refused": 0, "believed": 0, "naive_believed": 0}
    for fact, statement in [*zip(FACTS, CHANGE, strict=True), ("", DELETE)]:
        certificate, other = certified(), certified()
        values = {"id": certificate.pk, "other": OTHER.get(fact, str(other.enrolment_id if "_id" in fact else "x"))}
        if fact == "enrolment_id":
            values["other"] = _somebody_elses(other)
        found["not_refused"] += not _refused(statement, values)
        with lifted():
            _execute(statement, values)
        _count(found, certificate.number)
    _count(found, _inserted(certified()))
    return found


def _somebody_elses(certificate: Certificate) -> int:
    """An enrolment whose own certificate is out of the way."""
    with lifted():
        _execute(DELETE, {"id": certificate.pk})
    return int(certificate.enrolment_id)


def _inserted(certificate: Certificate) -> str:
    """A line with a new number and the token of a true one beside it."""
    names = [field.column for field in Certificate._meta.concrete_fields if field.column != "id"]
    forged = {"ordinal": "900", "revision": "9", "serial": f"'{'0' * 32}'"}
    number = f"{certificate.series}-000900"
    forged |= {"number": f"'{number}'", "number_key": f"'{lookup_key(number)}'"}
    columns = ", ".join(names)
    values = ", ".join(forged.get(name, name) for name in names)
    _execute(
        f"INSERT INTO courses_certificate ({columns}) SELECT {values} FROM courses_certificate WHERE id = %(id)s",
        {"id": certificate.pk},
    )
    return number


def _execute(statement: str, values: dict[str, Any]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def _refused(statement: str, values: dict[str, Any]) -> bool:
    try:
        _execute(statement, values)
    except IntegrityError as reason:
        return "never changed" in str(reason)
    return False


def _count(found: dict[str, int], number: str) -> None:
    found["tried"] += 1
    page = Client().get(reverse("verify-number", args=[number])).content.decode()
    found["believed"] += "status--damaged" not in page
    line = by_number(number)
    found["naive_believed"] += line is not None and line._stored_status == Certificate.Status.VALID
