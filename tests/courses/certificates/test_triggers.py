"""The database refuses what nobody may do to the register, whoever asks."""

import os
import subprocess
import sys

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from cms import triggers
from cms.jobs.queue import claim, finish, release
from courses.certificates import files, services
from courses.certificates.models import Certificate, CertificateFile, IssueProposal, Revocation, Series
from courses.certificates.queries import without_file
from tests.factories import UserFactory, administrator, certified, revoke
from tests.without_triggers import lifted

pytestmark = pytest.mark.django_db
TABLES = {
    "line of the register": Certificate,
    "numbers of a series": Series,
    "a revocation": Revocation,
    "file of a certificate": CertificateFile,
}


@pytest.fixture
def certificate():
    """One with a file, and a revocation that holds."""
    found = certified()
    files._store(found, b"%PDF")
    revoke(found)
    return Certificate.objects.get(pk=found.pk)


def refused(sentence, statement):
    connection.check_constraints()  # what waits for the end of the transaction would be refused for another reason
    with pytest.raises(IntegrityError, match=sentence), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("sentence", TABLES)
@pytest.mark.parametrize("order", ["DELETE FROM {}", "TRUNCATE {} CASCADE", "REPLACE INTO {0} SELECT * FROM {0}"])
def test_no_line_is_taken_out_or_put_in_the_place_of_another(certificate, sentence, order):
    only = {"TRUNCATE": "postgresql", "REPLACE": "sqlite"}.get(order.split()[0], connection.vendor)
    if connection.vendor != only:
        pytest.skip("another database's word")
    if order.startswith("TRUNCATE"):  # CASCADE reaches other guarded tables too, and any of them may refuse
        sentence = "|".join(TABLES)
    refused(sentence, order.format(TABLES[next(iter(TABLES)) if "|" in sentence else sentence]._meta.db_table))


FREE = {"lease_token", "lease_expires_at", "finished_at", "tries", "last_error"}
FIXED = [field.name for field in Certificate._meta.concrete_fields if field.name not in FREE]


@pytest.mark.parametrize("name", FIXED)
def test_no_fact_of_a_certificate_is_changed(certificate, name):
    field = Certificate._meta.get_field(name)
    other = {
        "JSONField": {"ky": "x"},
        "UUIDField": "0" * 32,
        "DateField": "2020-01-01",
        "DateTimeField": timezone.now(),
        "CharField": "x",
        "TextField": "x",
    }.get(field.get_internal_type(), 99)
    with pytest.raises(IntegrityError, match="line of the register is never changed"), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(**{field.attname: other})


def test_the_worker_notes_what_it_does_and_a_holder_is_erased_once():
    certificate = certified()
    (held,) = claim(without_file(), limit=1)
    release(held, last_error="no font", after=timezone.timedelta(seconds=-1))
    (held,) = claim(without_file(), limit=1)
    assert finish(held)
    Certificate.objects.get(pk=certificate.pk).save()  # nothing differs
    assert services.erase_holder(person=certificate.enrolment.person) == 1
    for facts in ({"holder": "Ким", "salt": "s"}, {"salt": "s", "holder": "x"}):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            Certificate.objects.filter(pk=certificate.pk).update(**facts)


@pytest.mark.parametrize("last", [0, 3, 100])
def test_a_series_grows_by_one_alone(certificate, last):
    series = Series.objects.filter(pk=certificate.series_id)
    assert series.get().last == 1
    with pytest.raises(IntegrityError, match="one by one"), transaction.atomic():
        series.update(last=last)
    with pytest.raises(IntegrityError, match="one by one"), transaction.atomic():
        series.update(last=2, year=2001)
    assert series.update(last=2) == 1


@pytest.mark.parametrize(("last", "fits"), [(0, True), (1, True), (2, False)])
def test_a_series_begins_at_its_beginning(last, fits):
    if fits:
        assert Series.objects.create(issuer="ABC", year=2026, last=last).pk
        return
    with pytest.raises(IntegrityError, match="one by one"), transaction.atomic():
        Series.objects.create(issuer="ABC", year=2026, last=last)


def test_a_revocation_is_proposed_confirmed_and_holds(certificate):
    by, held = UserFactory(), Revocation.objects.get()
    confirmed = {"confirmed_by": by, "confirmed_at": timezone.now()}
    with pytest.raises(IntegrityError, match="a revocation"), transaction.atomic():
        Revocation.objects.create(certificate=certified(), reason="r", proposed_by=UserFactory(), **confirmed)
    for facts in ({"reason": "other"}, {"confirmed_by": None, "confirmed_at": None}, confirmed):
        with pytest.raises(IntegrityError, match="a revocation"), transaction.atomic():
            Revocation.objects.filter(pk=held.pk).update(**facts)
    proposal = Revocation.objects.create(certificate=certified(), reason="r", proposed_by=UserFactory())
    with pytest.raises(IntegrityError, match="a revocation"), transaction.atomic():
        Revocation.objects.filter(pk=proposal.pk).update(reason="other", **confirmed)
    services.withdraw(proposal=proposal, by=by)
    assert Revocation.objects.get() == held


def test_a_proposal_to_issue_is_changed_by_its_confirmation_alone_and_then_stays():
    by, facts = administrator(), {"certificate": certified(), "by": administrator(), "reason": "r"}
    proposal = services.propose_correction(**facts, holder="Ким Ольга")
    rows = IssueProposal.objects.filter(pk=proposal.pk)
    for changed in ({"reason": "other"}, {"changes": {"holder": "Ли"}}, {"kind": "renew"}):
        with pytest.raises(IntegrityError, match="certificate by two"), transaction.atomic():
            rows.update(**changed)
    services.confirm_issue(proposal=proposal, by=by)
    for changed in ({"issued": certified()}, {"confirmed_at": timezone.now()}, {"changes": {"holder": "Ли"}}):
        with pytest.raises(IntegrityError, match="certificate by two"), transaction.atomic():
            rows.update(**changed)
    with pytest.raises(IntegrityError, match="certificate by two"), transaction.atomic():
        rows.delete()


def test_the_hash_of_a_file_stays_and_its_place_is_only_emptied(certificate):
    stored = CertificateFile.objects.filter(certificate=certificate)
    for facts in ({"sha256": "0" * 64}, {"size": 9}, {"path": "elsewhere.pdf"}):
        with pytest.raises(IntegrityError, match="stored once"), transaction.atomic():
            stored.update(**facts)
    assert stored.update(path="") == 1


def faults():
    return [fault.id for fault in run_checks(tags=[Tags.database], databases=["default"])]


def test_the_system_check_finds_a_table_that_is_not_guarded():
    assert "courses.E005" not in faults()
    with lifted():
        assert "courses.E005" in faults()
    assert "courses.E005" not in faults()


def test_a_trigger_of_the_same_name_that_refuses_nothing_is_found_and_put_right():
    table = Certificate._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER certificate_no_change")
            cursor.execute(f"CREATE TRIGGER certificate_no_change BEFORE UPDATE ON {table} BEGIN SELECT 1; END")
        else:
            body = "BEGIN RETURN NEW; END"
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION certificate_no_change() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
            )
    assert triggers.missing(connection, triggers.declared()) == ["certificate_no_change"]
    triggers.install(connection, triggers.declared())
    assert triggers.missing(connection, triggers.declared()) == []


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_rebuilds_the_table_leaves_it_guarded():
    certificate = certified()
    old = Certificate._meta.get_field("course_code")
    wider = models.CharField(max_length=81)
    wider.set_attributes_from_name(old.name)
    wider.model = Certificate
    with connection.schema_editor() as editor:
        editor.alter_field(Certificate, old, wider, strict=False)
    call_command("migrate", "courses", verbosity=0, skip_checks=True)
    refused("never changed", f"UPDATE {Certificate._meta.db_table} SET course_code = 'x'")
    with connection.schema_editor() as editor:
        editor.alter_field(Certificate, wider, old, strict=False)
    triggers.install(connection, triggers.declared())
    assert Certificate.objects.get() == certificate


def test_a_condition_has_the_same_words_in_whatever_order_its_columns_are_named():
    """A set yields its names in another order in each process, and the check compares words with what is stored."""
    names = ["holder", "salt", "number"]
    assert triggers.changed(Certificate, only=names) == triggers.changed(Certificate, only=names[::-1])


def test_two_processes_want_the_same_triggers():
    wanted = "import django; django.setup(); from cms import triggers; " + (
        "print([guard.wanted(kind) for guard in triggers.declared() for kind in ('sqlite', 'postgresql')])"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", wanted],
            env=os.environ | {"PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "lms.settings.test"},
            stdout=subprocess.PIPE,
        )
        for seed in ("0", "1")
    ]
    one, other = (process.communicate()[0] for process in running)
    assert one == other
    assert b"certificate_no_other_holder" in one
