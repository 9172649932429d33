"""What tests of the register in the editor need."""

import pytest

from tests.factories import administrator


@pytest.fixture
def editor(client, settings):
    """A client in which an administrator has signed in, who is `editor.person`. It reads English."""
    settings.STAFF_SECOND_FACTOR = False
    client.person = administrator(last_name="Сәдуақасов", first_name="Ерлан")
    client.force_login(client.person)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client
