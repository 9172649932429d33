"""Facts of the club, told by mail: once each, in the language of who reads, with an address and nothing private."""

import re

import pytest
from django.db import transaction
from django.urls import resolve
from django.utils.translation import override

from gamification.events.hosting import cancel_event
from gamification.events.services import cancel_registration, sign_up
from gamification.members.models import Member
from gamification.mentors.services import answer, assign, end_mentorship, give_task, propose
from gamification.practices.services import confirm_use, report_use
from gamification.stars.services import award, reverse
from lms.notify.models import Message
from tests.gamification.factories import EventFactory, MemberFactory, SeasonFactory, club_administrator
from tests.gamification.mentors.factories import PracticalTaskFactory
from tests.gamification.mentors.helpers import pact
from tests.gamification.practices.conftest import checked, published, sent
from tests.gamification.speakers.helpers import invited

pytestmark = pytest.mark.django_db


@pytest.fixture
def mentor():
    return member("ru", mentors_up_to=3)


@pytest.fixture
def mentee():
    return member("ru")


def member(language="ky", **facts):
    made = MemberFactory(**facts)
    made.person.language = language
    made.person.save()
    return Member.objects.get(pk=made.pk)


def messages(fact, to=None):
    found = Message.objects.filter(fact__startswith=f"club-{fact}:")
    return list(found.filter(person=to.person) if to else found)


def only(fact, to):
    (message,) = messages(fact, to)
    return message


def leads_to(message, name):
    (address,) = re.findall(r"http://testserver(/\S+)", message.body)
    with override(address[1:3]):
        return resolve(address).url_name == name


def test_who_comes_up_from_the_waiting_list_is_told_when_and_where():
    event = EventFactory(seats=1, title="Бюджет")
    first, second = member(), member("ru")
    sign_up(event=event, member=first)
    sign_up(event=event, member=second)
    assert messages("seat", second) == []
    cancel_registration(event=event, member=first)
    message = only("seat", second)
    assert "«Бюджет»" in message.subject or "Бюджет" in message.subject
    assert "UTC+6" in message.body
    assert event.link not in message.body
    assert leads_to(message, "event")


def test_everybody_who_sits_or_waits_learns_that_an_event_is_cancelled_once():
    event = EventFactory(seats=1)
    people = [member(), member()]
    for one in people:
        sign_up(event=event, member=one)
    cancel_event(event=event)
    cancel_event(event=event)
    assert {message.person for message in messages("event-cancelled")} == {one.person for one in people}
    assert leads_to(messages("event-cancelled")[0], "events")


def test_a_task_is_announced_with_its_day():
    given = give_task(task=PracticalTaskFactory(text="Жашыруун сөз"), member=member())
    message = only("task", given.member)
    assert "Жашыруун" not in message.body
    assert leads_to(message, "my-task")


def test_who_is_asked_hears_of_it_and_who_asked_hears_the_answer(mentor, mentee):
    asked = propose(mentor=mentor, mentee=mentee, by=mentee.person)
    assert messages("mentorship-proposed", mentee) == []
    assert leads_to(only("mentorship-proposed", mentor), "mentoring")
    answer(mentorship=asked, member=mentor, accept=True)
    assert messages("mentorship-answered", mentor) == []
    assert leads_to(only("mentorship-answered", mentee), "mentorship")


def test_a_refusal_is_told_without_its_reason(mentor, mentee):
    asked = propose(mentor=mentor, mentee=mentee, by=mentee.person)
    answer(mentorship=asked, member=mentor, accept=False, reason="Убактым жок")
    message = only("mentorship-answered", mentee)
    assert "Убактым" not in message.body
    assert mentor.name not in message.body


def test_both_hear_of_what_an_administrator_has_assigned(mentor, mentee):
    assign(mentor=mentor, mentee=mentee, by=club_administrator())
    assert len(messages("mentorship-answered")) == 2


def test_both_hear_that_a_pact_has_ended():
    agreed = pact()
    end_mentorship(mentorship=agreed.mentorship, by=agreed.mentorship.mentor.person, reason="Башка ишим бар")
    told = messages("pact-ended")
    assert {message.person for message in told} == {agreed.mentorship.mentor.person, agreed.mentorship.mentee.person}
    assert all("Башка" not in message.body for message in told)


def test_the_author_hears_what_became_of_her_report_without_the_comments():
    report = sent(member())
    checked(report, club_administrator(), publish=False, comment="Атын алып салыңыз")
    message = only("practice", report.author)
    assert "Атын" not in message.body
    assert leads_to(message, "practice-edit")
    shown = published(member(), club_administrator())
    assert leads_to(only("practice", shown.author), "practice")


def test_a_confirmed_use_is_told_to_both():
    SeasonFactory()
    practice, reader = published(member(), club_administrator()), member()
    use = report_use(practice=practice, member=reader, result="Бизде да иштеди")
    assert messages("practice-used") == []
    confirm_use(use=use, by=club_administrator(), confirm=True, comment="")
    assert {message.person for message in messages("practice-used")} == {practice.author.person, reader.person}


def test_a_speaker_hears_until_when_to_answer():
    _made, members = invited(8, 6, 4)
    message = only("speaker", members[0])
    assert leads_to(message, "my-invitation")
    assert re.search(r"\d{1,2}:\d{2}", message.body)
    assert messages("speaker", members[2]) == []


def test_stars_taken_back_are_told_with_the_reason_and_stars_given_are_not():
    SeasonFactory()
    entry = award(member=member(), cause="task-done", source="task:1", title="Кудук")
    assert not Message.objects.exists()
    reverse(entry=entry, reason="Эки жолу жазылган", by=club_administrator())
    message = only("star-reversed", entry.member)
    assert "Эки жолу жазылган" in message.body
    assert leads_to(message, "my-stars")


def test_a_fact_that_is_taken_back_leaves_no_message():
    event = EventFactory()
    with transaction.atomic():
        sign_up(event=event, member=member())
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_an_address_that_leads_nowhere_would_be_seen():
    assert not leads_to(Message(body="http://testserver/ky/club/nowhere/"), "events")
