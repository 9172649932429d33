"""The pages of events: who sees what, and what they say."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from gamification.events import hosting, queries, views
from gamification.events.models import Event, Question, Registration
from gamification.events.services import sign_up
from gamification.members.models import Topic, TopicName
from tests.gamification.events.conftest import begin, taken_by
from tests.gamification.factories import EventFactory, MemberFactory, PersonFactory

LINK = "https://meet.example.org/lecture"


@pytest.fixture
def told(db):
    """An event with everything that not everybody is told."""
    return EventFactory(
        seats=2, place="Кочкор айылы", prepare="Бюджетти алып келиңиз", materials="Слайддар", recording=LINK + "/film"
    )


@pytest.fixture
def hers(client, member):
    """The browser of a member."""
    client.force_login(member.person)
    return client


def page(client, event):
    return client.get(reverse("event", args=[event.pk])).content.decode()


def test_a_visitor_sees_that_the_event_is_and_is_led_to_join(client, told):
    html = page(client, told)
    assert told.title in html
    assert reverse("club-join") in html
    assert "data-do" not in html.replace('data-do="join"', "").replace('data-do="event-calendar"', "")
    for secret in (LINK, told.place, told.prepare, told.materials):
        assert secret not in html


def test_a_member_without_a_seat_sees_the_place_and_not_the_link(hers, told):
    html = page(hers, told)
    assert told.place in html
    assert told.prepare in html
    assert LINK not in html


def test_who_waits_does_not_see_the_link_and_knows_her_place(hers, told, member):
    taken_by(told, 3)
    sign_up(event=told, member=member)
    html = page(hers, told)
    assert LINK not in html
    assert queries.waitlist_position(Registration.objects.get(member=member)) == 2
    assert 'data-do="event-leave"' in html


def test_who_has_a_seat_sees_the_link_until_the_end(hers, told, member):
    sign_up(event=told, member=member)
    assert LINK in page(hers, told)
    begin(told, hours=1)
    assert LINK in page(hers, told)
    Event.objects.update(recording="")
    begin(told, hours=5)
    assert LINK not in page(hers, told)


def test_the_link_of_a_cancelled_event_is_shown_to_nobody(hers, told, member):
    sign_up(event=told, member=member)
    hosting.cancel_event(event=told)
    assert LINK not in page(hers, told)


def test_a_link_that_is_shown_to_everybody_is_found(client, told, monkeypatch):
    """The planted fault: a gate that is open."""
    monkeypatch.setattr(queries, "may_see_link", lambda _event, _seat: True)
    with pytest.raises(AssertionError):
        test_a_visitor_sees_that_the_event_is_and_is_led_to_join(client, told)


def test_materials_and_recording_come_after_the_event_and_for_members_alone(client, hers, told):
    assert told.materials not in page(hers, told)
    begin(told, hours=5)
    html = page(hers, told)
    assert told.materials in html
    assert told.recording in html
    client.logout()
    html = page(client, told)
    assert told.materials not in html
    assert told.recording not in html


def test_times_are_told_by_the_clock_of_the_event_with_its_name(client, db):
    event = EventFactory(
        zone="Europe/Moscow",
        starts_at=datetime(2099, 3, 5, 15, 30, tzinfo=UTC),
        ends_at=datetime(2099, 3, 5, 17, 0, tzinfo=UTC),
    )
    html = page(client, event)
    assert "18:30" in html
    assert "20:00" in html
    assert "UTC+3" in html


def test_a_member_signs_up_and_leaves(hers, told, member):
    answer = hers.post(reverse("event-sign-up", args=[told.pk]), follow=True)
    assert Registration.objects.get(member=member).number == 1
    assert 'data-do="event-leave"' in answer.content.decode()
    hers.post(reverse("event-leave", args=[told.pk]))
    assert not Registration.objects.exists()


def test_a_seat_is_never_anothers_whatever_the_form_says(hers, told):
    other = MemberFactory()
    hers.post(reverse("event-sign-up", args=[told.pk]), {"member": other.pk, "number": 9})
    assert not Registration.objects.filter(member=other).exists()
    assert Registration.objects.get().number == 1


def test_who_is_no_member_is_led_to_join_and_gets_no_seat(client, told):
    client.force_login(PersonFactory())
    answer = client.post(reverse("event-sign-up", args=[told.pk]))
    assert answer["Location"] == reverse("club-join")
    assert not Registration.objects.exists()


def test_a_seat_for_who_is_no_member_is_found(client, told, member, monkeypatch):
    """The planted fault: whoever asks passes for a member."""
    monkeypatch.setattr(views, "membership", lambda _user: member)
    with pytest.raises(AssertionError):
        test_who_is_no_member_is_led_to_join_and_gets_no_seat(client, told)


def test_who_comes_too_late_is_told(hers, told):
    begin(told)
    html = hers.post(reverse("event-sign-up", args=[told.pk]), follow=True).content.decode()
    assert "notice--error" in html
    assert not Registration.objects.exists()


def test_questions_stand_before_what_the_event_is_about_and_name_nobody(hers, told, member):
    Event.objects.update(about="Эмне жөнүндө")
    other = MemberFactory(name="Суроочу")
    hosting.ask_question(event=told, member=other, text="Бюджет <b>кайда</b>?")
    hers.post(reverse("event-question", args=[told.pk]), {"text": "Качан?"})
    html = page(hers, told)
    assert html.index("Качан?") < html.index("Эмне жөнүндө")
    assert "Бюджет &lt;b&gt;" in html
    assert "Суроочу" not in html


def test_a_visitor_does_not_see_the_questions(client, told, member):
    hosting.ask_question(event=told, member=member, text="Качан?")
    assert "Качан?" not in page(client, told)


def test_a_question_that_cannot_be_taken_is_shown_again_with_the_reason(hers, told):
    answer = hers.post(reverse("event-question", args=[told.pk]), {"text": "А" * 1001})
    assert answer.status_code == 422
    assert "А" * 1001 in answer.content.decode()
    begin(told)
    answer = hers.post(reverse("event-question", args=[told.pk]), {"text": "Кеч калдымбы?"})
    assert answer.status_code == 422
    assert not Question.objects.exists()


def test_the_list_shows_what_comes_and_apart_what_was(client, event):
    was = begin(EventFactory(), hours=9)
    gone = hosting.cancel_event(event=EventFactory())
    coming = client.get(reverse("events")).content.decode()
    past = client.get(reverse("events"), {"past": 1}).content.decode()
    assert (event.title in coming, was.title in coming, gone.title in coming) == (True, False, False)
    assert (event.title in past, was.title in past, gone.title in past) == (False, True, False)


def test_the_list_is_narrowed_by_kind_and_topic(client, event, topic):
    talk = EventFactory(kind="tea-talk", title="Чай")
    talk.topics.add(topic)
    for asked in ({"kind": "tea-talk"}, {"topic": topic.pk}, {"kind": "tea-talk", "topic": topic.pk}):
        html = client.get(reverse("events"), asked).content.decode()
        assert talk.title in html
        assert event.title not in html
    assert event.title in client.get(reverse("events"), {"kind": "nonsense"}).content.decode()


@pytest.fixture
def topic(db):
    topic = Topic.objects.create(slug="budget")
    TopicName.objects.create(topic=topic, language="ky", name="Бюджет")
    return topic


def make(number, member, topic):
    """So many events with a seat of hers and a topic; the last with as many questions."""
    start = timezone.now() + timedelta(days=1)
    for event in EventFactory.create_batch(number, seats=3, starts_at=start):
        event.topics.add(topic)
        Registration.objects.create(event=event, member=member, number=1)
    Question.objects.bulk_create(Question(event=event, member=member, text="?" * 1000) for _ in range(number))
    return event


def queries_of(client, path, django_assert_num_queries, number):
    client.get(path)  # what is kept in the process is there
    cache.clear()
    with django_assert_num_queries(number):
        answer = client.get(path)
    assert len(answer.content) < 150_000
    return answer


@pytest.mark.parametrize("number", [1, 200])
def test_pages_cost_the_same_for_one_event_and_for_many(client, member, topic, number, django_assert_num_queries):
    event = make(number, member, topic)
    lists, one = reverse("events"), reverse("event", args=[event.pk])
    queries_of(client, lists, django_assert_num_queries, 4)  # topics with names, count, events
    queries_of(client, one, django_assert_num_queries, 3)  # the event, topics with names
    client.force_login(member.person)
    queries_of(client, lists, django_assert_num_queries, 8)  # and session, person, membership, her seats
    queries_of(client, one, django_assert_num_queries, 9)  # and the same, and the questions with their number
