"""Nobody is asked by the name of a group, and every permission of ours is asked by a rule."""

import ast

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from wagtail import hooks

from cms.access import policy
from cms.access.permissions import has_permission
from tests.architecture.test_measures import FILES, ROOT
from tests.factories import UserFactory
from tests.people import give

OURS = ("cms", "courses", "gamification", "lms")
PAGES = ("courses_pages", "gamification_pages", "cms_pages")
# Files that make and keep groups, superusers and the note of who is staff; everybody else asks for a permission.
KEEPERS = {
    "cms/access/backends.py",
    "cms/access/receivers.py",
    "cms/access/permissions.py",
    "cms/access/services.py",
    "cms/access/session.py",
    "cms/pages/receivers.py",  # groups of a page's privacy
    "courses/pages/privacy.py",  # as Wagtail itself lets people through it
    "lms/accounts/access/policies.py",
    "lms/accounts/access/queries.py",
    "lms/accounts/access/services.py",
    "lms/accounts/admin/viewsets.py",
    "lms/accounts/models.py",
    "lms/accounts/roles.py",
    "lms/accounts/services.py",
    "lms/demo/people.py",
}
POWERS = {"groups", "is_superuser", "is_staff", "user_permissions"}
# Permissions of the four kinds that Wagtail itself asks for, in the editor.
BY_WAGTAIL = {
    "cms.add_captiontrack",
    "cms.change_captiontrack",
    "cms.delete_captiontrack",
    "cms.change_terminology",
    "courses.add_question",
    "courses.change_question",
    "courses.view_question",
}


def asked_by_name(source):
    """What looks at groups, superusers or `is_staff` instead of asking for a permission."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in POWERS and isinstance(node.ctx, ast.Load):
            yield node.attr
        if isinstance(node, ast.Attribute) and node.attr == "objects" and ast.unparse(node.value) == "Group":
            yield "Group"
        if isinstance(node, ast.keyword) and (node.arg or "").split("__")[0] in POWERS:
            yield node.arg


def label(permission):
    return f"{permission.content_type.app_label}.{permission.codename}"


def test_rights_are_asked_for_by_permission_everywhere():
    found = {
        name: sorted(set(asked_by_name(path.read_text())))
        for path in FILES
        if (name := str(path.relative_to(ROOT))) not in KEEPERS and "migrations" not in name
    }
    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize(
    "planted",
    [
        "def is_trainer(user): return user.groups.filter(name='Trainers').exists()",
        "def may(user): return user.is_superuser",
        "def may(user): return user.is_staff",
        "found = Group.objects.get(name='Administrators')",
        "people = User.objects.filter(groups__name='Administrators')",
    ],
)
def test_a_planted_question_by_name_is_found(planted):
    assert list(asked_by_name(planted))


def codenames():
    """Those that our models name themselves."""
    for model in apps.get_models():
        if model._meta.app_label in (*OURS, "accounts"):
            for codename, _name in model._meta.permissions:
                yield f"{model._meta.app_label}.{codename}"


def test_every_codename_of_ours_is_asked_by_a_rule_and_every_rule_asks_for_one_that_exists():
    assert set(codenames()) == policy.permissions()


def test_a_codename_that_no_rule_asks_for_is_found(monkeypatch):
    from gamification.polls.models import Poll

    monkeypatch.setattr(Poll._meta, "permissions", [*Poll._meta.permissions, ("praise_poll", "Can praise votes")])
    assert set(codenames()) - policy.permissions() == {"gamification.praise_poll"}


@pytest.mark.django_db
def test_each_box_of_ours_in_the_form_of_a_group_means_something():
    boxes = Permission.objects.none()
    for register in hooks.get_hooks("register_permissions"):
        boxes |= register()
    ours = {label(box) for box in boxes.select_related("content_type") if box.content_type.app_label in (*OURS, *PAGES)}
    ours |= {label(box) for box in boxes if box.content_type.app_label == "accounts"}
    assert ours - BY_WAGTAIL == policy.permissions()


@pytest.mark.django_db
def test_without_any_permission_no_rule_for_staff_lets_a_person():
    person = UserFactory()
    assert {
        action for action in policy.actions() if policy.permission_of(action) and policy.can(person, action)
    } == set()


@pytest.mark.django_db
@pytest.mark.parametrize("permission", sorted(policy.permissions()))
def test_each_permission_alone_opens_its_own_actions_and_no_others_for_staff(permission):
    person = give(UserFactory(), permission)
    assert has_permission(person, permission)
    opened = {action for action in policy.actions() if policy.permission_of(action) and policy.can(person, action)}
    assert opened == {action for action in policy.actions() if policy.permission_of(action) == permission}


def ungranted():
    """Rules that name no permission and let an account in that is no member and holds nothing but is a superuser: a
    rule for staff in disguise, unless it says so below.
    """
    ordinary, boss = UserFactory(), UserFactory(is_superuser=True)
    for action in policy.actions():
        if not policy.permission_of(action) and policy.can(boss, action) and not policy.can(ordinary, action):
            yield action


# Pages of the club that its members and whoever looks after it read; and what a permission of Wagtail's gives.
FOR_MEMBERS_TOO = {"members.read", "mentors.read", "polls.read", "stars.top", "jobs.read", "pages.translate"}


@pytest.mark.django_db
def test_each_rule_for_staff_names_a_permission():
    assert set(ungranted()) == FOR_MEMBERS_TOO


@pytest.mark.django_db
def test_a_rule_for_staff_without_a_permission_is_found(monkeypatch):
    monkeypatch.setitem(policy._rules, "planted.act", lambda user, _obj: user.is_superuser)
    assert "planted.act" in set(ungranted())
