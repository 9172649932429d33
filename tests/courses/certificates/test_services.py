from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses import signals
from courses.certificates import services
from courses.certificates.models import Certificate, Revocation, Series
from courses.certificates.queries import current_certificate, register
from tests.factories import (
    EnrolmentFactory,
    UserFactory,
    administrator,
    certified,
    finish,
    make_outline,
    rewritten,
    say_yes,
)
from tests.without_triggers import lifted

pytestmark = pytest.mark.django_db


def status(certificate, on=None):
    return register(on=on).get(pk=certificate.pk).status


def codes(refusal):
    return {reason.code for reason in refusal.value.error_list}


def test_finishing_issues_a_certificate_with_the_next_number():
    first, second = certified(), certified()
    assert [c.ordinal for c in (first, second)] == [1, 2]
    assert second.number == f"JYL-{timezone.localdate().year}-000002"
    assert first.holder == "Асанова Айгүл"
    assert (first.minutes_theory, first.minutes_practice) == (20, 40)
    assert first.minutes_by_evidence == {"passed": 5, "read": 15, "self-reported": 40}
    assert status(first) == "valid"


def test_issuing_again_returns_the_same_certificate():
    certificate = certified()
    assert services.issue(enrolment=certificate.enrolment) == certificate
    assert Certificate.objects.count() == 1


def test_a_failure_after_the_number_was_given_leaves_no_gap():
    def break_it(**facts):
        raise RuntimeError

    enrolment = finish(EnrolmentFactory(person__confirmed=False))
    say_yes(enrolment.person)
    signals.certificate_issued.connect(break_it)
    try:
        with pytest.raises(RuntimeError), transaction.atomic():
            services.issue(enrolment=enrolment)
    finally:
        signals.certificate_issued.disconnect(break_it)
    assert services.issue(enrolment=enrolment).ordinal == 1


def test_without_a_name_the_course_is_finished_and_the_certificate_waits_for_the_name():
    enrolment = finish(EnrolmentFactory(person__first_name="", person__last_name=""))
    assert enrolment.finished_at
    with pytest.raises(ValidationError) as refusal:
        services.issue(enrolment=enrolment)
    assert codes(refusal) == {"holder-missing"}
    enrolment.person.last_name = "Асанова"
    enrolment.person.save()
    assert [c.holder for c in services.confirm_name(person=enrolment.person, name="Асанова")] == ["Асанова"]


def test_a_name_that_the_font_cannot_print_is_refused_with_its_letters_and_touches_no_number():
    enrolment = finish(EnrolmentFactory(person__first_name="李", person__last_name="Ким"))
    with pytest.raises(ValidationError) as refusal:
        services.issue(enrolment=enrolment)
    assert codes(refusal) == {"holder-letters"}
    assert "“李” (U+674E)" in str(refusal.value)
    assert not Series.objects.exists()


def test_a_course_that_is_not_finished_certifies_nothing():
    with pytest.raises(ValidationError) as refusal:
        services.issue(enrolment=EnrolmentFactory())
    assert codes(refusal) == {"finish"}


def test_by_order_the_administrator_issues_to_a_group_and_is_told_who_gets_none_and_why():
    edition = make_outline(issue="order")
    cohort = EnrolmentFactory(edition=edition).cohort
    done = finish(EnrolmentFactory(edition=edition, cohort=cohort))
    half = EnrolmentFactory(edition=edition, cohort=cohort)
    assert not done.certificates.exists()
    order = {"order_number": "12-К", "by": UserFactory()}
    certificate, is_new = services.issue_in_group(enrolment=done, **order)
    assert (certificate.order_number, is_new) == ("12-К", True)
    with pytest.raises(ValidationError) as refusal:
        services.issue_in_group(enrolment=half, **order)
    assert codes(refusal) == {"finish"}
    assert services.issue_in_group(enrolment=done, **order) == (certificate, False)


def test_by_order_nothing_is_issued_without_an_order():
    enrolment = finish(EnrolmentFactory(edition=make_outline(issue="order")))
    with pytest.raises(ValidationError) as refusal:
        services.issue(enrolment=enrolment)
    assert codes(refusal) == {"order"}


def test_a_correction_is_the_next_revision_with_a_number_of_its_own():
    old = certified()
    new = services.correct(certificate=old, by=UserFactory(), reason="letter", holder="Асанова  Айгүль")
    assert (new.cycle, new.revision, new.ordinal, new.holder) == (1, 2, 2, "Асанова Айгүль")
    assert register().get(pk=old.pk).newer == new.number
    assert (status(old), status(new)) == ("replaced", "valid")
    assert new.token != old.token
    with pytest.raises(ValidationError):
        services.correct(certificate=old, by=UserFactory(), reason="again", holder="Х")


def test_a_correction_to_a_language_without_a_title_prints_the_title_there_is():
    new = services.correct(
        certificate=certified(titles={"ky": "Теңдик"}), by=UserFactory(), reason="r", languages=["kk"]
    )
    assert new.title("kk") == "Теңдик"


def test_an_expired_certificate_is_followed_by_the_next_cycle_and_keeps_its_status():
    old = certified(valid_months=12)
    last_day = old.valid_until_on
    assert (status(old, last_day), status(old, last_day + timedelta(days=1))) == ("valid", "expired")
    assert services.renew(enrolment=old.enrolment, by=UserFactory()) == old
    rewritten(old, issued_on=date(2020, 1, 1), valid_until_on=date(2020, 12, 31))
    new = services.renew(enrolment=old.enrolment, by=UserFactory())
    assert (new.cycle, new.revision) == (2, 1)
    assert (status(old), current_certificate(old.enrolment)) == ("expired", new)


def test_a_revocation_needs_a_reason_and_two_persons():
    certificate, one, other = certified(), administrator(), administrator()
    with pytest.raises(ValidationError):
        services.propose_revocation(certificate=certificate, reason=" ", by=one)
    revocation = services.propose_revocation(certificate=certificate, reason="forged papers", by=one)
    assert status(certificate) == "valid"
    with pytest.raises(ValidationError):
        services.confirm_revocation(revocation=revocation, by=one)
    services.confirm_revocation(revocation=revocation, by=other)
    assert status(certificate) == "revoked"
    assert services.issue(enrolment=certificate.enrolment) == certificate
    with pytest.raises(ValidationError):
        services.correct(certificate=certificate, by=one, reason="x", holder="Х")


@pytest.mark.parametrize(
    "fields",
    [
        {"same": True, "at": True},
        {"same": False, "at": False},
    ],
)
def test_the_database_itself_wants_a_second_person_and_a_time(fields):
    one, other = UserFactory(), UserFactory()
    proposal = Revocation.objects.create(certificate=certified(), reason="r", proposed_by=one)
    proposal.confirmed_by = one if fields["same"] else other
    proposal.confirmed_at = timezone.now() if fields["at"] else None
    with pytest.raises(IntegrityError, match="revocation_"), lifted(), transaction.atomic():
        proposal.save()


def test_two_certificates_cannot_have_one_number_or_one_revision():
    first, second = certified(), certified()
    for fields in ({"ordinal": first.ordinal}, {"number": first.number}, {"enrolment": first.enrolment}):
        with pytest.raises(IntegrityError, match=r"(?i)unique"), lifted(), transaction.atomic():
            Certificate.objects.filter(pk=second.pk).update(**fields)
