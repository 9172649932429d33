"""A site with the club and Django's own users."""

import pytest
from django.apps import apps
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def test_neither_courses_nor_the_site_itself_are_installed():
    assert not any(config.name.startswith(("courses", "lms")) for config in apps.get_app_configs())


def test_the_checks_pass_and_no_migration_is_missing():
    call_command("check", fail_level="WARNING")
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
