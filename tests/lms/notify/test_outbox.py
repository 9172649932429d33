from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from lms.notify.models import Message
from lms.notify.services import add_message, send_waiting
from lms.notify.tasks import send as task
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def message(**more):
    about = {"fact": "enrolled:1", "address": "a@example.org", "language": "ky", "subject": "Тема", "body": "Текст <b>"}
    return add_message(**about | more)


def test_about_one_fact_a_person_gets_one_message():
    person = UserFactory()
    assert message(person=person) == message(person=person, subject="Башка")
    send_waiting()
    send_waiting()
    assert [sent.subject for sent in mail.outbox] == ["Тема"]


def test_a_message_goes_as_text_and_as_html_of_the_same_words():
    message(person=UserFactory())
    task()
    (html,) = mail.outbox[0].alternatives
    assert mail.outbox[0].body == "Текст <b>"
    assert "Текст &lt;b&gt;" in html.content


def test_a_repeat_after_a_crash_carries_the_same_message_id(monkeypatch):
    message(person=UserFactory())
    monkeypatch.setattr("lms.notify.services.finish", lambda row, **_changes: False)  # killed before it could settle
    send_waiting()
    Message.objects.update(lease_expires_at=timezone.now() - timedelta(seconds=1))
    monkeypatch.undo()
    send_waiting()
    first, again = (sent.extra_headers["Message-ID"] for sent in mail.outbox)
    assert first == again == Message.objects.get().message_id


def test_a_message_that_fails_is_tried_again_later_and_the_others_go_out(monkeypatch):
    one, other = message(person=UserFactory(), address="bad@example.org"), message(person=UserFactory())
    sending = mail.EmailMultiAlternatives.send

    def refuse(self, *args, **kwargs):
        if self.to == ["bad@example.org"]:
            raise ConnectionRefusedError("no server")
        return sending(self, *args, **kwargs)

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", refuse)
    send_waiting()
    one.refresh_from_db()
    other.refresh_from_db()
    assert other.finished_at
    assert not one.finished_at
    assert "no server" in one.last_error
    assert one.lease_expires_at > timezone.now()


def test_a_code_is_erased_from_the_database_once_it_is_sent():
    message(body="ABC-DEF", good_until_at=timezone.now() + timedelta(minutes=5))
    send_waiting()
    assert mail.outbox[0].body == "ABC-DEF"
    assert Message.objects.get().body == ""


def test_a_code_that_has_run_out_is_erased_and_never_sent():
    message(body="ABC-DEF", good_until_at=timezone.now() - timedelta(minutes=1))
    send_waiting()
    assert mail.outbox == []
    assert Message.objects.get().finished_at
    assert Message.objects.get().body == ""


def test_a_subject_with_a_line_break_cannot_add_a_header():
    message(subject="Тема\nBcc: all@example.org")
    send_waiting()
    assert mail.outbox == []
    assert "BadHeaderError" in Message.objects.get().last_error
