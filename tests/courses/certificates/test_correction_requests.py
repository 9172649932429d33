"""A holder says that the certificate is wrong; who may correct it corrects it, or says why not."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from courses.certificates import services
from courses.certificates.correction_requests import ask_correction, refuse_correction
from courses.certificates.models import CorrectionRequest
from lms.notify.models import Message
from tests.factories import UserFactory, administrator, certified, revoke

pytestmark = pytest.mark.django_db
ASKED = {"name": "Асанова Айгүль", "text": "Акыркы тамга түшүп калды."}


@pytest.fixture
def certificate():
    return certified("Асанова Айгүл")


@pytest.fixture
def holder(client, certificate):
    client.force_login(certificate.enrolment.person)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def ask(client, certificate, **typed):
    return client.post(reverse("request-correction", args=[certificate.pk]), {**ASKED, **typed})


def letters(person):
    return list(Message.objects.filter(person=person, fact__startswith="correction"))


def test_the_form_stands_on_the_page_with_the_name_and_what_was_asked_is_shown(holder, certificate):
    page = reverse("certificate", args=[certificate.pk])
    assert holder.get(page).context["form"].initial == {"name": "Асанова Айгүл"}
    assert ask(holder, certificate).url == page
    text = holder.get(page).content.decode()
    assert "Акыркы тамга түшүп калды." in text
    assert "request-correction" not in text


def test_who_may_correct_is_told_by_a_letter_that_names_nobody(holder, certificate):
    reader, other = administrator(), UserFactory()
    ask(holder, certificate)
    (letter,) = letters(reader)
    assert certificate.number in letter.body
    assert "Асанова" not in letter.body
    assert letters(other) == []


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": "123 <b>x</b>"}, "name"),
        ({"name": " "}, "name"),
        ({"text": " "}, "text"),
        ({"text": "ө" * 1001}, "text"),
    ],
)
def test_bad_input_is_said_at_its_field_and_nothing_typed_is_lost(holder, certificate, typed, field):
    answer = ask(holder, certificate, **typed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert ASKED["text" if field == "name" else "name"] in answer.content.decode()
    assert not CorrectionRequest.objects.exists()


def test_one_request_waits_at_a_time_and_the_database_knows(holder, certificate):
    ask(holder, certificate)
    answer = ask(holder, certificate, name="Асанова Айгул")
    assert answer.status_code == 409
    assert answer.context["form"].has_error("__all__", "asked")
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectionRequest.objects.create(certificate=certificate, **ASKED)


def test_nobody_asks_for_another_nor_for_what_is_revoked_or_replaced(holder, certificate):
    assert ask(holder, certified()).status_code == 404
    new = services.correct(certificate=certificate, by=UserFactory(), reason="r", holder="Асанова Айгул")
    revoke(new)
    for one in (certificate, new):
        assert ask(holder, one).status_code == 409
        assert holder.get(reverse("certificate", args=[one.pk])).context["may_ask"] is False
    assert not CorrectionRequest.objects.exists()


def test_correcting_settles_the_request_and_tells_the_holder(certificate):
    request, by = ask_correction(certificate=certificate, **ASKED), UserFactory()
    new = services.correct(certificate=certificate, by=by, reason="r", holder=request.name)
    request.refresh_from_db()
    assert (request.resolved_by, request.refusal) == (by, "")
    (letter,) = letters(certificate.enrolment.person)
    assert reverse("certificate", args=[new.pk]).partition("/my/")[2] in letter.body


def test_another_name_that_was_asked_for_is_settled_by_two(certificate):
    one, other = administrator(), administrator()
    request = ask_correction(certificate=certificate, name="Ким Ольга", text="Турмушка чыктым.")
    facts = {"certificate": certificate, "by": one, "reason": "r", "holder": request.name}
    proposal = services.propose_correction(**facts)
    request.refresh_from_db()
    assert request.resolved_at is None
    services.confirm_issue(proposal=proposal, by=other)
    request.refresh_from_db()
    assert request.resolved_by == other


def test_a_refusal_needs_its_reason_and_the_holder_reads_it(holder, certificate):
    request = ask_correction(certificate=certificate, **ASKED)
    with pytest.raises(ValidationError):
        refuse_correction(request=request, refusal=" ", by=UserFactory())
    refuse_correction(request=request, refusal="Паспортто ушундай.", by=UserFactory())
    with pytest.raises(ValidationError):
        refuse_correction(request=request, refusal="Дагы бир жолу.", by=UserFactory())
    (letter,) = letters(certificate.enrolment.person)
    assert "Паспортто ушундай." in letter.body
    assert "Паспортто ушундай." in holder.get(reverse("certificate", args=[certificate.pk])).content.decode()
    assert ask(holder, certificate).status_code == 302  # and may ask anew


def test_erasing_the_holder_erases_what_they_asked(certificate):
    ask_correction(certificate=certificate, **ASKED)
    services.erase_holder(person=certificate.enrolment.person)
    assert not CorrectionRequest.objects.exists()


def test_in_the_editor_the_request_is_listed_and_leads_to_the_correction_filled_in(editor, certificate):
    request = ask_correction(certificate=certificate, **ASKED)
    page = reverse("register-request", args=[request.pk])
    for address in (reverse("register-requests"), reverse("register-certificate", args=[certificate.pk])):
        assert page in editor.get(address).content.decode()
    link = reverse("register-correct", args=[certificate.pk], query={"holder": request.name, "reason": request.text})
    assert link.partition("?")[0] in editor.get(page).content.decode()
    form = editor.get(link).content.decode()
    assert 'value="Асанова Айгүль"' in form
    assert ASKED["text"] in form


def test_in_the_editor_a_refusal_is_typed_at_its_field(editor, certificate):
    request = ask_correction(certificate=certificate, **ASKED)
    page = reverse("register-request", args=[request.pk])
    assert editor.post(page, {"refusal": ""}).status_code == 422
    assert editor.post(page, {"refusal": "Паспортто ушундай."}).url == reverse("register-requests")
    assert list(editor.get(reverse("register-requests")).context["page_obj"]) == []
    assert "Паспортто ушундай." in editor.get(page).content.decode()
