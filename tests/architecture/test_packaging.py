"""The distribution declares what its packages import, and each library has its reason."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PLUGINS = ("cms", "courses", "gamification")
NAMED_BY_SETTINGS = {"argon2-cffi", "gunicorn", "whitenoise"}


def declared(requirements):
    return {re.split(r"[\[>=<]", requirement)[0] for requirement in requirements}


DEPENDENCIES = declared(PROJECT["dependencies"])
SITE = declared(PROJECT["optional-dependencies"]["site"])


def imported(package):
    """The distributions of which a package imports something, in lower case."""
    names = set()
    for path in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    foreign = names - {*PLUGINS, "lms", "tests"} - set(sys.stdlib_module_names)
    brought = packages_distributions()
    return {min(brought[name], key=len).lower().replace("_", "-") for name in foreign}


def test_the_plugins_import_what_is_declared_and_nothing_else_is():
    assert set().union(*map(imported, PLUGINS)) == DEPENDENCIES


def test_the_extra_of_the_site_adds_what_only_the_site_needs():
    assert imported("lms") <= DEPENDENCIES | SITE
    assert SITE - imported("lms") == NAMED_BY_SETTINGS


def test_every_library_is_named_with_its_reason():
    page = (ROOT / "docs/decisions/0040-libraries.md").read_text()
    named = set(re.findall(r"^\| ([a-z][\w-]+) \|", page, re.MULTILINE)) - {"library"}
    assert named == DEPENDENCIES | SITE


@pytest.mark.parametrize("package", PLUGINS)
def test_a_package_says_that_it_has_types(package):
    assert (ROOT / package / "py.typed").exists()
