"""Who holds a right, and since when."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.utils import timezone

from cms.access.models import HeldPermission
from cms.access.permissions import had_permission_before, has_permission, permissions_by_label
from cms.access.services import record_everybody
from tests.factories import UserFactory
from tests.people import give

pytestmark = pytest.mark.django_db
RIGHT, OTHER = "courses.revoke_certificate", "courses.issue_certificate"
NEVER = timedelta(microseconds=1)


def fresh(person):
    return type(person).objects.get(pk=person.pk)


def since(person, right=RIGHT):
    return HeldPermission.objects.get(user=person, permission__in=permissions_by_label([right])).since


def soon():
    return timezone.now() + timedelta(seconds=1)


@pytest.fixture
def group():
    found = Group.objects.create(name="A group of any name")
    found.permissions.set(permissions_by_label([RIGHT]))
    return found


def in_group(group):
    person = UserFactory()
    person.groups.add(group)
    return person


def test_nobody_holds_a_right_without_an_active_account(group):
    assert not has_permission(AnonymousUser(), RIGHT)
    assert not has_permission(UserFactory(), RIGHT)
    assert has_permission(in_group(group), RIGHT)
    assert not has_permission(in_group(group), OTHER)
    gone = in_group(group)
    gone.is_active = False
    assert not has_permission(gone, RIGHT)


def test_a_superuser_holds_every_right():
    assert has_permission(UserFactory(is_superuser=True), RIGHT)


def test_a_right_given_at_exactly_the_moment_was_not_held_before_it(group):
    person = in_group(group)
    given = since(person)
    assert not had_permission_before(person, RIGHT, given)
    assert had_permission_before(person, RIGHT, given + NEVER)


@pytest.mark.parametrize("way", ["group", "own", "superuser"])
def test_it_counts_by_whatever_way_it_is_held(group, way):
    before = timezone.now()
    ways = {
        "group": lambda: in_group(group),
        "own": lambda: give(UserFactory(), RIGHT),
        "superuser": lambda: UserFactory(is_superuser=True),
    }
    person = ways[way]()
    assert not had_permission_before(person, RIGHT, before)
    assert had_permission_before(person, RIGHT, soon())


def test_a_break_begins_it_anew(group):
    person = in_group(group)
    first = since(person)
    person.groups.remove(group)
    assert not HeldPermission.objects.filter(user=person).exists()
    assert not had_permission_before(fresh(person), RIGHT, soon())
    person.groups.add(group)
    assert since(person) > first


def test_who_holds_it_twice_and_loses_one_has_held_it_without_a_break(group):
    person = in_group(group)
    first = since(person)
    give(person, RIGHT)
    person.groups.clear()
    assert since(person) == first
    assert had_permission_before(fresh(person), RIGHT, first + NEVER)


def test_from_superuser_to_a_group_and_back_there_is_no_break(group):
    person = UserFactory(is_superuser=True)
    first = HeldPermission.objects.get(user=person, permission=None).since
    person.groups.add(group)
    person.is_superuser = False
    person.save()
    assert had_permission_before(fresh(person), RIGHT, first + NEVER)
    assert not had_permission_before(fresh(person), OTHER, soon())
    person.is_superuser = True
    person.save()
    person.groups.clear()
    assert had_permission_before(fresh(person), RIGHT, first + NEVER)


@pytest.mark.parametrize(
    "change",
    [
        lambda group, _person: group.permissions.clear(),
        lambda group, _person: group.permissions.set([]),
        lambda group, _person: permissions_by_label([RIGHT]).get().group_set.clear(),
        lambda group, _person: permissions_by_label([RIGHT]).get().group_set.remove(group),
        lambda group, _person: group.user_set.clear(),
        lambda group, person: group.user_set.remove(person),
        lambda _group, person: person.groups.set([]),
        lambda group, _person: group.delete(),
        lambda group, _person: Group.objects.filter(pk=group.pk).delete(),
        lambda _group, _person: Permission.objects.filter(codename="revoke_certificate").delete(),
    ],
)
def test_whatever_takes_a_right_away_ends_it(group, change):
    person = in_group(group)
    change(group, person)
    assert not HeldPermission.objects.filter(user=person).exists()


def test_an_account_that_is_switched_off_and_on_again_has_had_a_break(group):
    person = in_group(group)
    first = since(person)
    for active in (False, True):
        person.is_active = active
        person.save(update_fields=["is_active"])
    assert since(person) > first


def test_a_group_that_gains_a_right_gives_it_to_its_members_from_then_on(group):
    person = in_group(group)
    moment = timezone.now()
    group.permissions.add(*permissions_by_label([OTHER]))
    assert not had_permission_before(fresh(person), OTHER, moment)
    assert had_permission_before(fresh(person), OTHER, soon())


def test_a_right_gained_past_the_signals_counts_from_when_it_is_noted(group):
    person = UserFactory()
    type(person).groups.through.objects.bulk_create([type(person).groups.through(user_id=person.pk, group=group)])
    assert has_permission(fresh(person), RIGHT)
    assert not had_permission_before(fresh(person), RIGHT, soon())
    record_everybody()
    assert had_permission_before(fresh(person), RIGHT, soon())


def test_noting_again_changes_nothing(group):
    person = in_group(group)
    first = since(person)
    record_everybody()
    assert since(person) == first


def test_a_learner_costs_the_record_nothing(django_assert_num_queries):
    with django_assert_num_queries(1):
        person = UserFactory(confirmed=False)
    with django_assert_num_queries(1):
        person.save(update_fields=["last_login"])
