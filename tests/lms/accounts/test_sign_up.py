import pytest
from django.contrib.auth import get_user
from django.db import DatabaseError

from lms.accounts.fields import QUESTIONS, REASONS
from lms.accounts.forms import SignUpForm
from lms.accounts.models import User
from lms.notify.models import Message
from tests.courses.catalogue.tree import publish
from tests.factories import CourseFactory, UserFactory

pytestmark = pytest.mark.django_db
SIGN_UP = "/ru/accounts/signup/"
CONFIRM = "/ru/accounts/confirm-email/"
ANSWERS = {"email": "Gulnara@Example.org", "password1": "ulukbek-7-kökbel", "language": "ky", "next": "/ky/after/"}


def sign_up(client, **answers):
    return client.post(SIGN_UP, ANSWERS | answers)


def test_a_person_signs_up_confirms_the_address_and_goes_where_she_was_going(client, code):
    assert sign_up(client).url == CONFIRM
    assert not get_user(client).is_authenticated
    answer = client.post(CONFIRM, {"code": code()})
    assert answer.url == "/ky/after/"
    assert get_user(client).email == "gulnara@example.org"


def test_without_a_password_she_signs_up_as_well_and_has_none(client, code):
    sign_up(client, password1="")
    client.post(CONFIRM, {"code": code()})
    assert not get_user(client).has_usable_password()


def test_the_answers_are_kept_and_the_language_becomes_the_browsers(client, code):
    told = {"first_name": "Гүлнара", "last_name": "Өмүралиева", "region": "KG-O", "body": "Өзгөн району"}
    sign_up(client, **told, position="методист", sex="f", birth_year="1987")
    answer = client.post(CONFIRM, {"code": code()})
    person = User.objects.get()
    assert [getattr(person, name) for name in told] == list(told.values())
    assert (person.position, person.sex, person.birth_year, person.language) == ("методист", "f", 1987, "ky")
    assert answer.cookies["django_language"].value == "ky"


def test_the_letter_is_in_the_language_chosen_whatever_the_page_was_in(client, post):
    sign_up(client, language="kk")
    assert Message.objects.get().language == "kk"


def test_only_the_email_and_the_language_must_be_given():
    form = SignUpForm()
    assert [name for name, field in form.fields.items() if field.required] == ["email", "language"]


def test_every_question_says_why_it_is_asked():
    form = SignUpForm()
    grouped = {field.name for group in form.groups() for field in group["fields"] if group["text"]}
    assert [name for name in QUESTIONS if not REASONS[name] and name not in grouped] == []
    assert set(QUESTIONS) == set(REASONS)


@pytest.mark.parametrize("year", ["1850", "2999", "-1"])
def test_an_impossible_year_of_birth_is_refused_at_its_field(client, year):
    answer = sign_up(client, birth_year=year)
    assert "birth_year" in answer.context["form"].errors
    assert not User.objects.exists()


def test_regions_are_grouped_by_country():
    groups = dict(SignUpForm().fields["region"].choices)
    assert {len(choices) for name, choices in groups.items() if name} == {9, 20}


def test_an_address_that_has_an_account_gets_the_same_answer_and_a_letter_that_says_so(client, post):
    UserFactory(email="gulnara@example.org", language="kk")
    known = sign_up(client)
    letter = Message.objects.get()
    client.cookies.clear()
    unknown = sign_up(client, email="new@example.org")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert letter.address == "gulnara@example.org"
    assert letter.language == "kk"
    assert letter.fact.startswith("account_already_exists")
    assert User.objects.count() == 2


def test_a_wrong_code_confirms_nothing(client, code):
    sign_up(client)
    right = code()
    answer = client.post(CONFIRM, {"code": f"{(int(right.replace('-', '')) + 1) % 10**6:06}"})
    assert answer.status_code == 200
    assert not get_user(client).is_authenticated


def test_a_failure_halfway_leaves_no_account(client, monkeypatch):
    def fail(**_letter):
        raise DatabaseError("lost")

    monkeypatch.setattr("lms.notify.adapter.add_message", fail)
    with pytest.raises(DatabaseError):
        sign_up(client)
    assert not User.objects.exists()


def test_signing_up_from_a_course_enrols_in_it_and_leads_on(client, code):
    edition = publish(languages=("ru", "ky"))
    course = edition.course
    sign_up(client, next=f"/ky/courses/{course.code}/continue/")
    assert not course.cohorts.exists()
    answer = client.post(CONFIRM, {"code": code()}, follow=True)
    enrolment = User.objects.get().enrolments.get()
    assert (enrolment.cohort.course, enrolment.language) == (course, "ky")
    assert answer.redirect_chain[-1][0] == f"/ky/courses/{course.code}/lesson-0/"


def test_a_course_that_was_never_published_is_not_joined(client, code):
    course = CourseFactory()
    sign_up(client, next=f"/ky/courses/{course.code}/continue/")
    client.post(CONFIRM, {"code": code()})
    assert not User.objects.get().enrolments.exists()


def test_the_form_can_be_found_by_scripts_and_keeps_where_she_was_going(client):
    page = client.get(SIGN_UP + "?next=/ky/after/").content.decode()
    assert 'data-do="sign-up"' in page
    assert 'name="next" value="/ky/after/"' in page
    assert "<fieldset" in page


def test_next_never_leads_to_another_site(client, code):
    sign_up(client, next="https://evil.example/")
    answer = client.post(CONFIRM, {"code": code()})
    assert "evil" not in answer.url
