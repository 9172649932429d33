"""What every test needs."""

import io

import pytest
from django.apps import apps
from django.conf import settings as site_settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils import translation
from hypothesis import HealthCheck, settings

from cms.cache import content
from cms.terminology import queries as terminology
from tests.without_triggers import lifted

# A busy machine is slow, and that says nothing about a property.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
collect_ignore = ["install"] if site_settings.ROOT_URLCONF == "lms.urls" else []  # what holds where lms is not
content.LOG_CHECK_SECONDS = 3600  # on a slow machine half a minute may pass within a test, and cost a query


@pytest.fixture(autouse=True, scope="session")
def _signing_key():
    """Certificates are signed with a key of this run."""
    if apps.is_installed("courses"):
        from courses.conf import setting

        if setting("SIGNING_KEY_FILE"):
            call_command("make_signing_key", setting("SIGNING_KEY_FILE"), stdout=io.StringIO())


@pytest.fixture(autouse=True, scope="session")
def _the_flush_may_empty_guarded_tables():
    """Between tests with transactions of their own Django empties all tables. Ledger and register refuse that,
    rightly; so their triggers are lifted for the flush, and for nothing else. PostgreSQL deletes the few rows of a
    test: to truncate 150 tables takes seconds, and rows may go in any order, since references are checked at the end.
    """

    def flush(operations, statements):
        with lifted(operations.connection):
            plain(operations, statements)

    def delete_rows(operations, style, tables, **options):
        return [f"DELETE FROM {operations.quote_name(table)}" for table in tables]

    plain = BaseDatabaseOperations.execute_sql_flush
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush)
        if connection.vendor == "postgresql":
            patch.setattr(type(connection.ops), "sql_flush", delete_rows)
        yield


@pytest.fixture(autouse=True)
def _fresh_process_caches():
    """A test database is rolled back, so what a process remembers of it must be forgotten."""
    forget()
    yield
    forget()
    translation.deactivate()  # the language that a request has left behind is not the next test's


def forget():
    if apps.is_installed("courses"):
        from courses.learning.queries import items_of
        from courses.syllabus.queries import outline

        outline.cache_clear()
        items_of.cache_clear()
    content.clear_caches()
    terminology.cache_no_rules()
