"""The reference of the documentation, read from the source, says what the running site says."""

import importlib.util
import sys
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from django.core.management import get_commands
from django.dispatch import Signal

import courses.api
import courses.conf
import courses.signals
import gamification.api
import gamification.conf
import gamification.signals

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("cms", "courses", "gamification", "lms")


@pytest.fixture(scope="module")
def facts():
    spec = importlib.util.spec_from_file_location("code_facts", ROOT / "docs/_ext/code_facts.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["code_facts"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["code_facts"]


@pytest.mark.parametrize("module", [courses.signals, gamification.signals])
def test_every_signal_is_in_the_reference_with_what_it_carries_and_who_sends_it(facts, module):
    found = facts.signals(ROOT, Path(module.__file__))
    assert {fact.name for fact in found} == {name for name, value in vars(module).items() if isinstance(value, Signal)}
    assert [fact.name for fact in found if not fact.text or not fact.where] == []


def test_a_signal_that_the_reference_does_not_have_is_found(facts, monkeypatch):
    monkeypatch.setattr(gamification.signals, "tea_poured", Signal(), raising=False)
    with pytest.raises(AssertionError):
        test_every_signal_is_in_the_reference_with_what_it_carries_and_who_sends_it(facts, gamification.signals)


@pytest.mark.parametrize("module", [courses.conf, gamification.conf])
def test_every_key_of_a_plugins_settings_is_in_the_reference_with_its_meaning(facts, module):
    found = facts.defaults(Path(module.__file__))
    assert [fact.name for fact in found] == list(module.DEFAULTS)
    assert [fact.name for fact in found if not fact.text] == []


def test_every_command_of_ours_is_in_the_reference_with_its_help(facts):
    ours = {name for name, app in get_commands().items() if str(app).partition(".")[0] in PACKAGES}
    found = facts.commands(ROOT)
    assert {fact.name for fact in found} == ours
    assert [fact.name for fact in found if not fact.text] == []


def test_every_periodic_task_is_in_the_reference_and_no_other(facts):
    current_app.loader.import_default_modules()
    assert {fact.name for fact in facts.periodic_tasks(ROOT)} == settings.TICKS.keys()


def test_a_variable_that_two_files_read_is_listed_once_with_its_default(facts):
    found = {fact.name: fact for fact in facts.variables(ROOT)}
    assert found["SECRET_KEY"].where == ("lms/settings/demo.py", "lms/settings/production.py")
    assert found["TRUSTED_PROXIES"].value == "1"


def test_every_function_that_a_plugin_offers_to_those_above_says_what_it_does(facts):
    for module in (courses.api, gamification.api):
        found = facts.functions(ROOT, Path(module.__file__))
        assert found
        assert [fact.name for fact in found if not fact.text] == []


def test_every_registry_of_kinds_is_in_the_extension_points(facts):
    makers = {
        path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if " = Registry(" in path.read_text()
    }
    assert {ROOT / fact.where[0] for fact in facts.registries(ROOT)} == makers
