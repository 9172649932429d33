"""A certificate in another name, or again after a revocation, is issued by two."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.access.models import HeldPermission
from courses.certificates import services
from courses.certificates.models import Certificate, ConfirmedName, IssueProposal
from courses.certificates.queries import current_certificate
from courses.people.names import is_slip
from tests.factories import EnrolmentFactory, administrator, certified, finish, revoke, rewritten, say_yes, trainer

pytestmark = pytest.mark.django_db
REASON = {"reason": "по паспорту"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Асанова Айгүл", "Асанова Айгул"),
        ("Асанова Айгүл", "Айгүл Асанова"),
        ("Асанова Айгүл", "Асанова Айгүл Бакыт кызы".removesuffix(" кызы")),
        ("Асанова Айгүл Бакытовна", "Асанова Айгүл"),
        ("Асанова", "Осонова"),
        ("Айгүл", "Айгуль"),
        ("Ким Ли", "Кин Ли"),
        ("Ёлкина", "Елкина"),
    ],
)
def test_a_slip_of_the_keyboard(before, after):
    assert is_slip(before, after)
    assert is_slip(after, before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Асанова Айгүл", "Ким Ольга"),
        ("Асанова Айгүл", "Асанова Бермет"),
        ("Асанова Айгүл", "Асанова Айгүл Бакыт кызы"),
        ("Асанова", "Осоновы"),
        ("Асан", "Усен"),
        ("Ким Ли", "Ким Ан"),
        ("Асанова Асанова", "Асанова Усенбаева"),
        ("", "Ким"),
    ],
)
def test_somebody_elses_name(before, after):
    assert not is_slip(before, after)


@pytest.fixture
def certificate():
    return certified("Асанова Айгүл")


@pytest.fixture
def two():
    return administrator(), administrator()


def code_of(refusal):
    return refusal.value.error_list[0].code


def test_a_slip_is_corrected_by_one(certificate, two):
    assert services.correct(certificate=certificate, by=two[0], holder="Асанова Айгуль", **REASON).revision == 2


def test_another_name_is_refused_to_one_and_issued_by_two(certificate, two):
    one, other = two
    with pytest.raises(ValidationError) as refusal:
        services.correct(certificate=certificate, by=one, holder="Ким Ольга", **REASON)
    assert code_of(refusal) == "by-two"
    proposal = services.propose_correction(certificate=certificate, by=one, holder="Ким Ольга", **REASON)
    assert current_certificate(certificate.enrolment) == certificate
    new = services.confirm_issue(proposal=proposal, by=other)
    assert (new.holder, new.revision, new.correction) == ("Ким Ольга", 2, "по паспорту")
    assert current_certificate(certificate.enrolment) == new
    proposal.refresh_from_db()
    assert (proposal.issued, proposal.confirmed_by, proposal.changes) == (new, other, {})


def test_small_steps_do_not_add_up_to_another_name(certificate, two):
    step = services.correct(certificate=certificate, by=two[0], holder="Осонова Айгүл", **REASON)
    with pytest.raises(ValidationError) as refusal:
        services.correct(certificate=step, by=two[0], holder="Осоновы Айгүл", **REASON)
    assert code_of(refusal) == "by-two"


def test_a_slip_in_a_name_that_two_have_put_there_is_corrected_by_one(certificate, two):
    proposal = services.propose_correction(certificate=certificate, by=two[0], holder="Ким Олга", **REASON)
    new = services.confirm_issue(proposal=proposal, by=two[1])
    assert services.correct(certificate=new, by=two[0], holder="Ким Ольга", **REASON).revision == 3
    with pytest.raises(ValidationError) as refusal:
        services.correct(certificate=current_certificate(new.enrolment), by=two[0], holder="Асанова Айгүл", **REASON)
    assert code_of(refusal) == "by-two"


def test_a_revoked_certificate_is_issued_again_by_two(certificate, two):
    revoke(certificate)
    with pytest.raises(ValidationError) as refusal:
        services.renew(enrolment=certificate.enrolment, by=two[0])
    assert code_of(refusal) == "by-two"
    proposal = services.propose_renewal(enrolment=certificate.enrolment, by=two[0], **REASON)
    new = services.confirm_issue(proposal=proposal, by=two[1])
    assert (new.cycle, new.revision, current_certificate(new.enrolment)) == (2, 1, new)


def test_an_expired_one_is_followed_by_one_alone_but_not_in_another_name(certificate, two):
    rewritten(certificate, issued_on=date(2020, 1, 1), valid_until_on=date(2020, 12, 31))
    person = certificate.enrolment.person
    person.last_name, person.first_name = "Ким", "Ольга"
    person.save()
    say_yes(person)
    for again in (
        lambda: services.issue(enrolment=certificate.enrolment),
        lambda: services.issue(enrolment=certificate.enrolment, by=two[0]),
        lambda: services.renew(enrolment=certificate.enrolment, by=two[0]),
    ):
        with pytest.raises(ValidationError) as refusal:
            again()
        assert code_of(refusal) == "by-two"
    person.last_name, person.first_name = "Асанова", "Айгул"
    person.save()
    assert services.renew(enrolment=certificate.enrolment, by=two[0]).holder == "Асанова Айгул"


def test_who_proposes_does_not_confirm_nor_who_got_the_right_since(certificate, two):
    one, other = two
    proposal = services.propose_correction(certificate=certificate, by=one, holder="Ким Ольга", **REASON)
    held = HeldPermission.objects.filter(user=other)
    held.update(since=proposal.proposed_at)
    for who, code in (
        (one, "same-person"),
        (other, "held-since"),
        (administrator(), "held-since"),
        (trainer(), "held-since"),
    ):
        with pytest.raises(ValidationError) as refusal:
            services.confirm_issue(proposal=proposal, by=who)
        assert refusal.value.code == code
    assert Certificate.objects.count() == 1
    held.update(since=proposal.proposed_at - timedelta(microseconds=1))
    assert services.confirm_issue(proposal=proposal, by=other)
    with pytest.raises(ValidationError) as refusal:
        services.confirm_issue(proposal=proposal, by=other)
    assert refusal.value.code == "confirmed"
    assert Certificate.objects.count() == 2


def test_a_certificate_has_one_proposal_at_a_time(certificate, two):
    facts = {"certificate": certificate, "holder": "Ким Ольга", **REASON}
    services.propose_correction(by=two[0], **facts)
    with pytest.raises(ValidationError) as refusal:
        services.propose_correction(by=two[1], **facts)
    assert refusal.value.code == "proposed"


def test_a_proposal_whose_certificate_was_replaced_issues_nothing(certificate, two):
    proposal = services.propose_correction(certificate=certificate, by=two[0], holder="Ким Ольга", **REASON)
    services.correct(certificate=certificate, by=two[0], holder="Асанова Айгуль", **REASON)
    with pytest.raises(ValidationError) as refusal:
        services.confirm_issue(proposal=proposal, by=two[1])
    assert refusal.value.code == "not-current"


def test_a_name_that_was_changed_since_the_proposal_is_not_issued_again(certificate, two):
    revoke(certificate)
    proposal = services.propose_renewal(enrolment=certificate.enrolment, by=two[0], **REASON)
    type(certificate.enrolment.person).objects.update(last_name="Ким")
    with pytest.raises(ValidationError) as refusal:
        services.confirm_issue(proposal=proposal, by=two[1])
    assert refusal.value.code == "changed"


def test_what_is_valid_is_not_proposed_again(certificate, two):
    with pytest.raises(ValidationError) as refusal:
        services.propose_renewal(enrolment=certificate.enrolment, by=two[0], **REASON)
    assert refusal.value.code == "valid"


def test_erasing_the_holder_leaves_no_name_in_a_proposal(certificate, two):
    services.propose_correction(certificate=certificate, by=two[0], holder="Ким Ольга", **REASON)
    services.erase_holder(person=certificate.enrolment.person)
    assert not IssueProposal.objects.exists()
    assert not ConfirmedName.objects.filter(person=certificate.enrolment.person).exists()


def send(editor, certificate, holder):
    typed = {"holder": holder, "title_ky": certificate.titles["ky"], "title_ru": certificate.titles["ru"], **REASON}
    return editor.post(reverse("register-correct", args=[certificate.pk]), {**typed, "confirmed": "yes"})


def test_in_the_editor_another_name_is_proposed_listed_looked_at_and_confirmed(editor, certificate, two):
    assert send(editor, certificate, "Ким Ольга").url == reverse("register-certificate", args=[certificate.pk])
    proposal = IssueProposal.objects.get()
    page = reverse("register-proposal", args=[proposal.pk])
    assert page in editor.get(reverse("register-certificate", args=[certificate.pk])).content.decode()
    assert "must confirm it" in editor.get(page).content.decode()
    assert editor.post(page).status_code == 409
    editor.force_login(two[1])
    assert page in editor.get(reverse("register-proposals")).content.decode()
    seen = editor.get(page).content.decode()
    assert "Ким Ольга" in seen
    assert "Асанова Айгүл" in seen
    assert editor.post(page).url == reverse("register-certificate", args=[Certificate.objects.get(revision=2).pk])
    assert editor.get(reverse("register-proposals")).context["page_obj"].object_list == []


def test_in_the_editor_a_proposal_is_taken_back_and_the_log_keeps_it(editor, certificate):
    send(editor, certificate, "Ким Ольга")
    editor.post(reverse("register-proposal-withdraw", args=[IssueProposal.objects.get().pk]))
    assert not IssueProposal.objects.exists()
    assert ModelLogEntry.objects.get(action=services.PROPOSAL_WITHDRAWN).data["reason"] == "по паспорту"


def test_the_first_certificate_of_a_person_needs_one_alone():
    assert finish(EnrolmentFactory()).certificates.get().cycle == 1
