"""Polls in the editor: made, changed until they open, and then left alone."""

from datetime import timedelta

import pytest
from django.contrib.messages import ERROR, get_messages
from django.utils import timezone

from gamification.polls.models import Poll
from gamification.polls.services import NewChoice
from tests.gamification.factories import MemberFactory, club_administrator, open_poll

pytestmark = pytest.mark.django_db
LIST, NEW = "/admin/club/votes/", "/admin/club/votes/new/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def editor(client):
    client.force_login(club_administrator())
    return client


def at(days):
    return timezone.localtime(timezone.now() + timedelta(days=days)).strftime("%Y-%m-%d %H:%M")


def filled(**more):
    facts = {"kind": "topic", "title": "Next quarter", "language": "en", "opens_at": at(1), "closes_at": at(2)}
    return facts | {"explanation": "", "topics": "Budget\n\n  Land  use \nBudget"} | more


def errors(answer):
    return answer.context["form"].errors


def coming():
    now = timezone.now()
    return open_poll(opens_at=now + timedelta(days=1), closes_at=now + timedelta(days=2))


def edit(poll):
    return f"{LIST}{poll.pk}/"


def test_topics_are_lines_without_empty_ones_and_repeats(editor):
    assert editor.post(NEW, filled())["Location"] == LIST
    poll = Poll.objects.get()
    assert [choice.label for choice in poll.choices.all()] == ["Budget", "Land use"]
    assert poll.made_by is not None
    assert "Next quarter" in editor.get(LIST).content.decode()


def test_the_same_form_sent_twice_makes_one_poll_and_another_form_another(editor):
    form = filled()
    for _press in range(2):
        assert editor.post(NEW, form)["Location"] == LIST
    assert Poll.objects.count() == 1
    editor.post(NEW, form | {"topics": "Budget\nWater"})
    assert Poll.objects.count() == 2


def test_slots_are_days_and_hours_in_the_polls_language(editor):
    slots = {"slot_1_0": "3", "slot_1_1": "18:30", "slot_2_0": "0", "slot_2_1": "09:00"}
    editor.post(NEW, filled(kind="slot", language="ky", topics="", **slots))
    choices = [(choice.label, choice.subject) for choice in Poll.objects.get().choices.all()]
    assert choices == [("Бейшемби, 18:30", "slot:3:18:30"), ("Дүйшөмбү, 09:00", "slot:0:09:00")]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"topics": "Only one"}, "topics"),
        ({"topics": "a" * 201 + "\nB"}, "topics"),
        ({"kind": "slot"}, "slot_1"),
        ({"kind": "slot", "slot_3_0": "1"}, "slot_3"),
        ({"kind": "best"}, "kind"),
        ({"closes_at": at(0.5)}, "closes_at"),
        ({"opens_at": at(-3), "closes_at": at(-2)}, "closes_at"),
        ({"title": ""}, "title"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(editor, typed, field):
    answer = editor.post(NEW, filled(**typed))
    assert answer.status_code == 422
    assert list(errors(answer)) == [field]
    assert not Poll.objects.exists()


def test_until_it_opens_words_and_choices_can_be_changed(editor):
    poll = coming()
    assert "Бюджет\nЖер\nСуу" in editor.get(edit(poll)).content.decode()
    editor.post(edit(poll), filled(title="Another", topics="A\nB"))
    poll.refresh_from_db()
    assert poll.title == "Another"
    assert [choice.label for choice in poll.choices.all()] == ["A", "B"]


def test_practices_to_choose_from_stay_when_the_words_change(editor):
    now = timezone.now()
    choices = [NewChoice("Hers", owner=MemberFactory()), NewChoice("Another")]
    poll = open_poll(choices, kind="best", opens_at=now + timedelta(days=1), closes_at=now + timedelta(days=2))
    assert "Hers" in editor.get(edit(poll)).content.decode()
    editor.post(edit(poll), filled(kind="topic", title="The best"))
    poll.refresh_from_db()
    assert (poll.kind, poll.title, poll.choices.count()) == ("best", "The best", 2)


def test_once_it_has_opened_it_is_neither_changed_nor_deleted(editor):
    poll = open_poll()
    assert editor.get(edit(poll))["Location"] == LIST
    assert editor.post(edit(poll), filled())["Location"] == LIST
    deleting = editor.post(f"{edit(poll)}delete/")
    assert deleting["Location"] == LIST
    assert {message.level for message in get_messages(deleting.wsgi_request)} == {ERROR}
    kept = Poll.objects.get()
    assert (kept.title, kept.choices.count()) == (poll.title, 3)


def test_before_that_it_can_be_deleted(editor):
    editor.post(f"{edit(coming())}delete/")
    assert not Poll.objects.exists()


def test_the_list_costs_the_same_with_one_and_with_many(editor, django_assert_max_num_queries):
    open_poll()
    with django_assert_max_num_queries(12):
        editor.get(LIST)
    for _number in range(30):
        open_poll()
    with django_assert_max_num_queries(12):
        editor.get(LIST)
