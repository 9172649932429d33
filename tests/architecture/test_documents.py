"""What the documents name exists, and what exists for operators is documented."""

import pkgutil
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands

from cms.access.policy import permissions
from gamification.apps import MODULES
from gamification.conf import DEFAULTS

ROOT = Path(settings.BASE_DIR)
PAGES = [path for pattern in ("*.md", "*/README.md", "docs/**/*.md") for path in sorted(ROOT.glob(pattern))]
PAGES = [path for path in dict.fromkeys(PAGES) if ".venv" not in path.parts]
FOLDERS = "cms|courses|gamification|lms|templates|tests|docs|deploy"
GUIDE = (ROOT / "docs/operators-guide.md").read_text()


def variables_of_the_site():
    text = "".join(path.read_text() for path in (ROOT / "lms/settings").glob("*.py"))
    return set(re.findall(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"', text)) - {"PORT"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_that_a_page_names_exist(page):
    text = page.read_text()
    assert set(re.findall(r"manage\.py (\w+)", text)) <= get_commands().keys()
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z][\w-]*)", text, re.MULTILINE)) <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_of_a_page_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_files_that_a_page_names_exist(page):
    roots = [ROOT, *ROOT.glob("*/templates"), *ROOT.glob("*/static")]
    named = re.findall(rf"`((?:{FOLDERS}|\.ci|\.github)/[\w./-]+)`", page.read_text())
    assert [name for name in named if not any((root / name).exists() for root in roots)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_python_names_that_a_page_names_exist(page):
    named = set(re.findall(r"`((?:cms|courses|gamification|lms)(?:\.\w+)+)`", page.read_text()))
    named -= permissions()
    assert [name for name in named if not exists(name)] == []


def exists(name):
    """Whether it is a module, something in one, or a model by its label."""
    try:
        return pkgutil.resolve_name(name) is not None
    except (ImportError, AttributeError):
        app, _dot, model = name.partition(".")
        return model.lower() in apps.all_models[app]


def section(title):
    return GUIDE.partition(f"## {title}\n")[2].partition("\n## ")[0]


def table_of(text):
    return set(re.findall(r"^\| `([A-Z_]+)`", text, re.MULTILINE))


def test_the_operators_guide_names_every_variable_and_no_other():
    assert table_of(section("Settings")) == variables_of_the_site()


def test_the_operators_guide_names_every_permission_that_a_rule_asks_for():
    named = set(re.findall(r"^\| `([a-z]+\.[a-z_]+)`", section("Roles and permissions"), re.MULTILINE))
    assert named - {"wagtailadmin.access_admin"} == permissions()


def test_the_operators_guide_names_the_settings_that_guard_the_site():
    assert {name for name in ("DEFAULT_DENY_PACKAGES", "STAFF_SECOND_FACTOR") if f"`{name}`" not in GUIDE} == set()


def test_the_operators_guide_names_every_setting_of_the_club_and_no_other():
    assert table_of(section("The club")) == DEFAULTS.keys()


def test_the_documents_name_every_command_and_every_tick_of_the_club():
    commands = {path.stem for path in (ROOT / "gamification/management/commands").glob("[a-z]*.py")}
    ticks = {name for name in settings.TICKS if name.partition(".")[0] in MODULES}
    assert {name for name in commands if f"manage.py {name}" not in GUIDE} == set()
    assert set(re.findall(rf"`((?:{'|'.join(MODULES)})\.\w+)`", section("The club"))) == ticks


def test_the_diagram_of_the_architecture_is_that_of_the_import_contracts():
    drawn = re.findall(r'subgraph (\w+)\["[^"]+"\]\n\s*(.+)\n', (ROOT / "docs/architecture.md").read_text())
    layers = {name: [re.sub(r'.*\["(.+)"\]', r"\1", box.strip()) for box in line.split("-->")] for name, line in drawn}
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    held = {contract["containers"][0]: contract["layers"] for contract in contracts if "containers" in contract}
    assert layers == held
    assert list(layers) == next(contract["layers"] for contract in contracts if contract["id"] == "layers")
