import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.template.loader import render_to_string

from lms.notify.channels import CHANNELS
from lms.notify.channels.base import NAME_MAX_LENGTH, Channel, Content
from lms.notify.channels.email.channel import EmailChannel
from lms.notify.checks import check_channels
from lms.notify.models import Message
from lms.notify.services import add_message, notify, send_waiting
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

NOTICEBOARD = "tests.lms.notify.test_channels.NoticeBoard"
NAMELESS = "tests.lms.notify.test_channels.Nameless"
SECOND_EMAIL = "tests.lms.notify.test_channels.SecondEmail"


class NoticeBoard(Channel):
    """A channel of a site: pins messages to a board, for people of Naryn."""

    name = "board"
    pinned: list[tuple[str, str, str]] = []

    def address_of(self, person):
        return f"board/{person.pk}" if person.region == "KG-N" else ""

    def render(self, template, context):
        return Content("", render_to_string(template, context).strip())

    def send(self, message):
        self.pinned.append((message.address, message.language, message.body))


class Nameless(Channel):
    """A channel that lacks its other parts."""

    name = "nameless"


class SecondEmail(EmailChannel):
    """A channel with the name of another."""


@pytest.fixture
def board(settings):
    settings.NOTIFICATION_CHANNELS = [NOTICEBOARD]
    NoticeBoard.pinned.clear()
    return NoticeBoard.pinned


def about(person, fact="enrolled:1"):
    context = {"course": {"title": "Бюджет"}, "course_url": "http://testserver/ky/courses/b/"}
    return notify(fact=fact, person=person, template="notify/enrolled.txt", context=lambda: context)


@pytest.mark.parametrize("name", CHANNELS.names())
def test_each_channel_has_all_parts(name):
    channel = CHANNELS[name]
    person = UserFactory(region="KG-N", language="ky")
    assert 0 < len(channel.name) <= NAME_MAX_LENGTH
    assert type(channel).__doc__
    address = channel.address_of(person)
    content = channel.render(
        "notify/enrolled.txt", {"person": person, "course": {"title": "Бюджет"}, "course_url": "http://testserver/"}
    )
    assert "http://testserver/" in content.body
    message = add_message(
        fact="x",
        person=person,
        channel=name,
        address=address,
        language="ky",
        subject=content.subject,
        body=content.body,
    )
    channel.send(message)


def test_e_mail_is_the_only_channel_of_the_site_itself():
    assert CHANNELS.names() == ["email"]


def test_a_message_goes_out_through_the_channel_that_a_site_adds(board):
    person = UserFactory(region="KG-N", language="ru")
    assert {message.channel for message in about(person)} == {"email", "board"}
    send_waiting()
    ((address, language, body),) = board
    assert (address, language) == (f"board/{person.pk}", "ru")
    assert "http://testserver/ky/courses/b/" in body
    assert [email.to for email in mail.outbox] == [[person.email]]
    assert not Message.objects.filter(finished_at=None).exists()


def test_a_channel_that_does_not_reach_a_person_gets_no_message(board):
    assert [message.channel for message in about(UserFactory(region="KG-O"))] == ["email"]
    send_waiting()
    assert board == []


def test_a_repeat_adds_no_second_message_on_any_channel(board):
    person = UserFactory(region="KG-N")
    assert about(person) == about(person)
    assert Message.objects.count() == 2


def test_a_message_of_a_channel_that_the_site_no_longer_has_waits_and_says_why(board, settings):
    about(UserFactory(region="KG-N"))
    settings.NOTIFICATION_CHANNELS = []
    send_waiting()
    waiting = Message.objects.get(finished_at=None)
    assert waiting.channel == "board"
    assert "board" in waiting.last_error
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "path", [NAMELESS, SECOND_EMAIL, "tests.lms.notify.no_such.Channel", "lms.notify.models.Message"]
)
def test_a_channel_that_lacks_a_part_or_has_a_taken_name_is_refused(settings, path):
    settings.NOTIFICATION_CHANNELS = [path]
    with pytest.raises(ImproperlyConfigured):
        CHANNELS.names()
    assert [error.id for error in check_channels()] == ["notify.E001"]


def test_the_check_finds_nothing_wrong_with_the_site_itself():
    assert check_channels() == []
