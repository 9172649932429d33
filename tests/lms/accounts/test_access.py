"""Power is given by two who had it before, and is taken at once; nobody gives themselves any."""

import io

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils.translation import override
from wagtail.models import ModelLogEntry

from cms.access.models import HeldPermission
from courses.certificates.models import Revocation
from courses.certificates.services import confirm_revocation, propose_revocation
from lms.accounts.access.log import message
from lms.accounts.access.models import AccountChange
from lms.accounts.access.policies import MANAGE
from lms.accounts.access.services import confirm, propose, switch, take_role, withdraw
from lms.accounts.models import User
from lms.notify.models import Message
from tests.factories import UserFactory, administrator, certified
from tests.lms.accounts.access import WHY, appointed, asked, at
from tests.people import group_of, sign_in_with_factor

pytestmark = pytest.mark.django_db
ROLE, FACTOR, EMAIL = AccountChange.Kind


@pytest.fixture
def first():
    return administrator()


@pytest.fixture
def second():
    return administrator()


@pytest.fixture
def person():
    return UserFactory()


def fresh(person):
    return User.objects.get(pk=person.pk)


def refused(do, **facts):
    with pytest.raises(ValidationError) as refusal, transaction.atomic():
        do(**facts)
    return refusal.value.code


def told(entry):
    return {*Message.objects.filter(fact=f"access:{entry.pk}").values_list("address", flat=True)}


def last_entry():
    return ModelLogEntry.objects.latest("pk")


# One administrator is one person


def test_with_a_second_account_of_ones_own_one_administrator_decides_nothing_by_two(client, first, second):
    certificate = certified("Асанова Айгүл")
    sign_in_with_factor(client, first)
    client.post(at("add"), {"email": "second@example.org", "language": "ky"})
    puppet = User.objects.get(email="second@example.org")
    revocation = propose_revocation(certificate=certificate, reason="Ката", by=first)
    client.post(at("propose", puppet.pk, "role"), {"role": group_of("administrators").pk, **WHY})
    change = AccountChange.objects.get(person=puppet)
    assert client.post(at("change", change.pk)).status_code == 409
    sign_in_with_factor(client, puppet)
    assert client.post(at("change", change.pk)).status_code == 403
    assert not fresh(puppet).groups.exists()
    assert refused(confirm_revocation, revocation=revocation, by=fresh(puppet)) == "held-since"
    confirm(change=change, by=second)  # deceived; what was proposed before stays out of reach all the same
    assert refused(confirm_revocation, revocation=revocation, by=fresh(puppet)) == "held-since"
    assert Revocation.objects.get().confirmed_at is None


def test_who_became_an_administrator_since_confirms_nothing_that_was_proposed_before(first, second, person):
    change = asked(UserFactory(), first, "trainers")
    late = appointed(person, first, second)
    assert refused(confirm, change=change, by=late) == "held-since"
    assert confirm(change=asked(UserFactory(), first), by=late).confirmed_by == late


def test_the_right_held_since_the_very_moment_of_the_proposal_is_not_enough(first, second, person):
    change = asked(person, first)
    held = HeldPermission.objects.filter(user=second, permission__codename="manage_access")
    held.update(since=change.proposed_at)
    assert refused(confirm, change=change, by=second) == "held-since"


def test_the_person_concerned_is_neither_of_the_two(first, second):
    assert refused(asked, person=first, by=first, role="trainers") == "no-right"
    change = asked(second, first, "trainers")
    assert refused(confirm, change=change, by=second) == "own"
    assert confirm(change=change, by=administrator_before(change)).confirmed_at


def administrator_before(change):
    one = administrator()
    HeldPermission.objects.filter(user=one).update(since=change.proposed_at.replace(year=2020))
    return one


def test_the_database_knows_both_rules(first, second, person):
    change = asked(person, first)
    rows, at_last = AccountChange.objects.filter(pk=change.pk), change.proposed_at
    for one in (first, person):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(confirmed_by=one, confirmed_at=at_last)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(proposed_by=person)


def test_a_role_is_proposed_once_at_a_time_and_not_to_who_has_it(first, second, person):
    asked(person, first)
    assert refused(asked, person=person, by=second) == "proposed"
    assert asked(person, second, "trainers")
    assert refused(asked, person=second, by=first) == "has"
    assert refused(propose, person=person, kind=FACTOR, reason=" ", by=first) == "reason-missing"


def test_a_change_is_confirmed_once(first, second, person):
    change = asked(person, first)
    confirm(change=change, by=second)
    assert refused(confirm, change=change, by=second) == "confirmed"
    assert refused(withdraw, change=change, by=first) == "confirmed"


def test_one_that_was_taken_back_is_confirmed_by_nobody(first, second, person):
    change = asked(person, first)
    withdraw(change=change, by=second)
    assert refused(confirm, change=change, by=second) == "confirmed"
    assert not fresh(person).groups.exists()
    with override("en"):
        assert "taken back" in message(last_entry())


# Superusers


def test_nobody_but_a_superuser_touches_a_superuser(first, second):
    boss, other = UserFactory(is_superuser=True), UserFactory(is_superuser=True)
    trainers = group_of("trainers")
    assert refused(asked, person=boss, by=first, role="trainers") == "no-right"
    assert refused(switch, person=boss, on=False, reason="Кетти", by=first) == "no-right"
    boss.groups.add(trainers)
    assert refused(take_role, person=boss, role=trainers, reason="Кетти", by=first) == "no-right"
    assert refused(confirm, change=asked(boss, other), by=second) == "superuser"
    switch(person=boss, on=False, reason="Кетти", by=other)
    assert not fresh(boss).is_active


def test_a_superuser_is_the_second_where_there_is_one_administrator(first, person):
    boss = UserFactory(is_superuser=True)
    assert confirm(change=asked(person, first), by=boss).confirmed_by == boss
    assert refused(confirm, change=asked(UserFactory(), boss), by=boss) == "same-person"


# Taking away


def test_one_takes_a_role_away_at_once_but_never_their_own(first, second):
    group = group_of("administrators")
    assert refused(take_role, person=first, role=group, reason="Кетем", by=first) == "no-right"
    take_role(person=second, role=group, reason="Кетти", by=first)
    assert not fresh(second).has_perm(MANAGE)
    assert refused(take_role, person=first, role=group, reason="Өч", by=second) == "no-right"
    assert fresh(first).has_perm(MANAGE)


def test_an_account_that_is_switched_off_and_on_comes_back_without_roles(first, second):
    switch(person=second, on=False, reason="Кетти", by=first)
    entry = last_entry()
    assert (entry.data["before"], entry.data["after"]) == (["Administrators"], [])
    assert refused(switch, person=second, on=False, reason="Кетти", by=first) == "same"
    switch(person=second, on=True, reason="Кайтып келди", by=first)
    assert fresh(second).is_active
    assert not fresh(second).has_perm(MANAGE)
    assert refused(switch, person=first, on=False, reason="Өзүм", by=first) == "no-right"


# What is given


def test_a_reset_second_factor_must_be_set_up_anew_at_the_editors_door(client, first, second):
    third = administrator()
    sign_in_with_factor(client, third)
    assert client.get(at("index")).status_code == 200
    change = propose(person=third, kind=FACTOR, reason="Телефон жоголду", by=first)
    assert client.get(at("index")).status_code == 200
    confirm(change=change, by=second)
    assert not Authenticator.objects.filter(user=third).exists()
    assert last_entry().data["before"] == ["totp"]
    assert "/2fa/totp/activate/" in client.get(at("index"))["Location"]


def test_who_has_no_second_factor_has_nothing_to_reset(first, person):
    assert refused(propose, person=person, kind=FACTOR, reason="Телефон", by=first) == "no-factor"


def test_a_new_mailbox_is_given_by_two_and_both_mailboxes_are_told(first, second, person):
    before = person.email
    change = propose(person=person, kind=EMAIL, email="new@example.org", reason="Почта жоголду", by=first)
    assert fresh(person).email == before
    confirm(change=change, by=second)
    assert fresh(person).email == "new@example.org"
    assert EmailAddress.objects.get(user=person).email == "new@example.org"
    entry = last_entry()
    assert (entry.data["before"], entry.data["after"]) == ([before], ["new@example.org"])
    assert {before, "new@example.org"} <= {*Message.objects.filter(person=person).values_list("address", flat=True)}


def test_a_mailbox_that_somebody_took_meanwhile_is_not_given(first, second, person):
    change = propose(person=person, kind=EMAIL, email="new@example.org", reason="Почта жоголду", by=first)
    UserFactory(email="New@example.org")
    assert refused(confirm, change=change, by=second) == "taken"
    change.refresh_from_db()
    assert change.confirmed_at is None


# Log and letters


def test_every_step_is_logged_and_told_to_all_administrators_and_the_person(first, second, person):
    third, outsider = administrator(), UserFactory()
    change = asked(person, first)
    everybody = {first.email, second.email, third.email, person.email}
    assert told(last_entry()) == everybody
    confirm(change=change, by=second)
    entry = last_entry()
    assert (entry.user, entry.data["proposed_by"]) == (second, str(first))
    assert (entry.data["before"], entry.data["after"]) == ([], ["Administrators"])
    assert told(entry) == everybody
    letter = Message.objects.get(fact=f"access:{entry.pk}", person=third)
    assert "Administrators" in letter.body
    assert str(person) in letter.subject
    take_role(person=person, role=group_of("administrators"), reason="Ката", by=third)
    assert told(last_entry()) == everybody
    assert not Message.objects.filter(person=outsider).exists()


# The first administrators


def test_the_first_administrator_is_appointed_by_a_command_and_it_is_logged(person):
    said = io.StringIO()
    call_command("give_role", person.email.upper(), "administrators", stdout=said)
    assert fresh(person).has_perm(MANAGE)
    assert str(person) in said.getvalue()
    assert last_entry().data["after"] == ["Administrators"]
    assert told(last_entry()) == {person.email}
    with pytest.raises(CommandError):
        call_command("give_role", person.email, "Administrators")
    with pytest.raises(CommandError, match="no role"):
        call_command("give_role", person.email, "kings")
    with pytest.raises(CommandError, match="no account"):
        call_command("give_role", "nobody@example.org", "trainers")
