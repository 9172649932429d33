"""All pages of the club stand in one shell, which a site may change in one place."""

import re
from pathlib import Path

import gamification

TEMPLATES = Path(gamification.__file__).parent / "templates"
SHELL = TEMPLATES / "gamification" / "base.html"
OWN = '"gamification/'


def other_shells(folder):
    found = {
        path.name: re.findall(r"{% extends (\S+) %}", path.read_text())
        for path in folder.rglob("*.html")
        if "admin" not in path.parts and "admin" not in path.stem and path != SHELL
    }
    return {name: shells for name, shells in found.items() if not all(shell.startswith(OWN) for shell in shells)}


def test_every_page_extends_the_clubs_own_shell():
    assert other_shells(TEMPLATES) == {}


def test_a_page_in_the_shell_of_the_site_is_found(tmp_path):
    (tmp_path / "planted.html").write_text('{% extends "base.html" %}')
    assert other_shells(tmp_path)
