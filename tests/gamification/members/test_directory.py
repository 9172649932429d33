"""The directory finds members by what they agreed to show, and by nothing else."""

import pytest

from gamification.members.queries import directory, member_card
from tests.gamification.factories import MemberFactory, club_administrator
from tests.gamification.members.test_joining import topic
from tests.people import sign_in_with_factor

pytestmark = pytest.mark.django_db
ALL = ["council", "region", "role", "languages", "teaches", "wants", "stars"]


def listed(name, shown=ALL, **facts):
    return MemberFactory(name=name, in_directory=True, shown=list(shown), **facts)


def names(**asked):
    return [member.name for member in directory(**asked)]


def test_only_members_who_wish_it_and_have_not_left_are_there(client):
    MemberFactory(name="Жашыруун")
    listed("Көрүнгөн")
    assert names() == ["Көрүнгөн"]


NAMES = "Токтогулова Нургүл", "Өмүралиева Ңайым", "Қаныкей Асан"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ток", {0}),
        ("ТОКТО", {0}),
        ("нур", {0}),
        ("өмүр", {1}),
        ("омур", {1}),
        ("ң", {0, 1}),
        ("н", {0, 1}),
        ("каныкей", {2}),
        ("асан кан", {2}),
    ],
)
def test_names_are_found_by_beginnings_of_words_with_the_letters_a_keyboard_has(typed, found):
    for name in NAMES:
        listed(name)
    assert set(names(q=typed)) == {NAMES[place] for place in found}


def test_the_middle_of_a_word_finds_nothing():
    listed("Токтогулова Нургүл")
    assert names(q="гулова") == []


@pytest.mark.parametrize(
    ("asked", "hides"),
    [
        ({"q": "кара"}, "council"),
        ({"region": "KG-N"}, "region"),
        ({"role": "deputy"}, "role"),
        ({"topic": "water"}, "teaches"),
    ],
)
def test_what_is_not_shown_finds_nobody(asked, hides):
    water = topic("water", ky="Суу")
    for name, shown in (("Shows", ALL), ("Hides", [each for each in ALL if each != hides])):
        listed(name, shown, council="Кара-Суу", region="KG-N", role="deputy").teaches.add(water)
    assert names(**asked) == ["Shows"]


def test_a_card_has_only_what_is_shown():
    facts = {"council": "Кара-Суу", "region": "KG-N", "role": "deputy", "languages": ["ky"]}
    full, bare = member_card(listed("A", **facts)), member_card(listed("B", [], **facts))
    assert full.council
    assert full.region
    assert full.role
    assert full.languages == ("Кыргызча",)
    assert bare == (bare.pk, "B", "", "", "", (), (), (), "", False)


def test_another_language_of_a_topic_is_better_than_none():
    water = topic("water", ru="Вода")
    assert str(water) == "Вода"


def test_a_page_of_who_is_not_in_the_directory_is_not_there(client):
    hidden, seen, me = MemberFactory(), listed("Көрүнгөн"), MemberFactory()
    for person, answers in ((me.person, (404, 200)), (hidden.person, (200, 200)), (club_administrator(), (404, 200))):
        sign_in_with_factor(client, person)
        found = tuple(client.get(f"/ky/club/members/{one.pk}/").status_code for one in (hidden, seen))
        assert found == answers


@pytest.mark.parametrize("count", [1, 40])
def test_the_directory_asks_few_queries_however_many_there_are(client, django_assert_num_queries, count):
    water = topic("water", ky="Суу")
    for number in range(count):
        one = listed(f"M{number}")
        one.teaches.add(water)
        one.wants.add(water)
    client.force_login(MemberFactory().person)
    # session, user, membership; topics and their names for the filter; count, members; two kinds of topics with names
    with django_assert_num_queries(11):
        html = client.get("/ky/club/members/").content.decode()
    assert html.count('class="card-title"') == min(count, 30)
    assert len(html) < 60_000


def test_an_empty_directory_invites(client):
    client.force_login(MemberFactory().person)
    assert 'class="empty"' in client.get("/ky/club/members/").content.decode()
    assert 'class="empty"' in client.get("/ky/club/members/?q=zzz").content.decode()
