"""The register in the editor: finding certificates, and reading one."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from courses.certificates import services
from courses.certificates.models import Certificate
from courses.certificates.number_format import lookup_key
from tests.factories import UserFactory, administrator, certified, rewritten
from tests.people import with_role

pytestmark = pytest.mark.django_db


def numbers(response):
    return [certificate.number for certificate in response.context["page_obj"]]


def found(editor, **query):
    return {certificate.pk for certificate in editor.get(reverse("register"), query).context["page_obj"]}


def addresses():
    certificate = certified()
    revocation = services.propose_revocation(certificate=certificate, reason="r", by=UserFactory())
    return [
        reverse("register"),
        reverse("register-results"),
        reverse("register-certificate", args=[certificate.pk]),
        reverse("register-correct", args=[certificate.pk]),
        reverse("register-renew", args=[certificate.pk]),
        reverse("register-revoke", args=[certificate.pk]),
        reverse("register-proposals"),
        reverse("register-revocation", args=[revocation.pk]),
        reverse("register-issue"),
        reverse("register-issue-course", args=[certificate.course_code]),
    ]


@pytest.mark.parametrize("group", [None, "trainers"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_but_an_administrator_sees_or_changes_the_register(client, settings, group, method):
    settings.STAFF_SECOND_FACTOR = False
    person = UserFactory()
    if group:
        with_role(person, group)
    client.force_login(person)
    before = Certificate.objects.count()
    for address in addresses():
        assert getattr(client, method)(address).status_code == 403, address
    assert Certificate.objects.count() == before + 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_not_signed_in_is_sent_to_sign_in(client, method):
    for address in addresses():
        assert "/accounts/login/" in getattr(client, method)(address).url, address


def test_what_was_typed_before_the_session_ended_is_offered_again_after_signing_in(client):
    address = reverse("register-revoke", args=[certified().pk])
    client.post(address, {"reason": "forged papers"}, headers={"origin": "http://testserver"})
    client.force_login(UserFactory())
    assert "forged papers" in client.get(reverse("pending-forms")).content.decode()


def test_an_administrator_opens_every_page(editor):
    for address in addresses():
        assert editor.get(address).status_code == 200, address


def test_the_menu_leads_to_the_register_for_administrators_alone(editor):
    assert reverse("register") in editor.get("/admin/").content.decode()
    trainer = UserFactory()
    with_role(trainer, "trainers")
    editor.force_login(trainer)
    assert reverse("register") not in editor.get("/admin/").content.decode()


def test_the_newest_number_comes_first_and_order_is_chosen_by_the_heads_of_columns(editor):
    first, second = certified("Яковлева Яна"), certified("Абдиева Асель")
    page = reverse("register")
    assert numbers(editor.get(page)) == [second.number, first.number]
    assert numbers(editor.get(page, {"ordering": "number"})) == [first.number, second.number]
    assert numbers(editor.get(page, {"ordering": "-holder"})) == [first.number, second.number]
    assert "?ordering=-holder" in editor.get(page, {"ordering": "holder"}).content.decode()


@pytest.mark.parametrize("words", ["сәдуақасов", "Садуакасов", "ЕРЛАН сад", "aiman@", "000001", "JYL-20"])
def test_search_finds_by_number_holder_and_email_also_on_a_keyboard_without_kazakh_letters(editor, words):
    one = certified("Сәдуақасов Ерлан")
    one.enrolment.person.email = "aiman@example.org"
    one.enrolment.person.save()
    other = certified("Асанова Айгүл")
    result = found(editor, q=words)
    assert one.pk in result
    assert other.pk not in result or words == "JYL-20"


@pytest.mark.parametrize("words", ["нет такого", "%", "_", "[", "a.*", "'; --"])
def test_what_is_not_there_is_not_found_and_signs_are_letters(editor, words):
    certified()
    response = editor.get(reverse("register"), {"q": words})
    assert numbers(response) == []
    assert "No certificate matches" in response.content.decode()


def test_filters_narrow_and_hold_together(editor):
    osh, bishkek, old = certified(), certified(), certified()
    for certificate, region, body in ((osh, "KG-GO", "Ош шаарынын мэриясы"), (bishkek, "KG-GB", "Мэрия Бишкека")):
        person = certificate.enrolment.person
        person.region, person.body = region, body
        person.save()
    rewritten(old, valid_until_on=date(2020, 1, 1), revision=2)
    assert found(editor, region="KG-GO") == {osh.pk}
    assert found(editor, body="мэрия") == {osh.pk, bishkek.pk}
    assert found(editor, body="мэрия", region="KG-GB") == {bishkek.pk}
    assert found(editor, status="expired") == {old.pk}
    assert found(editor, course=osh.enrolment.cohort.course.pk) == {osh.pk}
    assert found(editor, year=osh.series.year) == {osh.pk, bishkek.pk, old.pk}
    assert found(editor, year=osh.series.year, status="valid", body="ош") == {osh.pk}


@pytest.mark.parametrize("query", [{"course": "999999"}, {"status": "forged"}, {"year": "1"}])
def test_a_filter_that_does_not_exist_shows_a_sentence_and_no_rows(editor, query):
    certified()
    response = editor.get(reverse("register"), query)
    assert response.status_code == 200
    assert numbers(response) == []
    assert "was not searched" in response.content.decode()


def test_an_order_that_does_not_exist_is_the_usual_one(editor):
    first, second = certified(), certified()
    assert numbers(editor.get(reverse("register"), {"ordering": "pk"})) == [second.number, first.number]


def test_the_results_alone_are_what_the_search_box_loads(editor):
    certificate = certified("Асанова Айгүл")
    page = editor.get(reverse("register-results"), {"q": "асанова"}).content.decode()
    assert certificate.number in page
    assert "<html" not in page
    assert f'action="{reverse("register-export")}?q=' in page


def test_pages_of_fifty_cost_as_many_queries_as_one_row(editor, django_assert_max_num_queries):
    certified()
    editor.get(reverse("register"))
    with django_assert_max_num_queries(40) as one:
        editor.get(reverse("register"))
    template = Certificate.objects.get()
    for ordinal in range(2, 232):
        copy = Certificate.objects.get(pk=template.pk)
        copy.pk, copy.ordinal, copy.number, copy.revision = None, ordinal, f"JYL-{ordinal}", ordinal
        copy.serial, copy.number_key = uuid4(), lookup_key(copy.number)
        copy.save(force_insert=True)
    with django_assert_max_num_queries(40) as many:
        response = editor.get(reverse("register"), {"p": 5})
    assert len(many) == len(one)
    assert len(numbers(response)) == 31
    assert "Page 5 of 5" in response.content.decode()


def test_a_certificate_shows_its_facts_hours_and_history(editor):
    old = certified("Асанова Айгул")
    new = services.correct(certificate=old, by=administrator(last_name="Ким"), reason="буква ү", holder="Асанова Айгүл")
    page = editor.get(reverse("register-certificate", args=[old.pk])).content.decode()
    for fact in (
        "Асанова Айгул",
        "replaced by a newer one",
        new.number,
        "буква ү",
        "Ким",
        "20 min",
        "40 min",
        "read 15 min",
    ):
        assert fact in page, fact
    assert reverse("register-correct", args=[old.pk]) not in page
    assert f"?s={old.salt}" in page
    page = editor.get(reverse("register-certificate", args=[new.pk])).content.decode()
    assert reverse("register-correct", args=[new.pk]) in page
    assert editor.get(reverse("certificate-file", args=[new.pk])).status_code == 200


def test_the_history_holds_the_certificates_of_one_enrolment_alone(editor):
    mine, other = certified(), certified()
    assert list(editor.get(reverse("register-certificate", args=[mine.pk])).context["history"]) == [mine]
    assert other.number not in editor.get(reverse("register-certificate", args=[mine.pk])).content.decode()


def test_after_an_erasure_the_line_stays_and_names_nobody(editor):
    certificate = certified("Асанова Айгүл")
    services.erase_holder(person=certificate.enrolment.person)
    page = editor.get(reverse("register-certificate", args=[certificate.pk])).content.decode()
    assert "Асанова" not in page
    assert "Erased" in page
    assert reverse("certificate-file", args=[certificate.pk]) not in page
    assert "erased" in editor.get(reverse("register")).content.decode()


def test_an_unknown_certificate_is_not_found(editor):
    for name in ("register-certificate", "register-correct", "register-revoke", "register-revocation"):
        assert editor.get(reverse(name, args=[999_999]), follow=True).status_code == 404
