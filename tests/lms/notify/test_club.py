import pytest
from django.db import transaction

from gamification.speakers.services import invite
from lms.notify.models import Message
from tests.factories import UserFactory
from tests.gamification.factories import MemberFactory, SeasonFactory, club_administrator
from tests.gamification.speakers.folk import end, give, publish, set_up_list

pytestmark = pytest.mark.django_db


@pytest.fixture
def speakers():
    """A published list of one."""
    season, admin = SeasonFactory(code="2026"), club_administrator()
    give(MemberFactory(person=UserFactory(language="ky")), 4)
    return publish(speaker_list=set_up_list(end(season), by=admin), by=admin)


def test_an_invitation_to_speak_is_told_with_its_date_and_the_way_to_the_answer(speakers, post):
    invite(speaker_list=speakers, by=speakers.published_by)
    (letter,) = post()
    assert "2026" in letter.subject
    assert "http://testserver/ky/club/invitation/" in letter.body
    assert "Asia/Bishkek" in letter.body
    assert speakers.season.standings.get().pseudonym not in letter.body


def test_an_invitation_that_was_rolled_back_is_not_told(speakers):
    with transaction.atomic():
        invite(speaker_list=speakers, by=speakers.published_by)
        transaction.set_rollback(True)
    assert not Message.objects.exists()
