import json

import pytest
from django.utils.html import escape

from courses.learning.models import Reflection
from courses.syllabus.queries import outline
from tests.factories import EnrolmentFactory, UserFactory, finish

pytestmark = pytest.mark.django_db
PAGE = "/ky/my/profile/"


@pytest.fixture
def person(client):
    person = UserFactory(email="aigul@example.org", region="KG-O")
    client.force_login(person)
    return person


def test_she_sees_and_changes_what_she_told(client, person):
    assert client.get(PAGE).context["form"].initial["region"] == "KG-O"
    answer = client.post(PAGE, {"language": "kk", "first_name": "Айгерім", "region": "KZ-71", "birth_year": "1990"})
    person.refresh_from_db()
    assert (person.language, person.first_name, person.region, person.birth_year) == ("kk", "Айгерім", "KZ-71", 1990)
    assert answer.url == "/kk/my/certificates/name/"
    assert answer.cookies["django_language"].value == "kk"


def test_a_refused_answer_changes_nothing_and_is_shown_again(client, person):
    answer = client.post(PAGE, {"language": "kk", "first_name": "Айгерім", "birth_year": "1700"})
    person.refresh_from_db()
    assert person.first_name == "Айгүл"
    assert 'value="Айгерім"' in answer.content.decode()
    assert answer.status_code == 422


NAMES = {"language": "en", "first_name": "Айгүл", "last_name": "Асанова"}


def test_answers_beside_the_confirmed_name_lead_back_to_the_profile(client, person):
    assert client.post(PAGE, {**NAMES, "position": "Адис"}).url == "/en/my/profile/"


def test_without_a_name_there_is_nothing_to_confirm(client, person):
    assert client.post(PAGE, {"language": "en"}).url == "/en/my/profile/"


def test_saving_the_profile_issues_nothing_and_leads_to_the_yes(client, person):
    enrolment = EnrolmentFactory(person=person)
    person.confirmed_name.delete()
    finish(enrolment)
    assert client.post(PAGE, {**NAMES, "last_name": "Асанкызы"}).url == "/en/my/certificates/name/"
    assert not enrolment.certificates.exists()


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("first_name", "123 <b>x</b>", "without these: “1” (U+0031)"),
        ("last_name", "Aсанова", "Latin: “A” (U+0041)"),
        ("patronymic", "😀", "“😀” (U+1F600)"),
    ],
)
def test_what_is_no_name_is_refused_at_its_field_with_what_was_typed(client, person, field, typed, told):
    answer = client.post(f"/en{PAGE[3:]}", {**NAMES, field: typed})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert told in answer.context["form"].errors[field][0]
    assert escape(typed) in answer.content.decode()
    person.refresh_from_db()
    assert person.get_full_name() == "Асанова Айгүл"


def test_a_name_is_stored_without_what_cannot_be_seen_and_with_plain_marks(client, person):
    client.post(PAGE, {**NAMES, "first_name": " Ай\u200bгүл—Нур\u00ad ", "patronymic": "О’тан  кызы"})
    person.refresh_from_db()
    assert (person.first_name, person.patronymic) == ("Айгүл-Нур", "О'тан кызы")


def test_nobody_makes_herself_staff_by_a_field_more(client, person):
    client.post(PAGE, {"language": "ky", "is_superuser": "1", "is_staff": "1", "email": "boss@example.org"})
    person.refresh_from_db()
    assert (person.is_superuser, person.is_staff, person.email) == (False, False, "aigul@example.org")


def test_she_takes_all_her_data_along_and_nobody_elses(client, person):
    for owner, text in ((person, "my note"), (UserFactory(), "their note")):
        enrolment = EnrolmentFactory(person=owner)
        lesson = outline(enrolment.edition_id)[0]
        Reflection.objects.create(enrolment=enrolment, activity=lesson.activity, block="r1", text=text)
    answer = client.get("/ky/my/profile/data/")
    data = json.loads(answer.content)
    assert data["account"]["email"] == "aigul@example.org"
    assert [note["text"] for note in data["notes"]] == ["my note"]
    assert len(data["enrolments"]) == 1
    assert "password" not in answer.content.decode()
    assert "attachment" in answer["Content-Disposition"]
