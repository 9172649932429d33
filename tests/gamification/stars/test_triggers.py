"""The database refuses to change or delete a line of the ledger, whoever asks."""

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from cms import triggers
from gamification.checks import check_settings
from gamification.stars.models import Season, StarEntry
from gamification.stars.reasons import reason_choices
from gamification.stars.services import award
from tests.gamification.factories import MemberFactory, SeasonFactory
from tests.without_triggers import lifted

TABLE = StarEntry._meta.db_table
ORDERS = {
    "update": f"UPDATE {TABLE} SET amount = 99",
    "delete": f"DELETE FROM {TABLE}",
    "replace": f"INSERT OR REPLACE INTO {TABLE} SELECT * FROM {TABLE}",
    "truncate": f"TRUNCATE {TABLE} CASCADE",
}
ONLY = {"replace": "sqlite", "truncate": "postgresql"}


def missing():
    return triggers.missing(connection, triggers.declared("gamification"))


def an_entry():
    SeasonFactory()
    return award(member=MemberFactory(), cause="task-done", source="task:1", title="Бюджет")


def refused(order):
    if ONLY.get(order, connection.vendor) != connection.vendor:
        pytest.skip("another database's word")
    connection.check_constraints()  # what waits for the end of the transaction would be refused for another reason
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ORDERS[order])


@pytest.mark.django_db
@pytest.mark.parametrize("order", ORDERS)
def test_the_database_refuses(order):
    entry = an_entry()
    refused(order)
    assert StarEntry.objects.get().amount == entry.amount


@pytest.mark.django_db
def test_the_models_own_ways_are_refused_too():
    entry = an_entry()
    for way in (entry.save, entry.delete, StarEntry.objects.all().delete):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            way()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["before", "after"])
def test_the_flush_between_tests_puts_the_guards_back(time):
    assert not StarEntry.objects.exists()
    an_entry()
    refused("delete")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", [StarEntry, Season])
def test_a_migration_that_rebuilds_a_table_leaves_the_guards_in_place(model):
    an_entry()
    wider = models.CharField(max_length=41, choices=reason_choices) if model is StarEntry else models.SlugField()
    old = model._meta.get_field("cause" if model is StarEntry else "code")
    wider.set_attributes_from_name(old.name)
    wider.model = model
    with connection.schema_editor() as editor:
        editor.alter_field(model, old, wider, strict=False)
    if connection.vendor == "sqlite" and model is StarEntry:
        assert missing()  # the planted fault: so a check after creation alone would not do
    call_command("migrate", "gamification", verbosity=0, skip_checks=True)
    assert not missing()
    refused("update")
    with connection.schema_editor() as editor:
        editor.alter_field(model, wider, old, strict=False)
    triggers.install(connection, triggers.declared("gamification"))


@pytest.mark.django_db
def test_the_system_check_finds_a_missing_guard():
    def faults():
        return [fault.id for fault in run_checks(tags=[Tags.database], databases=["default"])]

    assert "gamification.E004" not in faults()
    with lifted():
        assert "gamification.E004" in faults()
    assert "gamification.E004" not in faults()


@pytest.mark.parametrize(
    ("mistake", "found"),
    [({"TIMEZONE": "Asia/Bishkek"}, "gamification.E001"), ({"TIME_ZONE": "Asia/Bishek"}, "gamification.E002")],
)
def test_the_system_check_finds_a_setting_that_is_mistyped(settings, mistake, found):
    settings.GAMIFICATION = {**settings.GAMIFICATION, **mistake}
    assert [message.id for message in check_settings(None)] == [found]
