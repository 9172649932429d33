"""Tasks and mentors in the editor, for administrators of the club alone."""

import pytest
from django.urls import reverse

from gamification.events.models import Registration
from gamification.mentors.models import GivenTask, Mentorship, PracticalTask
from gamification.mentors.services import give_task
from tests.gamification.factories import EventFactory, MemberFactory, club_administrator
from tests.gamification.mentors.factories import MentorshipFactory, PracticalTaskFactory
from tests.gamification.mentors.helpers import aged, pact, talked

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return club_administrator()


@pytest.fixture
def editor(client, administrator, settings):
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(administrator)
    return client


def test_a_task_written_in_the_editor_goes_to_who_attended(editor):
    event = EventFactory()
    registration = Registration.objects.create(event=event, member=MemberFactory(), number=1, attended=True)
    page = editor.get(reverse("club-admin-tasks:add") + f"?event={event.pk}")
    assert f'value="{event.pk}" selected' in page.content.decode()
    fields = {"event": event.pk, "title": "Жыйын", "text": "Өткөрүңүз", "language": "ky", "months": "4"}
    assert editor.post(reverse("club-admin-tasks:add"), fields).status_code == 302
    assert GivenTask.objects.get().member == registration.member


def test_a_task_is_written_by_its_form_alone(editor):
    address = reverse("club-admin-tasks:add")
    assert [editor.put(address).status_code, editor.options(address).status_code] == [405, 405]


def test_of_a_task_that_was_given_only_the_words_change(editor):
    task = PracticalTaskFactory(months=3)
    give_task(task=task, member=MemberFactory())
    other = EventFactory()
    fields = {"event": other.pk, "title": "Башка аталыш", "text": "Б", "language": "ky", "months": "6"}
    editor.post(reverse("club-admin-tasks:edit", args=[task.pk]), fields)
    now = PracticalTask.objects.get()
    assert (now.title, now.months, now.event) == ("Башка аталыш", 3, task.event)


def test_tasks_are_found_by_event(editor):
    mine, other = PracticalTaskFactory(title="Меники"), PracticalTaskFactory(title="Башка")
    shown = editor.get(reverse("club-admin-tasks:index") + f"?event={mine.event_id}").content.decode()
    assert mine.title in shown
    assert other.title not in shown.replace("Башкаруу", "")


def test_administrators_see_dates_and_no_words_of_the_two(editor):
    one = talked(aged(pact(), 100), 1)
    shown = editor.get(reverse("club-admin-mentorship", args=[one.mentorship.pk])).content.decode()
    assert one.mentorship.mentor.name in shown
    assert "Сүйлөштүк" not in shown


def test_who_has_no_mentor_is_shown_with_who_fits_and_assigned(editor):
    mentor, member = MemberFactory(mentors_up_to=1), MemberFactory()
    shown = editor.get(reverse("club-admin-alone")).content.decode()
    assert member.name in shown
    assert mentor.name in editor.get(reverse("club-admin-assign", args=[member.pk])).content.decode()
    assert editor.post(reverse("club-admin-assign", args=[member.pk]), {"mentor": mentor.pk}).status_code == 302
    assert Mentorship.objects.get().state == "active"
    other = MemberFactory()
    answer = editor.post(reverse("club-admin-assign", args=[other.pk]), {"mentor": mentor.pk})
    assert answer.status_code == 409  # the only place is taken


def test_nobody_assigns_herself(editor, administrator):
    own = MemberFactory(person=administrator)
    answer = editor.post(reverse("club-admin-assign", args=[own.pk]), {"mentor": MemberFactory(mentors_up_to=1).pk})
    assert answer.status_code == 409
    assert not Mentorship.objects.exists()


def test_administrators_hand_over_and_end(editor):
    pair, mentor = MentorshipFactory(), MemberFactory(mentors_up_to=1)
    address = reverse("club-admin-mentorship", args=[pair.pk])
    assert editor.post(address, {"mentor": mentor.pk}).status_code == 302
    after = Mentorship.objects.get(follows=pair)
    assert after.state == "active"
    assert editor.post(address, {"end": "1"}).status_code == 409
    editor.post(reverse("club-admin-mentorship", args=[after.pk]), {"end": "1", "reason": "Сураныч боюнча"})
    after.refresh_from_db()
    assert (after.state, after.reason) == ("ended", "Сураныч боюнча")


@pytest.mark.parametrize("count", [1, 15])
def test_the_list_costs_the_same_for_one_and_for_many(editor, count, django_assert_max_num_queries):
    for _n in range(count):
        pact()
    with django_assert_max_num_queries(13):
        shown = editor.get(reverse("club-admin-mentorships") + "?state=active").content.decode()
    assert shown.count('<td class="title">') == count
