import json

import pytest

from courses.learning.models import Reflection
from courses.syllabus.queries import outline
from tests.factories import EnrolmentFactory, UserFactory

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
    assert answer.url == "/kk/my/profile/"
    assert answer.cookies["django_language"].value == "kk"


def test_a_refused_answer_changes_nothing_and_is_shown_again(client, person):
    answer = client.post(PAGE, {"language": "kk", "first_name": "Айгерім", "birth_year": "1700"})
    person.refresh_from_db()
    assert person.first_name == "Айгүл"
    assert 'value="Айгерім"' in answer.content.decode()
    assert answer.status_code == 422


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
