"""The pages of tasks, mentors and pacts, as people use them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from gamification.mentors import policies
from gamification.mentors.dates import add_months
from gamification.mentors.models import CheckIn, Mentorship, Pact
from gamification.mentors.services import end_pact, give_task, hand_over, propose
from tests.gamification.factories import MemberFactory, club_administrator
from tests.gamification.mentors.factories import MentorshipFactory, PracticalTaskFactory
from tests.gamification.mentors.helpers import WORDS, aged, draft, pact, talked, today
from tests.people import sign_in_with_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def browse(client):
    """A client signed in as a member (or another person)."""

    def sign_in(who):
        if hasattr(who, "person"):
            client.force_login(who.person)
        else:
            sign_in_with_factor(client, who)
        return client

    return sign_in


def page(client, name, *args, query=""):
    return client.get(reverse(name, args=args) + query)


def send(client, name, *args, **fields):
    return client.post(reverse(name, args=args), fields)


def wording(**more):
    return {**WORDS, "due_on": add_months(today(), 4).isoformat(), "edit": "0", **more}


def test_tasks_say_in_words_how_long_there_is(browse):
    member = MemberFactory()
    given = give_task(task=PracticalTaskFactory(title="Жыйын өткөрүү"), member=member)
    shown = page(browse(member), "my-tasks").content.decode()
    assert "Жыйын өткөрүү" in shown
    assert str((given.due_on - today()).days) in shown
    one = page(browse(member), "my-task", given.pk).content.decode()
    assert "?find=mentor" in one


def test_the_task_of_another_is_not_there(browse):
    given = give_task(task=PracticalTaskFactory(), member=MemberFactory())
    assert page(browse(MemberFactory()), "my-task", given.pk).status_code == 404


def test_pages_without_anything_lead_on(browse):
    client = browse(MemberFactory(mentors_up_to=2))
    for name, query in (
        ("my-tasks", ""),
        ("mentoring", ""),
        ("mentoring", "?find=mentor"),
        ("mentoring", "?find=mentee"),
    ):
        answer = page(client, name, query=query)
        assert answer.status_code == 200
    assert "?find=mentor" in page(client, "mentoring").content.decode()


def test_from_finding_a_mentor_to_stars_in_the_browser(browse):
    mentor = MemberFactory(mentors_up_to=1, in_directory=True, shown=["region", "languages"])
    mentee = MemberFactory()
    client = browse(mentee)
    assert mentor.name in page(client, "mentoring", query="?find=mentor").content.decode()
    send(client, "mentor-propose", mentor.pk, **{"as": "mentor"})
    pair = Mentorship.objects.get()
    client = browse(mentor)
    assert mentee.name in page(client, "mentoring").content.decode()
    send(client, "mentorship-answer", pair.pk, accept="1")
    assert send(client, "pact", pair.pk, **wording()).status_code == 302
    client = browse(mentee)
    assert 'data-do="agree"' in page(client, "mentorship", pair.pk).content.decode()
    send(client, "pact-agree", pair.pk, edit="1")
    made = aged(Pact.objects.get(state="agreed"), 100)
    for check_in in made.check_ins.all():
        day = check_in.due_on.isoformat()
        assert send(client, "pact-talk", pair.pk, check_in.number, held="1", held_on=day, note="А").status_code == 302
    send(client, "pact-finish", pair.pk, done="1", result="Үч сунуш өттү")
    assert send(client, "pact-finish", pair.pk, confirm="1").status_code == 302
    assert Pact.objects.get().state == "agreed"  # nobody confirms what she said herself
    client = browse(mentor)
    assert "Үч сунуш өттү" in page(client, "mentorship", pair.pk).content.decode()
    send(client, "pact-finish", pair.pk, confirm="1")
    assert Pact.objects.get().state == "done"


def test_what_was_typed_stays_when_a_date_is_wrong(browse):
    pair = MentorshipFactory()
    answer = send(browse(pair.mentor), "pact", pair.pk, **wording(due_on="2020-01-01", task="Узун текст"))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Узун текст" in shown
    assert "id_due_on_error" in shown


def test_a_stale_form_shows_the_newer_text_beside_and_loses_nothing(browse):
    written = draft(task="Жаңы сөз")
    pair = written.mentorship
    answer = send(browse(pair.mentee), "pact", pair.pk, **wording(task="Менин сөзүм"))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Жаңы сөз" in shown
    assert "Менин сөзүм" in shown
    assert 'name="edit" value="1"' in shown
    assert Pact.objects.get().task == "Жаңы сөз"
    assert send(browse(pair.mentee), "pact", pair.pk, **wording(task="Менин сөзүм", edit="1")).status_code == 302
    assert Pact.objects.get().task == "Менин сөзүм"


def test_who_agrees_to_an_older_wording_is_asked_to_read_again(browse):
    written = draft()
    send(browse(written.mentorship.mentee), "pact-agree", written.mentorship.pk, edit="7")
    assert Pact.objects.get().state == "draft"


def test_pauses_hand_overs_and_the_end_in_the_browser(browse):
    one = pact()
    pair, next_mentor = one.mentorship, MemberFactory(mentors_up_to=1, in_directory=True, shown=["region"])
    client = browse(pair.mentor)
    assert send(client, "pact-pause", pair.pk).status_code == 422
    send(client, "pact-pause", pair.pk, reason="birth")
    assert Pact.objects.get().state == "paused"
    assert send(client, "pact-pause", pair.pk, reason="birth").status_code == 422
    send(client, "pact-pause", pair.pk, resume="1")
    assert Pact.objects.get().state == "agreed"
    assert next_mentor.name in page(client, "mentorship-hand-over", pair.pk).content.decode()
    assert send(client, "mentorship-hand-over", pair.pk, to=MemberFactory().pk).status_code == 422
    send(client, "mentorship-hand-over", pair.pk, to=next_mentor.pk)
    assert Mentorship.objects.get(follows=pair).mentor == next_mentor
    send(client, "mentorship-end", pair.pk, reason="Көчүп кеттим")
    pair.refresh_from_db()
    assert (pair.state, pair.reason) == ("ended", "Көчүп кеттим")


def test_talks_are_moved_in_the_browser(browse):
    one = pact()
    first, second, _third = one.check_ins.all()
    client = browse(one.mentorship.mentee)
    day = first.due_on + timedelta(1)
    assert send(client, "pact-talk", one.mentorship.pk, 1, move="1", due_on=day.isoformat()).status_code == 302
    assert CheckIn.objects.get(pk=first.pk).due_on == day
    late = second.due_on.isoformat()
    assert send(client, "pact-talk", one.mentorship.pk, 1, move="1", due_on=late).status_code == 422


NAMES = (
    "mentorship",
    "mentorship-answer",
    "mentorship-end",
    "mentorship-hand-over",
    "pact",
    "pact-pause",
    "pact-finish",
)


def leaks(client, pair):
    """What of a mentorship a person gets who is neither of the two."""
    found = [name for name in NAMES if page(client, name, pair.pk).status_code != 404]
    for name in (*NAMES[1:], "pact-agree"):
        everything = {"accept": "1", "reason": "birth", "done": "1", "result": "x", **wording(edit="1")}
        if send(client, name, pair.pk, **everything).status_code != 404:
            found.append(f"POST {name}")
    return found


def test_to_everybody_else_a_mentorship_does_not_exist(browse):
    one = pact()
    assert leaks(browse(MemberFactory(mentors_up_to=3)), one.mentorship) == []


def test_a_fault_in_ownership_would_be_found(browse, monkeypatch):
    """Planted: everybody's mentorships are mine."""
    one = pact()
    monkeypatch.setattr("gamification.mentors.views.context.mentorships_of", lambda me: Mentorship.objects.all())
    monkeypatch.setitem(visible_querysets(), Mentorship, lambda user, rows: rows)
    assert len(leaks(browse(MemberFactory(mentors_up_to=3)), one.mentorship)) > 5


def visible_querysets():
    from cms.access import policy

    assert policy._querysets[Mentorship] is policies.mentorships
    return policy._querysets


def test_notes_are_read_by_the_two_and_not_even_by_administrators(browse):
    one = talked(aged(pact(), 100), 2)
    pair = one.mentorship
    for reader, sees in ((pair.mentor, True), (pair.mentee, True), (club_administrator(), False)):
        answer = page(browse(reader), "mentorship", pair.pk)
        assert answer.status_code == 200
        assert ("Сүйлөштүк 1" in answer.content.decode()) is sees


def test_an_administrator_who_is_the_mentor_reads_her_own_notes_only(browse):
    administrator = club_administrator()
    mine = talked(aged(pact(MentorshipFactory(mentor__person=administrator)), 100), 1)
    others = talked(aged(pact(), 100), 1)
    client = browse(administrator)
    assert "Сүйлөштүк 1" in page(client, "mentorship", mine.mentorship.pk).content.decode()
    assert "Сүйлөштүк 1" not in page(client, "mentorship", others.mentorship.pk).content.decode()


def test_the_next_mentor_does_not_read_the_notes_of_the_one_before(browse):
    one = talked(aged(pact(), 100), 1)
    after = hand_over(mentorship=one.mentorship, to=MemberFactory(mentors_up_to=1), by=club_administrator())
    assert "Сүйлөштүк 1" not in page(browse(after.mentor), "mentorship", after.pk).content.decode()
    assert "Сүйлөштүк 1" in page(browse(after.mentee), "mentorship", after.pk).content.decode()


def test_who_is_asked_to_take_over_reads_the_wording_and_no_notes(browse):
    one = talked(aged(pact(), 100), 1)
    to = MemberFactory(mentors_up_to=1)
    asked = hand_over(mentorship=one.mentorship, to=to, by=one.mentorship.mentor.person)
    shown = page(browse(to), "mentorship", asked.pk).content.decode()
    assert WORDS["task"] in shown
    assert "Сүйлөштүк" not in shown


def test_what_people_write_is_escaped(browse):
    one = aged(pact(task="<script>alert(1)</script>"), 100)
    end_pact(pact=one, by=one.mentorship.mentor, done=True, result="<b>x</b>")
    shown = page(browse(one.mentorship.mentee), "mentorship", one.mentorship.pk).content.decode()
    assert "<script>alert" not in shown
    assert "<b>x" not in shown


def test_my_tasks_cost_the_same_for_one_and_for_many(browse, django_assert_num_queries):
    member = MemberFactory()
    client = browse(member)
    for count in (1, 30):
        for _n in range(count):
            give_task(task=PracticalTaskFactory(), member=member)
        with django_assert_num_queries(5):  # session, person, membership, count, rows
            page(client, "my-tasks")


def test_mentoring_costs_the_same_for_one_and_for_many(browse, django_assert_num_queries):
    mentor = MemberFactory(mentors_up_to=20)
    client = browse(mentor)
    for count in (1, 12):
        for _n in range(count):
            pact(MentorshipFactory(mentor=mentor))
            MentorshipFactory(mentor=mentor, state="ended")
        with django_assert_num_queries(8):  # three as above; pairs, pacts, talks; count and rows of what is over
            page(client, "mentoring")


def test_a_mentorship_costs_the_same_with_one_pact_and_with_many(browse, django_assert_num_queries):
    pair = MentorshipFactory()
    client = browse(pair.mentor)
    for count in (1, 8):
        for _n in range(count):
            end_pact(pact=talked(aged(pact(pair), 100), 1), by=pair.mentor, done=False, result="x")
        pact(pair)
        with django_assert_num_queries(7):  # session, person, membership; pair, pacts, talks, notes
            page(client, "mentorship", pair.pk)
        end_pact(pact=Pact.objects.get(state="agreed"), by=pair.mentor, done=False, result="x")


def test_a_proposal_is_refused_in_words_and_only_to_who_can_be_found(browse):
    mentee, hidden = MemberFactory(), MemberFactory(mentors_up_to=1)
    full = MemberFactory(mentors_up_to=0, in_directory=True)
    client = browse(mentee)
    assert send(client, "mentor-propose", hidden.pk, **{"as": "mentor"}).status_code == 404
    answer = client.post(reverse("mentor-propose", args=[full.pk]), {"as": "mentor"}, follow=True)
    assert full.name in answer.content.decode()
    assert not Mentorship.objects.exists()


def test_declining_asks_for_no_reason(browse):
    mentor, mentee = MemberFactory(mentors_up_to=1), MemberFactory()
    asked = propose(mentor=mentor, mentee=mentee, by=mentee.person)
    assert page(browse(mentor), "mentorship-answer", asked.pk).status_code == 200
    send(browse(mentor), "mentorship-answer", asked.pk, decline="1")
    assert Mentorship.objects.get().state == "declined"
    assert send(browse(mentor), "mentorship-answer", asked.pk, accept="1").status_code == 422
