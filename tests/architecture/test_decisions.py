import re
import tomllib
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)


def name_of(requirement):
    return re.split(r"[\[>=<]", requirement)[0]


def test_every_library_is_named_with_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    chosen = {name_of(requirement) for requirement in project["dependencies"]}
    page = (ROOT / "docs/decisions/0040-libraries.md").read_text()
    named = set(re.findall(r"^\| ([a-z][\w-]+) \|", page, re.MULTILINE)) - {"library"}
    assert chosen == named


def test_decisions_have_numbers_of_their_own():
    numbers = [path.name[:4] for path in (ROOT / "docs/decisions").glob("[0-9]*.md")]
    assert len(numbers) == len(set(numbers))
