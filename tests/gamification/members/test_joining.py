"""One joins, leaves and comes back freely; what others see is only what one agreed to."""

import pytest

from gamification.members.models import Member, Topic, TopicName
from gamification.members.services import join, leave, update_profile
from gamification.signals import member_joined, member_left
from gamification.stars.services import award
from tests.gamification.factories import MemberFactory, PersonFactory, SeasonFactory

pytestmark = pytest.mark.django_db
TYPED = {"name": "Асель Токтогулова", "role": "deputy", "languages": ["ky", "ru"], "mentors_up_to": "2"}


@pytest.fixture
def heard():
    names = []
    for name, signal in {"joined": member_joined, "left": member_left}.items():
        signal.connect(lambda _name=name, **_: names.append(_name), weak=False, dispatch_uid=name)
    yield names
    for name, signal in {"joined": member_joined, "left": member_left}.items():
        signal.disconnect(dispatch_uid=name)


def topic(slug, **names):
    one = Topic.objects.create(slug=slug)
    TopicName.objects.bulk_create(TopicName(topic=one, language=code, name=name) for code, name in names.items())
    return one


def test_one_form_makes_a_member(client):
    budget, person = topic("budget", ky="Бюджет"), PersonFactory()
    client.force_login(person)
    answer = client.post("/ky/club/join/", {**TYPED, "teaches": [budget.pk], "in_directory": "on", "shown": ["role"]})
    assert answer["Location"] == "/ky/club/me/"
    member = person.membership
    assert (member.name, member.languages, member.mentors_up_to) == ("Асель Токтогулова", ["ky", "ru"], 2)
    assert (list(member.teaches.all()), member.in_directory, member.shown) == ([budget], True, ["role"])


def test_nothing_is_shown_unless_ticked():
    member = join(person=PersonFactory(), name="Асель", role="deputy")
    assert [member.in_directory, member.in_star_lists, member.shown] == [False, False, []]


def test_what_was_typed_wrongly_is_said_at_the_field_and_nothing_is_lost(client):
    client.force_login(PersonFactory())
    answer = client.post("/ky/club/join/", {**TYPED, "role": "", "about": "Суу", "shown": ["secrets"]})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Асель Токтогулова" in html
    assert "Суу</textarea>" in html
    assert html.count("field-wrong") == 2
    assert not Member.objects.exists()


def test_the_form_begins_with_what_the_account_knows(client):
    client.force_login(PersonFactory(first_name="Асель", last_name="Токтогулова"))
    assert 'value="Токтогулова Асель"' in client.get("/ky/club/join/").content.decode()


def test_joining_twice_is_joining_once(heard):
    person = PersonFactory()
    assert join(person=person, name="A", role="friend") == join(person=person, name="B", role="friend")
    assert (Member.objects.get().name, heard) == ("B", ["joined"])


def test_who_leaves_is_hidden_and_finds_everything_when_she_comes_back(client, heard):
    SeasonFactory()
    member = MemberFactory(in_directory=True)
    award(member=member, cause="task-done", source="task:1", title="Бюджет")
    client.force_login(member.person)
    assert client.post("/ky/club/leave/")["Location"] == "/ky/club/join/"
    leave(member=member)  # twice is once
    another = MemberFactory()
    client.force_login(another.person)
    assert client.get(f"/ky/club/members/{member.pk}/").status_code == 404
    assert member.name not in client.get("/ky/club/members/").content.decode()
    client.force_login(type(another.person)._default_manager.get(pk=member.person_id))
    assert member.name in client.get("/ky/club/join/").content.decode()
    client.post("/ky/club/join/", TYPED)
    member.refresh_from_db()
    assert member.left_at is None
    assert member.star_entries.count() == 1
    assert heard == ["left", "joined"]


def test_who_is_a_member_goes_to_her_page_and_who_is_not_to_joining(client):
    client.force_login(PersonFactory())
    assert client.get("/ky/club/me/")["Location"] == "/ky/club/join/"
    client.force_login(MemberFactory().person)
    assert client.get("/ky/club/join/")["Location"] == "/ky/club/me/"


def test_a_fact_that_does_not_exist_is_refused():
    with pytest.raises(TypeError):
        update_profile(member=MemberFactory(), left_at=None)
