"""What tests of the site need."""

import re

import pytest
from django.core import mail
from django.core.cache import cache

from lms.notify.services import send_waiting


@pytest.fixture(autouse=True)
def _forget_rate_limits():
    cache.clear()


@pytest.fixture
def post():
    """Send the outbox and return the e-mails."""

    def deliver():
        mail.outbox.clear()
        send_waiting()
        return list(mail.outbox)

    return deliver


@pytest.fixture
def code(post):
    """Send the outbox and return the code in the last e-mail."""

    def read():
        return re.search(r"^[0-9-]{6,}$", post()[-1].body, re.MULTILINE).group()

    return read
