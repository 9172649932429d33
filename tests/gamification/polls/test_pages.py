"""What members see: the list, a form, the receipt, the result, and the list to count again."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gamification.polls.models import Ballot, Turnout
from gamification.polls.services import NewChoice, close, vote
from tests.gamification.factories import MemberFactory, PersonFactory, club_administrator, open_poll, over
from tests.gamification.polls.conftest import Voter
from tests.people import sign_in_with_factor

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def fill(poll, *votes):
    """So many votes for each choice; the receipts are A0, A1, … B0 …"""
    for letter, choice, count in zip("ABC", poll.choices.all(), votes, strict=False):
        for number in range(count):
            vote(poll=poll, member=MemberFactory(), choice=choice, receipt=f"{letter}{number}")
    return poll


# Voting


def test_a_vote_answers_with_the_receipt_that_stood_in_the_form(voter):
    poll = open_poll()
    form = voter.form(poll)
    answer = voter.vote(poll, poll.choices.first(), form)
    receipt = form.split(":")[0]
    assert answer.status_code == 200
    assert f"Your receipt: {receipt}" in words(answer)
    assert Ballot.objects.get().receipt == receipt


def test_sending_the_form_again_gives_the_same_page_and_one_ballot(voter):
    poll = open_poll()
    form = voter.form(poll)
    first = voter.vote(poll, poll.choices.first(), form)
    again = voter.vote(poll, poll.choices.last(), form)
    assert (again.status_code, words(again)) == (200, words(first))
    assert Ballot.objects.get().choice == poll.choices.first()


def test_another_device_reads_that_she_has_voted(voter):
    poll = open_poll()
    other = Voter(Client(), voter.member)
    form = other.form(poll)
    voter.vote(poll, poll.choices.first())
    answer = other.vote(poll, poll.choices.last(), form)
    assert answer.status_code == 409
    assert "You had voted already" in words(answer)
    assert "You have voted." in words(other.page(poll))
    assert 'data-do="vote"' not in other.page(poll).content.decode()
    assert Ballot.objects.get().choice == poll.choices.first()


def test_nothing_chosen_is_said_at_the_field_and_the_form_keeps_its_receipt(voter):
    poll = open_poll()
    form = voter.form(poll)
    answer = voter.send(poll, receipt=form)
    assert answer.status_code == 422
    assert "Choose one, then vote." in words(answer)
    assert f'value="{form}"' in answer.content.decode()
    assert not Turnout.objects.exists()


def test_her_own_cannot_be_chosen_and_is_refused_when_it_is_sent_all_the_same(voter):
    poll = open_poll([NewChoice("Hers", owner=voter.member), NewChoice("Another's", owner=MemberFactory())])
    page = voter.page(poll).content.decode()
    assert re.search(rf'value="{poll.choices.first().pk}" required disabled', page)
    answer = voter.vote(poll, poll.choices.first())
    assert answer.status_code == 422
    assert "This is your own" in words(answer)
    assert not Turnout.objects.exists()


@pytest.mark.parametrize("choice", ["999", "abc", "9" * 40, ""])
def test_what_is_no_choice_is_refused(voter, choice):
    poll = open_poll()
    assert voter.send(poll, receipt=voter.form(poll), choice=choice).status_code == 422


def test_a_choice_of_another_poll_is_refused(voter):
    poll, other = open_poll(), open_poll()
    assert voter.vote(poll, other.choices.first()).status_code == 422
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("forged", ["", "AINURA-SOLD-THIS", "AAAA-AAAA-AAAA-AAAA:x"])
def test_a_receipt_of_ones_own_making_is_not_taken(voter, forged):
    poll = open_poll()
    answer = voter.send(poll, choice=poll.choices.first().pk, receipt=forged)
    assert answer.status_code == 422
    assert "vote once more" in words(answer)
    assert "SOLD" not in answer.content.decode()
    assert not Turnout.objects.exists()


def test_the_form_of_another_member_is_not_taken(voter):
    poll = open_poll()
    stolen = Voter(Client()).form(poll)
    assert voter.vote(poll, poll.choices.first(), stolen).status_code == 422


def test_a_vote_that_comes_too_late_is_told_so(voter):
    poll = open_poll()
    form = voter.form(poll)
    answer = voter.vote(over(poll), poll.choices.first(), form)
    assert answer.status_code == 409
    assert "came too late" in words(answer)
    assert "being counted" in words(answer)


def test_a_poll_that_has_not_opened_shows_its_choices_and_no_form(voter):
    poll = open_poll(opens_at=timezone.now() + timedelta(minutes=5))
    page = voter.page(poll)
    assert "Бюджет" in words(page)
    assert 'data-do="vote"' not in page.content.decode()


# Results


def test_the_result_names_places_by_the_tie_rule(voter):
    poll = close(poll=over(fill(open_poll(), 2, 2, 1)))
    page = voter.page(poll)
    rows = re.findall(
        r"<tr>\s*<td class=\"number\">(\d)</td>.*?<td class=\"number\">(\d)</td>", page.content.decode(), re.S
    )
    assert rows == [("1", "2"), ("1", "2"), ("3", "1")]
    assert "Equal votes share a place" in words(page)


def test_four_ballots_stay_closed_on_the_page_and_in_the_list(voter):
    poll = close(poll=over(fill(open_poll(), 4)))
    assert "Fewer than 5 people voted" in words(voter.page(poll))
    assert voter.client.get(f"/en/club/votes/{poll.pk}/ballots/").status_code == 404
    found = voter.client.post(f"/en/club/votes/{poll.pk}/receipt/", {"receipt": "A0"})
    assert found.status_code == 302


def test_no_count_and_no_list_before_closing(voter):
    poll = fill(open_poll(), 5)
    page = voter.page(poll).content.decode()
    assert "<progress" not in page
    assert all(f"A{number}<" not in page for number in range(5))
    assert voter.client.get(f"/en/club/votes/{poll.pk}/ballots/").status_code == 404


def test_the_published_list_is_in_the_order_of_receipts_and_counts_up_to_the_result(voter):
    poll = close(poll=over(fill(open_poll(["=1+1", "B", "C"]), 3, 2)))
    answer = voter.client.get(f"/en/club/votes/{poll.pk}/ballots/")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["receipt"] for row in rows] == ["A0", "A1", "A2", "B0", "B1"]
    assert [row["choice"] for row in rows] == ["'=1+1"] * 3 + ["B"] * 2


def test_a_receipt_is_found_however_it_was_copied(voter):
    poll = open_poll()
    form = voter.form(poll)
    voter.vote(poll, poll.choices.first(), form)
    close(poll=over(fill(poll, 2, 2)))
    typed = form.split(":")[0].lower().replace("-", " ")
    answer = voter.client.post(f"/en/club/votes/{poll.pk}/receipt/", {"receipt": typed})
    assert f"The ballot {form.split(':')[0]} was counted for: Бюджет" in words(answer)


def test_a_receipt_that_is_not_there_and_one_that_was_not_typed(voter):
    poll = close(poll=over(fill(open_poll(), 5)))
    address = f"/en/club/votes/{poll.pk}/receipt/"
    assert "no ballot with that receipt" in words(voter.client.post(address, {"receipt": "ZZZZ"}))
    empty = voter.client.post(address, {"receipt": " "})
    assert empty.status_code == 422
    assert "Type the receipt" in words(empty)


# Who, and how it is listed


@pytest.mark.parametrize("address", ["", "{pk}/", "{pk}/vote/", "{pk}/receipt/", "{pk}/ballots/"])
def test_who_is_not_in_the_club_is_led_to_join_it(client, address):
    client.force_login(PersonFactory())
    answer = client.get("/en/club/votes/" + address.format(pk=open_poll().pk))
    assert (answer.status_code, answer["Location"]) == (302, "/en/club/join/")


def test_who_looks_after_the_club_reads_and_does_not_vote(client):
    poll = open_poll()
    sign_in_with_factor(client, club_administrator())
    page = client.get(f"/en/club/votes/{poll.pk}/")
    assert "Only members of the club vote." in words(page)
    assert client.post(f"/en/club/votes/{poll.pk}/vote/", {"choice": poll.choices.first().pk}).status_code == 302
    assert not Turnout.objects.exists()


def test_open_ones_stand_before_coming_ones_and_those_before_the_past(voter):
    now = timezone.now()
    past, older = over(open_poll(title="Past")), open_poll(title="Older", closes_at=now - timedelta(minutes=30))
    coming = open_poll(title="Coming", opens_at=now + timedelta(minutes=1))
    later = open_poll(title="Later", closes_at=now + timedelta(days=3))
    soon = open_poll(title="Soon")
    close(poll=past)
    page = voter.client.get("/en/club/votes/").content.decode()
    places = [page.index(f">{poll.title}<") for poll in (soon, later, coming, past, older)]
    assert places == sorted(places)


def test_the_list_says_where_she_has_voted(voter):
    poll, _other = open_poll(title="Voted"), open_poll(title="Not")
    voter.vote(poll, poll.choices.first())
    assert words(voter.client.get("/en/club/votes/")).count("you have voted") == 1


def test_with_none_the_list_says_so(voter):
    assert "No votes yet" in words(voter.client.get("/en/club/votes/"))


def test_slots_are_read_in_the_readers_language(voter):
    poll = open_poll([NewChoice("Бейшемби, 18:30", subject="slot:3:18:30"), NewChoice("Other", subject="slot:0:09:00")])
    assert "Thursday, 18:30" in words(voter.page(poll))


def test_the_list_costs_the_same_with_one_and_with_many(voter, django_assert_num_queries):
    open_poll()
    with django_assert_num_queries(5):
        voter.client.get("/en/club/votes/")
    for _number in range(30):
        open_poll()
    with django_assert_num_queries(5):
        assert 'rel="next"' in voter.client.get("/en/club/votes/").content.decode()


@pytest.mark.parametrize("many", [2, 60])
def test_a_poll_costs_the_same_with_few_choices_and_with_many(voter, django_assert_num_queries, many):
    owners = [MemberFactory() for _number in range(2)]
    poll = open_poll([NewChoice(f"Choice {n}", owner=owners[n % 2], path="practices/1/") for n in range(many)])
    with django_assert_num_queries(6):
        voter.page(poll)
    close(poll=over(fill(poll, 5)))
    with django_assert_num_queries(7):
        voter.page(poll)
