import pytest
from django.contrib.auth import get_user
from django.core.management import CommandError, call_command

from cms.access.permissions import has_permission
from lms.accounts.models import User
from lms.demo.people import LOGINS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.DEMO, settings.STAFF_SECOND_FACTOR = True, False


def test_each_can_sign_in_with_what_is_printed(client, capsys):
    call_command("demo_people")
    for line in capsys.readouterr().out.splitlines():
        _role, email, password = line.split()
        client.post("/ky/accounts/login/", {"login": email, "password": password, "next": "/ky/"})
        assert get_user(client).email == email
        client.logout()


def test_there_are_a_learner_a_trainer_administrators_and_two_of_the_club(capsys):
    call_command("demo_people")
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [
        "learner",
        "trainer",
        "administrator",
        "administrator",
        "club",
        "member",
    ]
    people = [User.objects.get(email=login.email) for login in LOGINS]
    assert [has_permission(one, "courses.review_submission") for one in people] == [
        False,
        True,
        False,
        False,
        False,
        False,
    ]
    assert [has_permission(one, "courses.issue_certificate") for one in people] == [
        False,
        False,
        True,
        True,
        False,
        False,
    ]
    assert [has_permission(one, "gamification.manage_event") for one in people] == [
        False,
        False,
        False,
        False,
        True,
        False,
    ]


def test_staff_enter_the_editor_without_a_second_factor(client):
    call_command("demo_people")
    client.force_login(User.objects.get(email="trainer@example.org"))
    assert client.get("/admin/").status_code == 200


def test_making_them_again_doubles_nobody_and_restores_a_changed_password():
    call_command("demo_people")
    learner = User.objects.get(email="learner@example.org")
    learner.set_password("changed by a visitor")
    learner.save()
    call_command("demo_people")
    learner.refresh_from_db()
    assert learner.check_password("demo-learner-2026")
    assert User.objects.count() == len(LOGINS)


def test_outside_the_demo_nobody_is_made(settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("demo_people")
    assert not User.objects.exists()
