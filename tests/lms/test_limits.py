"""Every text that a page of ours asks for has an end, and the browser knows it."""

import re

import pytest

from tests.lms.addresses import addresses
from tests.lms.authorisation import Asker, path_of
from tests.lms.world import build

URLCONF = "tests.lms.demo.urls"
ROLES = ("anonymous", "learner", "another", "trainer", "administrator", "club")
pytestmark = [pytest.mark.django_db, pytest.mark.urls(URLCONF)]


def endless(html):
    """Names of the fields of text without a longest length; the editor's own, which a script fills, are not ours."""
    areas = re.findall(r"<textarea[^>]*>", html)
    return {
        re.search(r'name="([^"]*)"', tag)[1]
        for tag in areas
        if " name=" in tag and "maxlength=" not in tag and "readonly" not in tag and "data-controller" not in tag
    }


def test_every_text_that_is_asked_for_has_a_longest_length(settings):
    settings.DEMO, settings.STAFF_SECOND_FACTOR = True, False
    world = build()
    asker = Asker(world)
    found, pages = set(), 0
    for address in (address for address in addresses(URLCONF) if address.is_ours):
        for role in ROLES:
            answer = asker.send(role, "GET", path_of(address, world), address.name)
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                pages += 1
                found |= {(address.name, field) for field in endless(answer.content.decode())}
    assert pages > 100
    assert found == set(), sorted(found)
