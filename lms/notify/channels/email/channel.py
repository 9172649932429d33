"""The e-mail channel."""

from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import override

from lms.notify.channels.base import Channel, Content
from lms.notify.models import Message


class EmailChannel(Channel):
    """Send messages to the e-mail of the account, as plain text and as simple HTML of the same words."""

    name = "email"

    def address_of(self, person: Any) -> str:
        """Return the e-mail of the account."""
        return str(person.email)

    def render(self, template: str, context: dict[str, Any]) -> Content:
        """Render a text template whose first line is the subject."""
        subject, _newline, body = render_to_string(template, context).strip().partition("\n")
        return Content(subject.strip(), body.strip())

    def send(self, message: Message) -> None:
        """Send the message; its Message-ID lets a mail server recognise a repeat."""
        self.as_email(message).send()

    def as_email(self, message: Message) -> EmailMultiAlternatives:
        """Return the e-mail with both parts."""
        email = EmailMultiAlternatives(
            message.subject, message.body, to=[message.address], headers={"Message-ID": message.message_id}
        )
        with override(message.language):
            html = render_to_string("notify/channels/email/message.html", {"message": message})
        email.attach_alternative(html, "text/html")
        return email
