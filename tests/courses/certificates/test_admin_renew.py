"""The next certificate after one that ended."""

import pytest
from django.urls import reverse

from courses.certificates import services
from courses.certificates.models import Certificate, IssueProposal
from courses.certificates.queries import current_certificate
from tests.factories import administrator, certified, finishers, revoke

pytestmark = pytest.mark.django_db


def renew(editor, certificate, **typed):
    return editor.post(reverse("register-renew", args=[certificate.pk]), typed)


def revoked(certificate):
    revoke(certificate)
    return certificate


def test_after_a_revocation_the_page_offers_the_next_cycle(editor):
    old, other = certified(), administrator()
    link = reverse("register-renew", args=[old.pk])
    page = reverse("register-certificate", args=[old.pk])
    assert link not in editor.get(page).content.decode()
    revoked(old)
    assert link in editor.get(page).content.decode()
    assert renew(editor, old).status_code == 422  # without a reason
    renew(editor, old, reason="подлинность доказана")
    proposal = IssueProposal.objects.get()
    assert (current_certificate(old.enrolment), proposal.proposed_by) == (old, editor.person)
    assert editor.post(reverse("register-proposal", args=[proposal.pk])).status_code == 409
    editor.force_login(other)
    editor.post(reverse("register-proposal", args=[proposal.pk]))
    new = current_certificate(old.enrolment)
    assert (new.cycle, new.revision, new.issued_by, new.status) == (2, 1, other, "valid")


def test_a_course_by_order_asks_for_the_order_at_its_field(editor):
    (one,) = finishers(1)
    old = revoked(services.issue(enrolment=one, order_number="1"))
    response = renew(editor, old, order_number=" ")
    assert response.status_code == 422
    assert "type its number" in "".join(response.context["form"]["order_number"].errors)
    renew(editor, old, order_number="2", reason="r")
    assert IssueProposal.objects.get().changes["order_number"] == "2"


def test_a_certificate_that_is_valid_is_not_doubled(editor):
    old = certified()
    assert renew(editor, old).url == reverse("register-certificate", args=[old.pk])
    assert Certificate.objects.count() == 1


def test_what_stands_against_it_is_said(editor):
    old = revoked(certified())
    person = old.enrolment.person
    person.first_name = person.last_name = ""
    person.save()
    response = renew(editor, old, reason="r")
    assert response.status_code == 409
    assert "The name is missing." in response.content.decode()
