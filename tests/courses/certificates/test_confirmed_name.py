"""A name is checked, and the holder says yes to it before a certificate bears it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext

from courses.certificates import services
from courses.certificates.models import Certificate, ConfirmedName
from courses.certificates.queries import has_confirmed_name
from courses.people.names import faults_of, tidy_name
from tests.factories import EnrolmentFactory, UserFactory, finish, finishers, make_outline

pytestmark = pytest.mark.django_db


def codes(name):
    return [fault.code for fault in faults_of(name)]


@pytest.mark.parametrize(
    "name",
    [
        "Үмүт Өмүрбекова",
        "Әлия Қожағұлқызы Һ. І".replace(". ", " "),
        "Ольга Ёлкина-Щукина",
        "Zoë O'Brien-Łukasz",
        "Ким Smith",
        "Ли",
        "",
    ],
)
def test_names_of_the_four_alphabets_pass(name):
    assert codes(name) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("123 <b>x</b>", "letters"),
        ("Асанова А.", "letters"),
        ("Ким 2", "letters"),
        ("李", "letters"),
        ("Айгүл😀", "letters"),
        ("ﬁlip", "letters"),
        ("-", "no-letter"),
        ("' -", "no-letter"),
        ("Aсанова", "mixed"),
        ("Smith-Мaмытова", "mixed"),
    ],
)
def test_what_is_no_name_is_told_why(name, code):
    assert codes(name) == [code]


def test_the_letters_of_the_rarer_alphabet_are_named():
    (fault,) = faults_of("Aсанoва")
    assert fault.params == {
        "word": "Aсанoва",
        "alphabet": gettext("Latin"),
        "letters": "“A” (U+0041), “o” (U+006F)",
    }
    (fault,) = faults_of("Smithс")
    assert (fault.params["alphabet"], fault.params["letters"]) == (gettext("Cyrillic"), "“с” (U+0441)")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Ким\tЛи\n", "Ким Ли"),
        ("Ки\u200dм\u00ad\ufeff\x07", "Ким"),
        ("Нур–Айым", "Нур-Айым"),
        ("O’Brien Oʻtan", "O'Brien O'tan"),
        ("И\u0306", "Й"),
        ("\u200b", ""),
    ],
)
def test_a_name_is_stored_as_it_can_be_seen(typed, stored):
    assert tidy_name(typed) == stored
    person = UserFactory(last_name=typed)
    person.refresh_from_db()
    assert person.last_name == stored


@pytest.fixture
def waiting():
    """Finished, with a name that its person has not seen in print yet."""
    return finish(EnrolmentFactory(person__confirmed=False))


def ask(client, person, name):
    client.force_login(person)
    return client.post(reverse("confirm-name"), {"name": name})


def test_finishing_issues_nothing_to_a_name_that_nobody_confirmed(waiting):
    assert waiting.finished_at
    assert not Certificate.objects.exists()
    with pytest.raises(ValidationError) as refusal:
        services.issue(enrolment=waiting)
    assert [reason.code for reason in refusal.value.error_list] == ["holder-unconfirmed"]


def test_the_button_leads_to_the_name_and_the_yes_to_the_paper(client, waiting):
    client.force_login(waiting.person)
    answer = client.post(reverse("get-certificate", args=[waiting.pk]))
    assert answer.url == reverse("confirm-name")
    assert '<p class="as-printed">Асанова Айгүл</p>' in client.get(answer.url).content.decode()
    answer = ask(client, waiting.person, "Асанова Айгүл")
    assert answer.url == reverse("certificate", args=[waiting.certificates.get().pk])
    assert waiting.certificates.get().holder == "Асанова Айгүл"


def test_a_yes_to_another_name_than_the_profile_has_now_confirms_nothing(client, waiting):
    waiting.person.last_name = "Асанкызы"
    waiting.person.save()
    answer = ask(client, waiting.person, "Асанова Айгүл")
    assert answer.status_code == 409
    assert '<p class="as-printed">Асанкызы Айгүл</p>' in answer.content.decode()
    assert not ConfirmedName.objects.filter(person=waiting.person).exists()
    assert not Certificate.objects.exists()


def test_a_yes_with_nothing_waiting_leads_back_to_the_profile(client):
    person = UserFactory(confirmed=False)
    assert ask(client, person, "Асанова Айгүл").url == reverse("profile")
    assert has_confirmed_name(person)


def test_a_yes_that_several_courses_wait_for_issues_all(client, waiting):
    other = finish(EnrolmentFactory(person=waiting.person, edition=make_outline()))
    assert ask(client, waiting.person, "Асанова Айгүл").url == reverse("dashboard")
    assert {one.enrolment for one in Certificate.objects.all()} == {waiting, other}


def test_a_yes_said_twice_issues_once(client, waiting):
    ask(client, waiting.person, "Асанова Айгүл")
    assert ask(client, waiting.person, "Асанова Айгүл").url == reverse("profile")
    assert Certificate.objects.count() == 1


def test_a_name_changed_after_the_yes_is_to_be_confirmed_again():
    person = UserFactory()
    person.last_name = "Асанкызы"
    person.save()
    assert not has_confirmed_name(person)
    assert not finish(EnrolmentFactory(person=person)).certificates.exists()


@pytest.mark.parametrize("name", ["123 <b>x</b>", ""])
def test_a_name_that_was_stored_before_and_is_none_is_not_offered_for_a_yes(client, name):
    person = UserFactory(first_name="", last_name=name, confirmed=False)
    enrolment = finish(EnrolmentFactory(person=person))
    answer = ask(client, person, name)
    assert answer.status_code == 409
    assert "as-printed" not in answer.content.decode()
    assert reverse("profile") in answer.content.decode()
    assert client.get(reverse("confirm-name")).context["reasons"]
    answer = client.post(reverse("get-certificate", args=[enrolment.pk]))
    assert (answer.status_code, answer.context["name_needed"]) == (409, True)
    assert not Certificate.objects.exists()


def test_an_administrator_answers_for_the_name_and_reads_who_has_confirmed(editor):
    said_yes, not_yet = finishers(2)
    not_yet.person.confirmed_name.delete()
    course = not_yet.cohort.course.code
    listed = editor.get(reverse("register-issue-course", args=[course])).context["candidates"]
    assert {one.enrolment: (one.qualifies, one.confirmed) for one in listed} == {
        said_yes: (True, True),
        not_yet: (True, False),
    }
    assert services.issue(enrolment=not_yet, by=editor.person, order_number="1").holder == "Асанова Айгүл"


def test_who_may_not_be_named_so_is_refused_in_a_correction_too():
    certificate = finish(EnrolmentFactory()).certificates.get()
    with pytest.raises(ValidationError) as refusal:
        services.correct(certificate=certificate, by=UserFactory(), reason="r", holder="123 <b>x</b>")
    assert [reason.code for reason in refusal.value.error_list] == ["holder-letters"]


def test_erasing_the_holder_forgets_the_yes(waiting):
    services.confirm_name(person=waiting.person, name="Асанова Айгүл")
    services.erase_holder(person=waiting.person)
    assert not ConfirmedName.objects.filter(person=waiting.person).exists()
