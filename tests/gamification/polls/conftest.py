"""What several tests of polls need."""

import re

import pytest

from tests.gamification.factories import MemberFactory

RECEIPT = re.compile(r'name="receipt" value="([^"]+)"')


class Voter:
    """A member with a browser of her own."""

    def __init__(self, client, member=None):
        self.client, self.member = client, member or MemberFactory()
        client.force_login(self.member.person)

    def page(self, poll):
        return self.client.get(f"/en/club/votes/{poll.pk}/")

    def form(self, poll):
        """The sealed receipt of a new form."""
        return RECEIPT.search(self.page(poll).content.decode())[1]

    def send(self, poll, **fields):
        return self.client.post(f"/en/club/votes/{poll.pk}/vote/", fields)

    def vote(self, poll, choice, form=None):
        return self.send(poll, choice=choice.pk, receipt=form or self.form(poll))


@pytest.fixture
def voter(client):
    return Voter(client)
