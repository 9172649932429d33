import io

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from courses.certificates.models import Certificate
from lms.accounts.models import User
from lms.notify.models import Message
from tests.factories import certified
from tests.gamification.factories import MemberFactory

pytestmark = pytest.mark.django_db


def close(*args):
    said = io.StringIO()
    call_command("close_account", *args, stdout=said)
    return said.getvalue()


@pytest.fixture
def person():
    person = certified("Асанова Айгүл").enrolment.person
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    MemberFactory(person=person, name="Асанова Айгүл", council="Ак-Суу", in_directory=True)
    return person


def test_a_closed_account_leaves_no_name_and_no_way_in(person, client):
    client.force_login(person)
    close(person.email, "--yes")
    person.refresh_from_db()
    assert (person.first_name, person.last_name, person.is_active) == ("", "", False)
    assert not person.has_usable_password()
    assert not EmailAddress.objects.filter(user=person).exists()
    assert person.membership.left_at
    assert person.membership.council == ""
    assert "Асанова" not in person.membership.name
    assert Certificate.objects.get().holder == ""
    assert not Message.objects.filter(person=person).exists()
    assert client.get("/ky/my/").status_code == 302


def test_the_number_and_the_hours_stay(person):
    before = Certificate.objects.values("number", "enrolment").get()
    close(person.email, "--yes")
    assert Certificate.objects.values("number", "enrolment").get() == before
    assert person.enrolments.get().completions.count() == 4


def test_without_a_yes_nothing_happens(person):
    before = User.objects.values().get(pk=person.pk)
    assert person.email in close(person.email)
    assert User.objects.values().get(pk=person.pk) == before


def test_an_unknown_address_is_named():
    with pytest.raises(CommandError, match=r"nobody@example\.org"):
        close("nobody@example.org", "--yes")
