"""What the documents name exists, and what exists for operators is documented."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.dispatch import Signal

from courses import signals

ROOT = Path(settings.BASE_DIR)
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
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


def test_the_operators_guide_names_every_variable_and_no_other():
    assert set(re.findall(r"^\| `([A-Z_]+)`", GUIDE, re.MULTILINE)) == variables_of_the_site()


def test_the_operators_guide_names_every_signal():
    existing = {name for name, value in vars(signals).items() if isinstance(value, Signal)}
    section = GUIDE.partition("## Signals for other apps")[2].partition("##")[0]
    assert set(re.findall(r"`([a-z]+_[a-z]+)`", section)) | {"enrolled"} == existing
