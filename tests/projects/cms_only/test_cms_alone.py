import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_no_floor_above_is_installed():
    assert not any(config.name.startswith(("courses", "gamification", "lms")) for config in apps.get_app_configs())


def test_the_checks_pass_and_no_migration_is_missing():
    call_command("check", fail_level="WARNING")
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_editor_opens(admin_client):
    assert admin_client.get(reverse("wagtailadmin_home")).status_code == 200
