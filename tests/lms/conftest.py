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
    """The postman: sends what waits and returns the letters."""

    def deliver():
        mail.outbox.clear()
        send_waiting()
        return list(mail.outbox)

    return deliver


@pytest.fixture
def code(post):
    """Fetch the letters and return the code in the last one."""

    def read():
        return re.search(r"^[0-9-]{6,}$", post()[-1].body, re.MULTILINE).group()

    return read
