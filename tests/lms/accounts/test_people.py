"""People in the editor: found by any part of their name, and changed in nothing but what their profile says."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from wagtail.admin.viewsets import viewsets

from courses.certificates.models import Certificate
from lms.accounts.admin.viewsets import PeopleViewSet
from lms.accounts.models import User
from lms.notify.models import Message
from lms.notify.services import send_waiting
from tests.factories import EnrolmentFactory, UserFactory, administrator, finish, trainer
from tests.lms.accounts.access import WHY, asked, at
from tests.lms.addresses import addresses
from tests.lms.authorisation import word_for
from tests.people import give, group_of, sign_in_with_factor

pytestmark = pytest.mark.django_db
FACTS = {"last_name": "Үсөнова", "first_name": "Гүлнара", "patronymic": "Өскөновна", "region": "KG-Y", "language": "kk"}
FACTS |= {"body": "Ак-Суу айылдык кеңеши", "position": "Төрайым"}


@pytest.fixture
def boss(client):
    one = administrator()
    sign_in_with_factor(client, one)
    return one


def answered(client, address, posted=None):
    """In the words of the matrix; an unknown address is tried in the reader's language."""
    answer = client.get(address) if posted is None else client.post(address, posted)
    if re.match(r"/\w\w/admin/", answer.get("Location", "")):
        answer = client.get(answer["Location"])
    return word_for(answer)


# The list


@pytest.mark.parametrize(
    "typed",
    [
        "Үсөнова Гүлнара Өскөновна",
        "Гүлнара Үсөнова",
        "өскөновна гүлнара",
        "УСОНОВА ГУЛНАРА",  # from a keyboard without ө and ү
        "гҮЛн үсө",
        "usonova@EXAMPLE",
        "  үсөнова \t гүлнара ",
    ],
)
def test_a_person_is_found_by_whole_name_in_any_order_and_case(client, boss, typed):
    UserFactory(**FACTS | {"email": "usonova@example.org"})
    UserFactory(last_name="Үсөнова", first_name="Бермет")
    page = client.get(at("index"), {"q": typed}).context["page"]
    assert [person.email for person in page] == ["usonova@example.org"]


def test_the_list_is_narrowed_by_role_and_state(client, boss):
    teacher = trainer()
    gone = UserFactory(is_active=False)

    def shown(**asked):
        return {person.pk for person in client.get(at("index"), asked).context["page"]}

    assert shown(role=group_of("trainers").pk) == {teacher.pk}
    assert shown(state="off") == {gone.pk}
    assert shown() == {boss.pk, teacher.pk, gone.pk}
    assert shown(role="99999") == set()


def test_the_list_asks_the_database_as_often_for_many_people_as_for_few(client, boss, django_assert_max_num_queries):
    for _one in range(10):
        trainer()
    client.get(at("index"))
    with django_assert_max_num_queries(22):
        client.get(at("index"))


# What the profile says


def test_all_facts_of_a_profile_are_changed_and_nothing_else(client, boss):
    person = UserFactory(email="mine@example.org")
    power = {"is_superuser": "on", "is_staff": "on", "email": "yours@example.org", "groups": group_of("trainers").pk}
    power |= {"password": "x" * 12, "password1": "x" * 12, "password2": "x" * 12, "is_active": ""}
    before = User.objects.values().get(pk=person.pk)
    assert client.post(at("edit", person.pk), FACTS | power).status_code == 302
    assert User.objects.values().get(pk=person.pk) == before | FACTS
    assert not person.groups.exists()


def test_no_certificate_follows_from_a_name_that_an_administrator_typed(client, boss):
    person = UserFactory(last_name="", first_name="")
    finish(EnrolmentFactory(person=person))
    client.post(at("edit", person.pk), FACTS)
    assert str(User.objects.get(pk=person.pk)) == "Үсөнова Гүлнара Өскөновна"
    assert not Certificate.objects.exists()


def test_a_name_that_cannot_be_one_is_said_at_its_field(client, boss):
    answer = client.post(at("edit", UserFactory().pk), FACTS | {"last_name": "Vсөнова"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"last_name"}


def test_wrong_facts_are_said_at_their_field_and_nothing_typed_is_lost(client, boss):
    person = UserFactory()
    answer = client.post(at("edit", person.pk), FACTS | {"region": "XX", "body": "к" * 201})
    assert answer.status_code == 422
    assert {"region", "body"} == set(answer.context["form"].errors)
    assert "к" * 201 in answer.content.decode()
    assert str(User.objects.get(pk=person.pk)) == str(person)


def test_facts_that_another_window_changed_are_not_overwritten(client, boss):
    person = UserFactory(position="Адис")
    shown = client.get(at("edit", person.pk)).context["form"]["fingerprints"].value()
    User.objects.filter(pk=person.pk).update(position="Башчы")
    facts = {
        "last_name": "Жаңы",
        "first_name": "Айгүл",
        "position": "Адис",
        "language": "ky",
        "fingerprints": shown,
    }
    assert client.post(at("edit", person.pk), facts).status_code == 302
    person.refresh_from_db()
    assert (person.last_name, person.position) == ("Жаңы", "Башчы")


def test_nobody_but_a_superuser_changes_the_profile_of_a_superuser(client, boss):
    person = UserFactory(is_superuser=True)
    assert answered(client, at("edit", person.pk)) == "no"
    assert answered(client, at("edit", person.pk), FACTS) == "no"
    sign_in_with_factor(client, UserFactory(is_superuser=True))
    assert client.post(at("edit", person.pk), FACTS).status_code == 302


def test_who_may_only_look_people_up_changes_nobody(client):
    sign_in_with_factor(client, give(UserFactory(), "wagtailadmin.access_admin", "accounts.view_person"))
    person = UserFactory()
    assert at("edit", person.pk) not in client.get(at("index")).content.decode()
    assert answered(client, at("edit", person.pk)) == "no"
    assert answered(client, at("changes")) == "no"


# A new person, and a letter


def test_a_new_person_has_no_password_and_gets_a_letter(client, boss):
    answer = client.post(at("add"), FACTS | {"email": "Gulnara@Example.org", "is_superuser": "on"}, follow=True)
    person = User.objects.get(email="gulnara@example.org")
    assert answer.status_code == 200
    assert (person.has_usable_password(), person.is_superuser) == (False, False)
    assert not EmailAddress.objects.get(user=person).verified
    letter = Message.objects.get(person=person)
    assert (letter.address, letter.language) == ("gulnara@example.org", "kk")
    assert "/kk/accounts/login/" in letter.body


def test_who_was_added_signs_in_by_a_code(client, boss, code):
    client.post(at("add"), FACTS | {"email": "gulnara@example.org"})
    client.logout()
    answer = client.post("/kk/accounts/login/", {"login": "gulnara@example.org", "password": ""})
    answer = client.post(answer.url, {"code": code()}, follow=True)
    assert answer.wsgi_request.user.email == "gulnara@example.org"
    assert EmailAddress.objects.get(email="gulnara@example.org").verified


@pytest.mark.parametrize("email", ["", "no address", "TAKEN@example.org", "second@example.org"])
def test_an_address_that_cannot_be_is_said_at_its_field(client, boss, email):
    owner = UserFactory(email="taken@example.org")
    EmailAddress.objects.create(user=owner, email="second@example.org")
    answer = client.post(at("add"), FACTS | {"email": email})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"email"}
    assert "Ак-Суу айылдык кеңеши" in answer.content.decode()


def test_letters_about_signing_in_have_a_limit(client, boss):
    person = UserFactory()
    for _time in range(5):
        client.post(at("letter", person.pk))
        send_waiting()
    assert Message.objects.filter(person=person).count() == 3


def test_a_letter_is_sent_once_for_a_button_pressed_twice(client, boss):
    person = UserFactory()
    for _press in range(2):
        client.post(at("letter", person.pk))
    assert Message.objects.filter(person=person).count() == 1


# Pages of power


def test_the_page_of_a_proposal_says_why_one_may_not_confirm(client, boss):
    client.post(at("propose", UserFactory().pk, "role"), {"role": group_of("trainers").pk, **WHY})
    (change,) = client.get(at("changes")).context["page"]
    page = client.get(at("change", change.pk))
    assert str(page.context["against"]) in page.content.decode()
    assert "Confirm: do it now" not in page.content.decode()


@pytest.mark.parametrize("typed", [{}, {"role": "99999"}, {"role": "x"}, {"reason": "к" * 501}])
def test_a_proposal_without_a_role_or_a_reason_is_not_made(client, boss, typed):
    answer = client.post(at("propose", UserFactory().pk, "role"), typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors["role"]


def test_ones_own_account_has_no_buttons_of_power(client, boss):
    page = client.get(at("edit", boss.pk))
    assert page.status_code == 200
    assert at("propose", boss.pk, "role") not in page.content.decode()
    for name, last in (("propose", "role"), ("take", group_of("administrators").pk), ("switch", "off")):
        assert answered(client, at(name, boss.pk, last), WHY) == "no"


@pytest.mark.parametrize(("name", "last"), [("propose", "king"), ("switch", "sideways"), ("take", "99999")])
def test_an_address_that_means_nothing_is_not_there(client, boss, name, last):
    assert answered(client, at("index") + f"edit/{UserFactory().pk}/{name}/{last}/") == "none"


# All doors to power


POWER = ("is_superuser", "is_staff", "is_active", "password", "email")


def powers():
    """What each account may do."""
    groups = User.groups.through.objects.order_by("pk").values_list("user", "group")
    rights = User.user_permissions.through.objects.order_by("pk").values_list("user", "permission")
    of_groups = Group.permissions.through.objects.order_by("pk").values_list("group", "permission")
    factors = Authenticator.objects.order_by("pk").values_list("user", "type")
    accounts = User.objects.order_by("pk").values_list("pk", *POWER)
    return [[*rows] for rows in (accounts, groups, rights, of_groups, factors, Group.objects.values_list("name"))]


def doors(urlconf="lms.urls"):
    """Everything under /admin/ about users, groups and accounts."""
    kinds = ("/admin/users/", "/admin/groups/", "/admin/account/", "/admin/bulk/")
    return [address for address in addresses(urlconf) if address.path.startswith(kinds)]


def open_doors(client, boss, person, urlconf="lms.urls"):
    """Addresses by which one administrator alone gets power for themselves, another, or a new account."""
    admins = group_of("administrators")
    forged = {"is_superuser": "on", "is_active": "on", "groups": [admins.pk, group_of("trainers").pk]}
    forged |= {"email": "forged@example.org", "password1": "long enough 1", "password2": "long enough 1"}
    forged |= {"permissions": [admins.permissions.first().pk], "name": "Forged", "role": admins.pk}
    forged |= {"first_name": "F", "last_name": "F", "language": "ky", "reason": "F", "mark_as_active": "on"}
    change = asked(person, boss)
    ids = {"/1/": [boss.pk, person.pk, admins.pk, change.pk]}
    for address in doors(urlconf):
        for pk in ids["/1/"] if "/1/" in address.path else [0]:
            before = powers()
            with transaction.atomic():
                client.post(address.path.replace("/1/", f"/{pk}/").replace("/x/", "/role/"), forged)
                after = powers()
                transaction.set_rollback(True)
            # Taking from others is for one; so is an ordinary account for somebody new.
            gained = [{*now} - {*then} for now, then in zip(after, before, strict=True)]
            accounts = {row for row in gained[0] if row[0] in {boss.pk, person.pk} or row[1] or row[2]}
            if accounts or any(gained[1:]):
                yield address.name


def bulk(name, *people):
    return f"/admin/bulk/accounts/user/{name}/?next=/admin/&" + "&".join(f"id={person.pk}" for person in people)


def test_no_address_of_the_editor_gives_one_administrator_power(client, boss):
    assert len(doors()) > 15
    assert [*open_doors(client, boss, trainer())] == []


@pytest.mark.parametrize("name", ["assign_role", "set_active_state", "delete"])
@pytest.mark.parametrize("who", ["administrator", "superuser"])
def test_there_are_no_bulk_actions_for_people(client, who, name):
    sign_in_with_factor(client, administrator() if who == "administrator" else UserFactory(is_superuser=True))
    address = bulk(name, trainer(), UserFactory())
    before = powers()
    posted = {"role": group_of("administrators").pk, "mark_as_active": ""}
    assert answered(client, address) == "none"
    assert answered(client, address, posted) == "none"
    assert powers() == before


@pytest.mark.urls("tests.lms.accounts.faulty_views")
def test_a_form_of_wagtail_left_open_is_found(client, boss):
    assert "planted" in open_doors(client, boss, trainer(), "tests.lms.accounts.faulty_views")


def test_the_editor_has_our_pages_where_wagtails_would_be():
    assert [type(one) for one in viewsets.viewsets if one.name == "wagtailusers_users"] == [PeopleViewSet]


def test_a_group_is_changed_by_superusers_alone_whatever_its_members_hold(client):
    rights = ("auth.add_group", "auth.change_group", "auth.delete_group", "auth.view_group")
    sign_in_with_factor(client, give(administrator(), *rights))
    pk = group_of("trainers").pk
    pages = [reverse("wagtailusers_groups:index"), reverse("wagtailusers_groups:add")]
    pages += [reverse(f"wagtailusers_groups:{name}", args=(pk,)) for name in ("edit", "delete")]
    assert {answered(client, page) for page in pages} == {"no"}
    assert {answered(client, page, {"name": "Forged"}) for page in pages[1:]} == {"no"}
    sign_in_with_factor(client, UserFactory(is_superuser=True))
    assert {answered(client, page) for page in pages} == {"page"}
