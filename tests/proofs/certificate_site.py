"""The site's side of the proofs of certificates: learners one step before the end, that step, and the audit."""

import hashlib
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.storage import storages
from django.db import connection, transaction
from django.db.models import Max
from django.urls import reverse

from courses.certificates import keys, services
from courses.certificates.files import ensure_file
from courses.certificates.models import Certificate, CertificateFile, Series
from courses.certificates.tokens import BadToken, verify_token
from courses.learning.models import Cohort, Completion, Enrolment
from courses.learning.services import complete
from courses.syllabus.queries import outline
from tests.factories import finish, make_outline, say_yes
from tests.proofs.quiz_site import session_of

EVIDENCE = {"lesson": "read", "quiz": "passed", "task": "self-reported"}


@transaction.atomic
def prepare(count: int) -> list[int]:
    """So many learners, each with one thing left to do; their enrolments."""
    edition = make_outline(code=f"proof-{time.time_ns()}")
    cohort = Cohort.objects.create(course=edition.course)
    stamp = time.time_ns()
    users = [
        get_user_model()(email=f"{stamp}-{n}@example.org", last_name=f"Асанова {'ңөүәғқұһі'[n % 9]}")
        for n in range(count)
    ]
    get_user_model().objects.bulk_create(users)
    people = get_user_model().objects.filter(email__startswith=f"{stamp}-")
    for person in people:
        say_yes(person)
    rows = [Enrolment(person=person, cohort=cohort, edition=edition, language="ky") for person in people]
    Enrolment.objects.bulk_create(rows)
    enrolments = list(Enrolment.objects.filter(cohort=cohort))
    Completion.objects.bulk_create(done for enrolment in enrolments for done in _all_but_the_last(enrolment))
    return [enrolment.pk for enrolment in enrolments]


def _all_but_the_last(enrolment: Enrolment) -> Iterator[Completion]:
    for item in outline(enrolment.edition_id)[:-1]:
        yield Completion(
            enrolment=enrolment,
            activity_id=item.activity_id,
            evidence=EVIDENCE[item.kind],
            minutes=item.minutes,
            recorded_by_id=enrolment.person_id,
        )


def finish_each(enrolments: list[int], seconds: float) -> int:
    """The last step of each, every one in a transaction of its own, spread over the time."""
    began = time.monotonic()
    for place, enrolment in enumerate(Enrolment.objects.filter(pk__in=enrolments).order_by("pk")):
        time.sleep(max(began + seconds * place / len(enrolments) - time.monotonic(), 0))
        item = outline(enrolment.edition_id)[-1]
        complete(enrolment=enrolment, item=item, evidence=EVIDENCE[item.kind], by=enrolment.person)
    return len(enrolments)


def waiting() -> int:
    """How many certificates have no file yet."""
    return Certificate.objects.filter(file=None).count()


def faults(enrolments: list[int]) -> list[str]:
    """What is not as it must be: rows, numbers, serials, tokens, files."""
    rows = list(Certificate.objects.select_related("series").order_by("ordinal"))
    found = []
    if sorted(row.enrolment_id for row in rows) != sorted(enrolments):
        found.append(f"{len(rows)} certificates for {len(enrolments)} enrolments")
    if [row.ordinal for row in rows] != list(range(1, len(rows) + 1)):
        found.append("the numbers have gaps or repeat")
    if Series.objects.get().last != len(rows):
        found.append("the series counts otherwise")
    if len({row.serial for row in rows}) != len(rows) or len({row.number for row in rows}) != len(rows):
        found.append("serials or numbers repeat")
    trusted = keys.by_id(keys.published_keys())
    return found + [fault for row in rows for fault in _faults_of(row, trusted)]


def _faults_of(row: Certificate, trusted: Any) -> Iterator[str]:
    try:
        if verify_token(row.token, trusted)["number"] != row.number:
            yield f"{row}: the token names another number"
    except BadToken as reason:
        yield f"{row}: {reason}"
    file = CertificateFile.objects.filter(certificate=row).first()
    if file is None or row.finished_at is None:
        yield f"{row}: no file"
        return
    with storages["private"].open(file.path) as stored:
        pdf = stored.read()
    if hashlib.sha256(pdf).hexdigest() != file.sha256 or len(pdf) != file.size:
        yield f"{row}: the file is not the register's"
    if f"/ID [({row.number})".encode() not in pdf:
        yield f"{row}: the file is another certificate's"


def a_finisher_without_a_name() -> dict[str, Any]:
    """A person who finished without a certificate, and has just given their name and said yes to it: signed in."""
    [pk] = prepare(1)
    enrolment = Enrolment.objects.get(pk=pk)
    type(enrolment.person).objects.filter(pk=enrolment.person_id).update(last_name="")
    finish(Enrolment.objects.get(pk=pk))
    person = enrolment.person
    type(person).objects.filter(pk=person.pk).update(last_name="Асанова")
    person.refresh_from_db()
    say_yes(person)
    return {"enrolment": pk, "get": reverse("get-certificate", args=[pk]), **session_of(person)}


def plant(enrolments: list[int]) -> int:
    """Issue with numbers as one takes them in a hurry: the highest so far and one more, read beforehand.

    The constraint refuses what this doubles, so some get nothing; how many do.
    """
    chosen = threading.local()
    services._next_number = lambda on: (Series.objects.get(year=on.year), chosen.number)
    gate = threading.Barrier(4)

    def one(enrolment: int) -> bool:
        chosen.number = (Certificate.objects.aggregate(last=Max("ordinal"))["last"] or 0) + 1
        gate.wait()
        try:
            finished = finish(Enrolment.objects.get(pk=enrolment))
            return finished.certificates.exists()
        except Exception:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        got = list(pool.map(one, enrolments))
    for certificate in Certificate.objects.filter(file=None):
        ensure_file(certificate)
    return got.count(False)
