"""Correcting what a certificate says."""

import pytest
from django.urls import reverse

from courses.certificates import services
from courses.certificates.models import Certificate
from tests.factories import UserFactory, certified

pytestmark = pytest.mark.django_db


def send(editor, certificate, **typed):
    data = {
        "holder": certificate.holder,
        "order_number": certificate.order_number,
        "title_ky": certificate.titles["ky"],
        "title_ru": certificate.titles["ru"],
        "reason": "по паспорту",
        **typed,
    }
    return editor.post(reverse("register-correct", args=[certificate.pk]), data)


def test_the_preview_shows_what_changes_and_stores_nothing(editor):
    old = certified("Асанова Айгул")
    response = send(editor, old, holder="Асанова Айгүл")
    assert response.context["form"].differences == [("Holder", "Асанова Айгул", "Асанова Айгүл")]
    assert Certificate.objects.count() == 1


def test_the_confirmation_issues_the_next_revision(editor):
    old = certified("Асанова Айгул")
    response = send(editor, old, holder=" Асанова  Айгүл ", title_ru="Курс", order_number="7", confirmed="yes")
    new = Certificate.objects.get(revision=2)
    assert response.url == reverse("register-certificate", args=[new.pk])
    assert (new.holder, new.order_number, new.correction) == ("Асанова Айгүл", "7", "по паспорту")
    assert new.titles == {**old.titles, "ru": "Курс"}
    assert new.issued_by == editor.person


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("holder", "", "The name is missing."),
        ("holder", "李 Ким", "“李” (U+674E)"),
        ("holder", "А" * 201, "longer than 200 letters"),
        ("title_ru", "", "The course title is missing."),
        ("order_number", "1" * 61, "longer than 60 letters"),
        ("reason", " ", "Say what is corrected and why."),
    ],
)
def test_bad_input_is_said_at_its_field_and_kept(editor, field, typed, sentence):
    response = send(editor, certified(), **{"order_number": "17-Б", field: typed}, confirmed="yes")
    assert response.status_code == 422
    assert sentence in "".join(response.context["form"][field].errors)
    assert ('value="17-Б"' in response.content.decode()) or field == "order_number"
    assert Certificate.objects.count() == 1


def test_a_correction_that_changes_nothing_is_refused(editor):
    response = send(editor, certified(), confirmed="yes")
    assert "Nothing was changed" in response.content.decode()
    assert Certificate.objects.count() == 1


def test_an_order_number_can_be_corrected_but_not_dropped(editor):
    certificate = services.correct(certificate=certified(), by=UserFactory(), reason="r", order_number="7")
    response = send(editor, certificate, order_number="", confirmed="yes")
    assert "The order number is missing." in response.content.decode()


def test_what_was_replaced_meanwhile_is_not_corrected(editor):
    old = certified()
    services.correct(certificate=old, by=UserFactory(), reason="r", holder="Асанова")
    response = send(editor, old, holder="Айгүл", confirmed="yes")
    assert response.status_code == 409
    assert "Only the certificate that stands can be corrected." in response.content.decode()
    assert 'value="Айгүл"' in response.content.decode()


def test_back_from_the_preview_keeps_what_was_typed(editor):
    response = send(editor, certified(), holder="Ким Ольга", back="yes")
    assert 'value="Ким Ольга"' in response.content.decode()
    assert "по паспорту" in response.content.decode()


def test_fields_that_are_not_offered_change_nothing(editor):
    old = certified()
    send(editor, old, holder="Асанова", minutes_practice="9999", number="X", languages="en", confirmed="yes")
    new = Certificate.objects.get(revision=2)
    assert (new.minutes_practice, new.languages) == (old.minutes_practice, old.languages)
