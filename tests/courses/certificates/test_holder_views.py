"""The holder takes their certificate."""

import pytest
from django.urls import reverse

from courses.certificates.models import Certificate
from tests.factories import EnrolmentFactory, UserFactory, certified, finish
from tests.people import sign_in_with_factor, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate():
    return certified()


@pytest.fixture
def holder(client, certificate):
    client.force_login(certificate.enrolment.person)
    return client


def get_it(client, enrolment):
    return client.post(reverse("get-certificate", args=[enrolment.pk]))


def test_the_page_announces_the_certificate_with_download_and_link(holder, certificate):
    text = holder.get(reverse("certificate", args=[certificate.pk])).content.decode()
    assert certificate.number in text
    assert reverse("certificate-file", args=[certificate.pk]) in text
    assert f"?s={certificate.salt}" in text


def test_the_file_is_rendered_at_once_for_who_asks_before_the_worker_came(holder, certificate):
    answer = holder.get(reverse("certificate-file", args=[certificate.pk]))
    pdf = b"".join(answer.streaming_content)
    assert pdf.startswith(b"%PDF-1.7")
    assert (answer["Content-Type"], answer.filename) == ("application/pdf", f"{certificate.number}.pdf")
    assert "no-store" in answer["Cache-Control"]
    assert Certificate.objects.get(pk=certificate.pk).finished_at


def test_pressing_again_leads_to_the_same_certificate_in_the_holders_language(holder, certificate):
    person = certificate.enrolment.person
    person.language = "kk"
    person.save()
    for _press in range(2):
        assert get_it(holder, certificate.enrolment).url == f"/kk/my/certificates/{certificate.pk}/"
    assert Certificate.objects.count() == 1


def test_who_has_no_name_is_asked_for_it(client):
    enrolment = finish(EnrolmentFactory(person__first_name="", person__last_name=""))
    client.force_login(enrolment.person)
    answer = get_it(client, enrolment)
    assert answer.status_code == 409
    assert reverse("profile") in answer.content.decode()


def test_who_has_not_finished_is_told_so(client):
    enrolment = EnrolmentFactory()
    client.force_login(enrolment.person)
    answer = get_it(client, enrolment)
    assert answer.status_code == 409
    assert not answer.context["name_needed"]


@pytest.mark.parametrize("name", ["certificate", "certificate-file"])
def test_others_see_nothing_and_administrators_answer_for_all(client, certificate, name):
    address, other = reverse(name, args=[certificate.pk]), UserFactory()
    client.force_login(other)
    assert client.get(address).status_code == 404
    assert get_it(client, certificate.enrolment).status_code == 404
    sign_in_with_factor(client, with_role(other, "administrators"))
    assert client.get(address).status_code == 200
    assert get_it(client, certificate.enrolment).status_code == 404


def test_who_is_not_signed_in_is_sent_to_sign_in(client, certificate):
    assert "login" in client.get(reverse("certificate", args=[certificate.pk])).url
