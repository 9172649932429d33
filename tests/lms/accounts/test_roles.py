import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Page

from courses.people.policies import ADMINISTRATORS, TRAINERS
from lms.accounts.roles import make_roles
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def member(name):
    one = UserFactory()
    one.groups.add(Group.objects.get(name=name))
    return one


@pytest.mark.parametrize("name", [TRAINERS, ADMINISTRATORS])
def test_a_migration_makes_the_groups_and_they_may_enter_the_editor(name):
    assert member(name).has_perm("wagtailadmin.access_admin")


def test_trainers_may_write_and_publish_pages_anywhere():
    rights = Page.get_first_root_node().permissions_for_user(member(TRAINERS))
    assert rights.can_add_subpage()
    assert rights.can_publish_subpage()


def test_administrators_write_no_pages():
    assert not Page.get_first_root_node().permissions_for_user(member(ADMINISTRATORS)).can_add_subpage()


def test_trainers_do_not_touch_accounts():
    assert not any(right.startswith("accounts.") for right in member(TRAINERS).get_all_permissions())


def test_making_them_again_doubles_nothing_and_keeps_what_was_given_by_hand():
    trainers = Group.objects.get(name=TRAINERS)
    extra = Permission.objects.get(codename="view_user")
    trainers.permissions.add(extra)
    before = GroupPagePermission.objects.count()
    make_roles()
    call_command("migrate", verbosity=0)
    assert GroupPagePermission.objects.count() == before
    assert extra in trainers.permissions.all()


def test_a_role_marks_staff_and_losing_it_unmarks():
    one = member(TRAINERS)
    one.refresh_from_db()
    assert one.is_staff
    one.groups.clear()
    one.refresh_from_db()
    assert not one.is_staff


def test_a_role_given_from_the_side_of_the_group_marks_too():
    one = UserFactory()
    Group.objects.get(name=TRAINERS).user_set.add(one)
    one.refresh_from_db()
    assert one.is_staff
