"""Who fits whom, by what they show, with the reasons in words."""

import pytest

from gamification.members.models import Topic, TopicName
from gamification.mentors.matching import reasons
from gamification.mentors.queries import available_mentors, members_for, mentors_for, mentors_for_each, without_mentor
from tests.gamification.factories import MemberFactory
from tests.gamification.mentors.factories import MentorshipFactory

pytestmark = pytest.mark.django_db
ALL = ["region", "languages", "teaches", "wants"]


def topic(slug):
    made = Topic.objects.create(slug=slug)
    TopicName.objects.create(topic=made, language="ru", name=slug)
    return made


@pytest.fixture
def budget():
    return topic("budget")


@pytest.fixture
def member(budget):
    made = MemberFactory(region="KG-C", languages=["ky", "ru"], in_directory=True, shown=ALL)
    made.wants.add(budget)
    return made


def mentor(*topics, **more):
    made = MemberFactory(**{"mentors_up_to": 1, "in_directory": True, "shown": ALL, **more})
    made.teaches.set(topics)
    return made


def test_topics_count_more_than_the_region_and_that_more_than_a_language(member, budget):
    speaks = mentor(region="KG-O")
    near = mentor(region="KG-C")
    teaches = mentor(budget, region="KG-O")
    assert [one.member for one in mentors_for(member)] == [teaches, near, speaks]


def test_the_reasons_are_said_in_words(member, budget):
    mentor(budget, languages=["ky"], mentors_up_to=2)
    said = reasons(mentors_for(member)[0], "mentor")
    assert said[0].endswith("budget")
    assert said[2].endswith("Кыргызча")
    assert len(said) == 4


def test_who_shares_no_language_is_not_proposed(member, budget):
    mentor(budget, languages=["kk"])
    assert mentors_for(member) == []


def test_who_has_no_place_left_is_not_proposed(member, budget):
    full = mentor(budget)
    MentorshipFactory(mentor=full)
    mentor(budget, mentors_up_to=0)
    assert mentors_for(member) == []
    assert full not in available_mentors()


def test_what_a_mentor_does_not_show_is_no_reason(member, budget):
    shy = mentor(budget, shown=["languages"])
    mentor(budget, in_directory=False)
    found = mentors_for(member)
    assert [(one.member, one.topics, one.same_region) for one in found] == [(shy, (), False)]


def test_nobody_is_proposed_twice_or_to_herself(member, budget):
    member.mentors_up_to = 3
    member.save()
    member.teaches.add(budget)
    MentorshipFactory(mentor=mentor(budget, mentors_up_to=3), mentee=member, state="proposed")
    MentorshipFactory(mentor=member, mentee=mentor(budget))
    assert mentors_for(member) == []


def test_a_mentor_finds_members_who_want_what_she_teaches(member, budget):
    teacher = mentor(budget)
    MemberFactory(in_directory=True, shown=ALL)
    assert [one.member for one in members_for(teacher)] == [member]
    MentorshipFactory(mentee=member)
    assert members_for(teacher) == []


def test_administrators_see_who_has_no_mentor_and_who_would_fit(member, budget):
    hidden = mentor(budget, in_directory=False, shown=[])
    found = dict(mentors_for_each(without_mentor()))
    assert [one.member for one in found[member]] == [hidden]


def test_matching_costs_the_same_for_one_and_for_many(member, budget, django_assert_num_queries):
    mentor(budget)
    with django_assert_num_queries(5):
        mentors_for(member)
    for _n in range(30):
        mentor(budget)
    with django_assert_num_queries(5):
        assert len(mentors_for(member)) == 31
