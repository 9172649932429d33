import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Page

from cms.access.models import Role
from cms.access.permissions import permissions_by_label
from lms.accounts.models import User
from lms.accounts.roles import ADMINISTRATORS, ENTER, TRAINERS, make_roles
from tests.factories import UserFactory
from tests.people import give, group_of, with_role

pytestmark = pytest.mark.django_db


def member(role):
    return with_role(UserFactory(), role)


def is_marked(person):
    return User.objects.get(pk=person.pk).is_staff


@pytest.mark.parametrize("role", [TRAINERS, ADMINISTRATORS])
def test_a_migration_makes_the_groups_and_they_may_enter_the_editor(role):
    assert member(role).has_perm(ENTER)


def test_trainers_may_write_and_publish_pages_anywhere():
    rights = Page.get_first_root_node().permissions_for_user(member(TRAINERS))
    assert rights.can_add_subpage()
    assert rights.can_publish_subpage()


def test_administrators_write_no_pages():
    assert not Page.get_first_root_node().permissions_for_user(member(ADMINISTRATORS)).can_add_subpage()


def test_trainers_do_not_touch_accounts():
    assert not any(right.startswith("accounts.") for right in member(TRAINERS).get_all_permissions())


def test_making_them_again_doubles_nothing_and_keeps_what_was_given_by_hand():
    trainers = group_of(TRAINERS)
    extra = Permission.objects.get(codename="view_person")
    trainers.permissions.add(extra)
    before = GroupPagePermission.objects.count()
    make_roles()
    call_command("migrate", verbosity=0)
    assert GroupPagePermission.objects.count() == before
    assert extra in trainers.permissions.all()


def test_a_renamed_group_keeps_its_rights_and_is_not_made_again():
    one = member(ADMINISTRATORS)
    Group.objects.filter(pk=group_of(ADMINISTRATORS).pk).update(name="Администраторлор")
    call_command("migrate", verbosity=0)
    assert not Group.objects.filter(name="Administrators").exists()
    assert User.objects.get(pk=one.pk).has_perm("courses.issue_certificate")


def test_a_foreign_group_of_a_roles_name_gives_nothing():
    group_of(ADMINISTRATORS).delete()
    foreign = Group.objects.create(name="Administrators")
    call_command("migrate", verbosity=0)
    one = UserFactory()
    one.groups.add(foreign)
    assert one.get_all_permissions() == set()
    assert not is_marked(one)


def test_beside_a_foreign_group_of_its_name_a_role_takes_another_name():
    Role.objects.all().delete()
    Group.objects.all().delete()
    foreign = Group.objects.create(name="Trainers")
    make_roles()
    assert not foreign.permissions.exists()
    assert not GroupPagePermission.objects.filter(group=foreign).exists()
    assert group_of(TRAINERS).name == "Trainers 2"


def test_the_group_that_an_earlier_version_made_is_taken_over():
    Role.objects.all().delete()
    before = Group.objects.get(name="Trainers")
    before.permissions.set(permissions_by_label(["courses.add_question"]))
    make_roles()
    assert group_of(TRAINERS) == before
    assert before.permissions.filter(codename="review_submission").exists()


def test_a_deleted_group_is_not_made_again():
    group_of(TRAINERS).delete()
    call_command("migrate", verbosity=0)
    assert not Group.objects.filter(name__startswith="Trainers").exists()


def test_a_permission_taken_from_a_role_stays_away():
    group_of(ADMINISTRATORS).permissions.remove(*permissions_by_label(["courses.revoke_certificate"]))
    call_command("migrate", verbosity=0)
    assert not member(ADMINISTRATORS).has_perm("courses.revoke_certificate")


def test_a_role_marks_staff_and_losing_it_unmarks():
    one = member(TRAINERS)
    assert is_marked(one)
    one.groups.clear()
    assert not is_marked(one)


def test_a_role_given_from_the_side_of_the_group_marks_too():
    one = UserFactory()
    group_of(TRAINERS).user_set.add(one)
    assert is_marked(one)
    group_of(TRAINERS).user_set.clear()
    assert not is_marked(one)


def test_a_group_that_gains_or_loses_the_right_to_enter_marks_its_members():
    one, group, enter = UserFactory(), Group.objects.create(name="Methodologists"), permissions_by_label([ENTER]).get()
    one.groups.add(group)
    assert not is_marked(one)
    group.permissions.add(enter)
    assert is_marked(one)
    enter.group_set.remove(group)
    assert not is_marked(one)


def test_deleting_the_group_unmarks():
    one = member(TRAINERS)
    group_of(TRAINERS).delete()
    assert not is_marked(one)


def test_a_permission_of_ones_own_and_the_tick_of_a_superuser_mark():
    assert is_marked(give(UserFactory(), ENTER))
    boss = UserFactory(is_superuser=True)
    assert is_marked(boss)
    boss.is_superuser = False
    boss.save()
    assert not is_marked(boss)
