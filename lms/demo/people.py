"""Who can sign in to the demo. Never made anywhere else."""

from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction

from cms.access.models import Role
from gamification.members.roles import CODE as CLUB_ADMINISTRATORS
from lms.accounts.models import User
from lms.accounts.roles import ADMINISTRATORS, TRAINERS

CLUB_ADMINISTRATOR = "club@example.org"


class Login(NamedTuple):
    """A line of the demo's list of logins."""

    role: str
    email: str
    password: str
    group: str
    first_name: str
    last_name: str


LOGINS = (
    Login("learner", "learner@example.org", "demo-learner-2026", "", "Айгүл", "Асанова"),
    Login("trainer", "trainer@example.org", "demo-trainer-2026", TRAINERS, "Нургүл", "Токтосунова"),
    Login("administrator", "admin@example.org", "demo-admin-2026", ADMINISTRATORS, "Ерлан", "Сәдуақасов"),
    # A certificate is revoked by two: the second administrator confirms.
    Login("administrator", "admin2@example.org", "demo-admin2-2026", ADMINISTRATORS, "Ольга", "Ким"),
    # Who looks after the club, and a second member of it; learner and trainer are members too.
    Login("club", CLUB_ADMINISTRATOR, "demo-club-2026", CLUB_ADMINISTRATORS, "Зарина", "Мамбетова"),
    Login("member", "member@example.org", "demo-member-2026", "", "Гүлнара", "Эсенова"),
)


def make_people() -> tuple[Login, ...]:
    """Make the accounts that are missing and set every password to the one of the list.

    Raises RuntimeError outside of the demo: these passwords are known to everybody.
    """
    if not settings.DEMO:
        raise RuntimeError("The people of the demo are made in the demo only")
    for login in LOGINS:
        _make(login)
    return LOGINS


@transaction.atomic
def _make(login: Login) -> None:
    person, new = User.objects.get_or_create(
        email=login.email, defaults={"first_name": login.first_name, "last_name": login.last_name, "language": "ky"}
    )
    if new or not person.check_password(login.password):
        person.set_password(login.password)
        person.save(update_fields=["password"])
    EmailAddress.objects.get_or_create(user=person, email=login.email, defaults={"verified": True, "primary": True})
    if login.group and (group := Role.objects.get(code=login.group).group):
        person.groups.add(group)
