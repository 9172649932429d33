"""Revoking takes two administrators."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.access.models import HeldPermission
from courses.certificates import services
from courses.certificates.models import Revocation
from courses.certificates.queries import register
from tests.factories import UserFactory, administrator, certified

pytestmark = pytest.mark.django_db


def propose(editor, certificate, reason="подложные документы"):
    return editor.post(reverse("register-revoke", args=[certificate.pk]), {"reason": reason})


def status(certificate):
    return register().get(pk=certificate.pk).status


def test_one_proposes_and_another_confirms(editor):
    certificate, other = certified(), administrator()
    propose(editor, certificate)
    revocation = Revocation.objects.get()
    assert (revocation.proposed_by, status(certificate)) == (editor.person, "valid")
    editor.force_login(other)
    waiting = editor.get(reverse("register-proposals")).content.decode()
    assert certificate.number in waiting
    assert "подложные документы" in waiting
    confirm = reverse("register-revocation", args=[revocation.pk])
    assert "Revoke for good" in editor.get(confirm).content.decode()
    assert status(certificate) == "valid"
    assert editor.post(confirm).url == reverse("register-certificate", args=[certificate.pk])
    assert status(certificate) == "revoked"
    assert Revocation.objects.get().confirmed_by == other
    assert list(editor.get(reverse("register-proposals")).context["page_obj"]) == []


def test_who_became_administrator_after_the_proposal_is_told_and_refused(editor):
    certificate = certified()
    propose(editor, certificate)
    revocation = Revocation.objects.get()
    editor.force_login(administrator())
    page = editor.get(reverse("register-revocation", args=[revocation.pk])).content.decode()
    assert "before it was proposed" in page
    assert "Revoke for good" not in page
    answer = editor.post(reverse("register-revocation", args=[revocation.pk]))
    assert answer.status_code == 409
    assert "before it was proposed" in answer.content.decode()
    assert status(certificate) == "valid"


def test_the_right_given_at_the_moment_of_the_proposal_does_not_confirm_it():
    one, other = administrator(), administrator()
    revocation = services.propose_revocation(certificate=certified(), reason="r", by=one)
    HeldPermission.objects.filter(user=other).update(since=revocation.proposed_at)
    with pytest.raises(ValidationError) as refused:
        services.confirm_revocation(revocation=revocation, by=other)
    assert refused.value.code == "held-since"
    assert not other.has_perm("courses.revoke_certificate", revocation)
    HeldPermission.objects.filter(user=other).update(since=revocation.proposed_at - timedelta(microseconds=1))
    assert other.has_perm("courses.revoke_certificate", revocation)
    services.confirm_revocation(revocation=revocation, by=other)


def test_a_superuser_does_not_confirm_what_they_proposed_themselves():
    boss = UserFactory(is_superuser=True)
    revocation = services.propose_revocation(certificate=certified(), reason="r", by=boss)
    assert boss.has_perm("courses.revoke_certificate")
    assert not boss.has_perm("courses.revoke_certificate", revocation)
    assert UserFactory(is_superuser=True).has_perm("courses.revoke_certificate", revocation) is False
    with pytest.raises(ValidationError):
        services.confirm_revocation(revocation=revocation, by=boss)


def test_ones_own_proposal_is_not_confirmed_and_the_page_says_so(editor):
    certificate = certified()
    propose(editor, certificate)
    confirm = reverse("register-revocation", args=[Revocation.objects.get().pk])
    page = editor.get(confirm).content.decode()
    assert "another administrator must confirm it" in page
    assert "Revoke for good" not in page
    response = editor.post(confirm)
    assert response.status_code == 409
    assert "Another person must confirm what one has proposed." in response.content.decode()
    assert status(certificate) == "valid"


def test_the_body_cannot_name_another_who_confirms(editor):
    certificate = certified()
    propose(editor, certificate)
    forged = {"by": administrator().pk, "confirmed_by": administrator().pk, "proposed_by": administrator().pk}
    editor.post(reverse("register-revocation", args=[Revocation.objects.get().pk]), forged)
    assert status(certificate) == "valid"


@pytest.mark.parametrize("reason", ["", "  ", "р" * 501])
def test_a_proposal_needs_a_reason_that_fits(editor, reason):
    response = propose(editor, certified(), reason)
    assert response.status_code == 422
    assert response.context["form"]["reason"].errors
    assert reason.strip() in response.content.decode()
    assert not Revocation.objects.exists()


def test_a_second_proposal_and_one_for_a_replaced_certificate_are_refused_in_words(editor):
    certificate = certified()
    propose(editor, certificate)
    response = propose(editor, certificate)
    assert response.status_code == 409
    assert "is proposed already" in response.content.decode()
    old = certified()
    services.correct(certificate=old, by=UserFactory(), reason="r", holder="Асанова")
    assert "revoke the one that stands" in propose(editor, old).content.decode()


def test_confirming_twice_is_refused_in_words(editor):
    revocation = services.propose_revocation(certificate=certified(), reason="r", by=administrator())
    confirm = reverse("register-revocation", args=[revocation.pk])
    editor.post(confirm)
    assert "settled already" in editor.post(confirm).content.decode()


def test_a_certificate_replaced_since_the_proposal_is_marked_before_it_is_confirmed(editor):
    certificate = certified()
    revocation = services.propose_revocation(certificate=certificate, reason="r", by=administrator())
    new = services.correct(certificate=certificate, by=editor.person, reason="r", holder="Асанова")
    page = editor.get(reverse("register-revocation", args=[revocation.pk])).content.decode()
    assert f"replaced by {new.number} since" in page


def test_a_proposal_made_by_mistake_is_taken_back_and_the_log_keeps_it(editor):
    certificate = certified()
    propose(editor, certificate, reason="wrong person")
    page = reverse("register-revocation", args=[Revocation.objects.get().pk])
    assert "Take the proposal back" in editor.get(page).content.decode()
    editor.post(f"{page}withdraw/")
    assert not Revocation.objects.exists()
    assert status(certificate) == "valid"
    entry = ModelLogEntry.objects.get(action=services.PROPOSAL_WITHDRAWN)
    assert entry.data["reason"] == "wrong person"
    assert "taken back" in entry.message


def test_what_two_have_confirmed_is_not_taken_back(editor):
    revocation = services.propose_revocation(certificate=certified(), reason="r", by=administrator())
    services.confirm_revocation(revocation=revocation, by=editor.person)
    answer = editor.post(reverse("register-withdraw", args=[revocation.pk]))
    assert answer.status_code == 409
    assert "settled already" in answer.content.decode()
    assert Revocation.objects.get().confirmed_at
