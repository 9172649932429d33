"""The export has everything stored about a person, and nothing about another."""

import pytest

from tests.factories import EnrolmentFactory, UserFactory, finish
from tests.gamification.factories import MemberFactory

pytestmark = pytest.mark.django_db
PATH = "/ky/my/profile/data/"


def test_a_person_takes_her_learning_and_her_membership_with_her(client):
    person = UserFactory()
    finish(EnrolmentFactory(person=person))
    MemberFactory(person=person, council="Ак-Суу айылдык кеңеши")
    MemberFactory(council="Башка кеңеш")
    client.force_login(person)
    answer = client.get(PATH)
    data = answer.json()
    assert len(data["completions"]) == 4
    assert [line["council"] for line in data["club"]["membership"]] == ["Ак-Суу айылдык кеңеши"]
    assert "Башка кеңеш" not in answer.content.decode()


def test_a_person_who_never_joined_the_club_has_nothing_there(client):
    client.force_login(UserFactory())
    assert not any(client.get(PATH).json()["club"].values())
