"""Nobody can be linked to her ballot: not by an order in the database, a session, a log, a cache or a row.

Each gate is a function, and each is shown a planted fault.
"""

import logging
import zlib
from contextlib import suppress
from random import shuffle

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client

from gamification.members.models import Member
from gamification.polls import services, views
from gamification.polls.models import Ballot, Choice, Turnout
from gamification.polls.receipts import new_receipt
from gamification.polls.services import NewChoice, close
from tests.gamification.factories import MemberFactory, open_poll, over
from tests.gamification.polls import naive
from tests.gamification.polls.conftest import Voter
from tests.gamification.polls.linking import attacks

pytestmark = pytest.mark.django_db
PEOPLE = 40


def votes_of_many(vote):
    """Forty members vote in an order that is not theirs: (poll, receipt of each)."""
    poll = open_poll()
    choices, members = list(poll.choices.all()), [MemberFactory() for _number in range(PEOPLE)]
    shuffle(members)
    truth = {}
    for number, member in enumerate(members):
        truth[member.pk] = receipt = new_receipt()
        vote(poll=poll, member=member, choice=choices[number % 3], receipt=receipt)
    return poll, truth


# Orders


def nobody_is_linked(vote):
    poll, truth = votes_of_many(vote)
    assert [attack for attack in attacks(poll.pk, truth) if attack.succeeds] == []


def test_no_order_of_rows_links_a_ballot_to_its_voter():
    nobody_is_linked(services.vote)


def test_ballots_that_are_not_written_anew_are_linked(monkeypatch):
    with pytest.raises(AssertionError, match="hits=40"):
        nobody_is_linked(naive.vote)

    def put_in(held, choice, receipt):
        return Ballot.objects.create(poll=held, choice=choice, receipt=receipt)

    monkeypatch.setattr(services, "_put_in", put_in)
    with pytest.raises(AssertionError, match="hits=40"):
        nobody_is_linked(services.vote)


def test_ballots_that_are_written_anew_in_their_old_order_are_linked(monkeypatch):
    class Unshuffled:
        def shuffle(self, ballots):
            pass

    monkeypatch.setattr(services, "SystemRandom", Unshuffled)
    with pytest.raises(AssertionError, match="Attack"):
        nobody_is_linked(services.vote)


def test_each_vote_gives_every_ballot_another_id():
    poll, _truth = votes_of_many(services.vote)
    before = set(poll.ballots.values_list("pk", flat=True))
    services.vote(poll=poll, member=MemberFactory(), choice=poll.choices.first(), receipt="A")
    assert before.isdisjoint(poll.ballots.values_list("pk", flat=True))


# One vote, and not for her own


def one_vote_each(vote):
    poll, member = open_poll(), MemberFactory()
    for receipt in ("A", "B"):
        with suppress(services.VoteRefusedError, IntegrityError), transaction.atomic():
            vote(poll=poll, member=member, choice=poll.choices.first(), receipt=receipt)
    assert poll.ballots.count() == 1


def nobody_votes_for_her_own(vote):
    member = MemberFactory()
    poll = open_poll([NewChoice("Hers", owner=member), NewChoice("Another")])
    with suppress(services.VoteRefusedError):
        vote(poll=poll, member=member, choice=poll.choices.first(), receipt="A")
    assert not poll.ballots.exists()


@pytest.mark.parametrize("gate", [one_vote_each, nobody_votes_for_her_own])
def test_the_gates_hold(gate):
    gate(services.vote)


def test_a_vote_that_does_not_look_is_found():
    def blind(*, poll, member, choice, receipt):
        return Ballot.objects.create(poll=poll, choice=choice, receipt=receipt)

    for gate in (one_vote_each, nobody_votes_for_her_own):
        with pytest.raises(AssertionError):
            gate(blind)


def test_the_database_itself_refuses_a_second_turnout_and_a_second_receipt():
    poll, member = open_poll(), MemberFactory()
    Turnout.objects.create(poll=poll, member=member)
    with pytest.raises(IntegrityError), transaction.atomic():
        Turnout.objects.create(poll=poll, member=member)
    Ballot.objects.create(poll=poll, choice=poll.choices.first(), receipt="A")
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(poll=poll, choice=poll.choices.first(), receipt="A")


# What is kept elsewhere


def tables_with(text):
    """Names of all tables in which a row holds the text."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found |= {table for row in cursor.fetchall() if any(text in str(value) for value in row)}
    return found


def sessions():
    """What all sessions hold, read as their owners' browsers would have it."""
    from django.contrib.sessions.models import Session

    return " ".join(str(session.get_decoded()) for session in Session.objects.all())


def cached(directory):
    """Everything in the shared cache."""
    return b"".join(zlib.decompress(file.read_bytes().split(b".", 1)[1]) for file in directory.glob("*.djcache"))


@pytest.fixture
def cache_directory(settings, tmp_path):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(tmp_path)}
    }
    return tmp_path


def nothing_remembers(caplog, directory):
    """Everything that a browser can do with a vote, and then a look into every table, session, file and line."""
    caplog.set_level(logging.DEBUG)
    poll, voter = open_poll(), Voter(Client())
    form, choice = voter.form(poll), poll.choices.first()
    receipt = form.split(":")[0]
    Client().post(
        f"/en/club/votes/{poll.pk}/vote/", {"choice": choice.pk, "receipt": form}, HTTP_ORIGIN="http://testserver"
    )
    seen = [voter.send(poll, receipt=form), *(voter.vote(poll, choice, form) for _time in range(2))]
    seen += [voter.vote(poll, choice, "ELSE:x"), voter.page(poll)]
    close(poll=over(poll))
    seen += [
        voter.client.post(f"/en/club/votes/{poll.pk}/receipt/", {"receipt": receipt}),
        voter.vote(poll, choice, form),
    ]
    cache.set("proof", "that the cache is looked into")
    assert b"looked into" in cached(directory)
    assert tables_with(receipt) == {"gamification_ballot"}
    for kept in (sessions(), cached(directory).decode("latin-1"), caplog.text, *(str(each.headers) for each in seen)):
        assert receipt not in kept
    assert all(receipt not in str(each.cookies) for each in seen)
    assert all("no-store" in each["Cache-Control"] for each in seen)


def test_a_receipt_is_in_the_ballot_and_nowhere_else(caplog, cache_directory):
    nothing_remembers(caplog, cache_directory)


def test_a_session_that_keeps_what_was_typed_before_signing_in_is_found(caplog, cache_directory, monkeypatch):
    monkeypatch.setattr(views.vote, "secret", False)
    with pytest.raises(AssertionError):
        nothing_remembers(caplog, cache_directory)


def test_a_log_or_a_cache_that_tells_is_found(caplog, cache_directory, monkeypatch):
    def telling(tell):
        def vote(**facts):
            tell(facts["receipt"])
            return services_vote(**facts)

        return vote

    services_vote = services.vote
    for tell in (logging.getLogger("club").info, lambda receipt: cache.set("last", receipt)):
        monkeypatch.setattr(services, "vote", telling(tell))
        with pytest.raises(AssertionError):
            nothing_remembers(caplog, cache_directory)
        caplog.clear()
        cache.clear()


def models_that_join():
    """Models that refer both to a choice or ballot and to a person."""
    people, chosen = {Member, get_user_model(), Turnout}, {Choice, Ballot}
    for model in apps.get_models(include_auto_created=True):
        refers = {field.related_model for field in model._meta.get_fields() if field.many_to_one or field.one_to_one}
        if refers & people and (refers & chosen or model in chosen):
            yield model


def test_no_row_holds_both_a_person_and_what_was_chosen():
    assert list(models_that_join()) == [Choice]  # its owner, whose work it is
    assert not {"at", "time", "created"} & {field.name for field in (*Ballot._meta.fields, *Turnout._meta.fields)}
