"""Events in the editor."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gamification.events.models import Event, TeaTalks
from gamification.events.services import mark_attendance
from gamification.mentors.models import PracticalTask
from gamification.mentors.services import give_task
from gamification.polls.models import Ballot
from gamification.polls.services import NewChoice, close
from tests.gamification.events.conftest import begin, taken_by
from tests.gamification.factories import EventFactory, MemberFactory, club_administrator, open_poll, over

TYPED = {
    "kind": "lecture",
    "title": "Бюджет",
    "language": "ky",
    "starts_at": "2099-03-05 18:30",
    "ends_at": "2099-03-05 20:00",
    "zone": "Europe/Moscow",
    "place": "",
    "link": "https://meet.example.org/x",
    "seats": "2",
    "about": "",
    "prepare": "",
    "materials": "",
    "recording": "",
}


@pytest.fixture(autouse=True)
def _editor(settings):
    """Without the second factor, which has tests of its own."""
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def host(client, db):
    client.force_login(club_administrator())
    return client


def typed(**changes):
    return TYPED | changes


def test_a_typed_time_is_by_the_clock_of_the_event(host):
    answer = host.post(reverse("club-admin-events:add"), TYPED)
    assert answer.status_code == 302
    event = Event.objects.get()
    assert event.starts_at.isoformat() == "2099-03-05T15:30:00+00:00"
    html = host.get(reverse("club-admin-events:edit", args=[event.pk])).content.decode()
    assert 'value="2099-03-05 18:30"' in html
    assert 'value="2099-03-05 20:00"' in html


def test_saving_without_a_change_changes_no_time(host):
    host.post(reverse("club-admin-events:add"), TYPED)
    event = Event.objects.get()
    host.post(reverse("club-admin-events:edit", args=[event.pk]), TYPED)
    assert Event.objects.get().starts_at == event.starts_at


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_at": "2099-03-05 18:30"}, "ends_at"),
        ({"zone": "Europe/Berlin", "starts_at": "2099-03-29 02:30", "ends_at": "2099-03-29 05:00"}, "starts_at"),
        ({"zone": "Moon/Base"}, "zone"),
        ({"seats": "0"}, "seats"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(host, changes, field):
    answer = host.post(reverse("club-admin-events:add"), typed(**changes))
    assert field in answer.context["form"].errors
    assert not Event.objects.exists()


def test_fewer_seats_than_are_taken_are_refused_with_a_sentence(host, event):
    taken_by(event, 2)
    answer = host.post(reverse("club-admin-events:edit", args=[event.pk]), typed(seats="1"))
    assert "seats" in answer.context["form"].errors
    event.refresh_from_db()
    assert event.seats == 2


def test_more_seats_bring_up_who_waits(host, event):
    taken_by(event, 3)
    host.post(reverse("club-admin-events:edit", args=[event.pk]), typed(seats="3"))
    assert event.registrations.filter(number=None).count() == 0


def test_an_event_is_cancelled_and_never_deleted(host, event):
    taken_by(event, 1)
    assert host.post(reverse("club-admin-events:delete", args=[event.pk])).status_code in {302, 403}
    host.post(reverse("club-admin-event-cancel", args=[event.pk]))
    event.refresh_from_db()
    assert event.cancelled_at


def test_a_tick_for_each_seat_stores_who_was_there(host, event):
    first, second = taken_by(event, 2)
    begin(event)
    address = reverse("club-admin-attendance", args=[event.pk])
    host.post(address, {"ticked": [first.pk, "x"]})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.attended, second.attended) == (True, False)
    assert first.marked_by.groups.exists()
    assert f'value="{first.pk}" id="seat-{first.pk}" checked' in host.get(address).content.decode()


def test_who_has_her_task_keeps_her_tick(host, event):
    [registration] = taken_by(event, 1)
    by = club_administrator()
    mark_attendance(event=begin(event), attended=[registration.pk], by=by)
    task = PracticalTask.objects.create(event=event, title="Бюджет", text="Окуу", language="ky")
    give_task(task=task, member=registration.member)
    address = reverse("club-admin-attendance", args=[event.pk])
    assert f'type="hidden" name="ticked" value="{registration.pk}"' in host.get(address).content.decode()
    html = host.post(address, {}, follow=True).content.decode()
    assert registration.member.name in html
    registration.refresh_from_db()
    assert registration.attended


def test_hosts_see_who_asked_and_tick_what_was_answered(host, event):
    question = event.questions.create(member=MemberFactory(name="Суроочу"), text="Качан?")
    address = reverse("club-admin-questions", args=[event.pk])
    assert "Суроочу" in host.get(address).content.decode()
    host.post(address, {"ticked": [question.pk]})
    question.refresh_from_db()
    assert question.answered_at


def series(poll, **changes):
    first = timezone.localdate() + timedelta(days=1)
    facts = {"poll": poll.pk, "title": "Чай", "language": "ky", "zone": "Asia/Bishkek", "minutes": "60", "link": ""}
    return facts | {"first_on": first, "last_on": first + timedelta(days=13)} | changes


def slot_poll():
    return open_poll([NewChoice("Шаршемби", "slot:2:18:30"), NewChoice("Жума", "slot:4:18:30")], kind="slot")


def test_a_series_waits_for_its_vote_and_says_so(host):
    host.post(reverse("club-admin-tea-talks:add"), series(slot_poll()))
    assert TeaTalks.objects.get().title == "Чай"
    assert not Event.objects.exists()
    assert host.get(reverse("club-admin-tea-talks:index")).status_code == 200


def test_a_series_for_a_vote_that_is_over_makes_its_talks_at_once(host):
    poll = over(slot_poll())
    choice = poll.choices.first()
    Ballot.objects.bulk_create(Ballot(poll=poll, choice=choice, receipt=str(n)) for n in range(5))
    close(poll=poll)
    host.post(reverse("club-admin-tea-talks:add"), series(poll))
    assert Event.objects.count() == 2
    address = reverse("club-admin-tea-talks:edit", args=[TeaTalks.objects.get().pk])
    moved = Event.objects.last()
    Event.objects.filter(pk=moved.pk).update(link="https://other.example.org/")
    assert host.post(address, series(poll, link="https://meet.example.org/tea", title="Чай ичели")).status_code == 302
    assert [e.link for e in Event.objects.all()] == ["https://meet.example.org/tea", "https://other.example.org/"]
    assert {e.title for e in Event.objects.all()} == {"Чай ичели"}


def test_the_last_day_of_a_series_is_not_before_the_first(host):
    answer = host.post(reverse("club-admin-tea-talks:add"), series(slot_poll(), last_on="2020-01-01"))
    assert "last_on" in answer.context["form"].errors


def test_the_list_costs_the_same_for_one_event_and_for_many(host, event, django_assert_num_queries):
    address = reverse("club-admin-events:index")
    taken_by(event, 2)
    host.get(address)
    with django_assert_num_queries(10):
        host.get(address)
    for one in EventFactory.create_batch(15):
        taken_by(one, 1)
    with django_assert_num_queries(10):
        host.get(address)
