"""Each form of ours that is sent twice in a row (a double press, two tabs) makes its rows once."""

import pytest
from django.apps import apps
from django.db import transaction

from tests.lms.addresses import addresses
from tests.lms.authorisation import LET_IN, TABLE, Asker, path_of, read, word_for
from tests.lms.world import ROLES, build

URLCONF = "tests.lms.demo.urls"
pytestmark = [pytest.mark.django_db, pytest.mark.urls(URLCONF)]


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.DEMO, settings.STAFF_SECOND_FACTOR = True, False


def counts():
    """How many rows there are of each model, whoever's."""
    labels = ("accounts", "cms", "courses", "gamification", "notify")
    models = [model for label in labels for model in apps.get_app_config(label).get_models()]
    return {model._meta.label: model._default_manager.count() for model in models}


def sent_twice(asker, role, path, name):
    """What the second sending made beyond the first: model -> rows."""
    with transaction.atomic():
        assert word_for(asker.send(role, "POST", path, name)) in LET_IN, f"{name} as {role}"
        once = counts()
        asker.send(role, "POST", path, name)
        twice = counts()
        transaction.set_rollback(True)
    return {label: twice[label] - once[label] for label in once if twice[label] > once[label]}


def test_a_form_sent_twice_makes_its_rows_once():
    world, table = build(), read(TABLE.read_text())
    ours = {address.name: address for address in addresses(URLCONF) if address.is_ours}
    found = {}
    for (name, method), answers in table.items():
        if method != "POST":
            continue
        asker = Asker(world)  # anew for each: one of the forms signs out
        for role in ROLES:
            if answers[role] in LET_IN and (more := sent_twice(asker, role, path_of(ours[name], world), name)):
                found[f"{name} as {role}"] = more
    assert found == {}
