"""A day is a day by the site's clock (or a named zone), never by UTC or by the machine."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
IN_A_ZONE = {"astimezone", "localtime"}
OF_THE_MACHINE = {("date", "today"), ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow")}


def days_of_no_clock(source):
    """Calls of `.date()` on a moment in no named zone, and of the machine's own clock."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name, of = node.func.attr, node.func.value
            zoned = {getattr(part, "attr", "") for part in ast.walk(of)} & IN_A_ZONE
            if (name == "date" and not zoned) or ((getattr(of, "id", ""), name) in OF_THE_MACHINE and not node.args):
                yield f"line {node.lineno}: {ast.unparse(node)}"


def test_no_day_is_taken_from_another_clock():
    files = [path for package in settings.TEXT_PACKAGES for path in (ROOT / package).rglob("*.py")]
    found = {str(path.relative_to(ROOT)): list(days_of_no_clock(path.read_text())) for path in files}
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "source", ["done.completed_at.date()", "date.today()", "datetime.now()", "timezone.now().date()"]
)
def test_such_a_day_is_found(source):
    assert list(days_of_no_clock(source))


@pytest.mark.parametrize(
    "source", ["timezone.localtime(at).date()", "(at.astimezone(zone) + days).date()", "datetime.now(UTC)"]
)
def test_a_day_by_a_named_clock_is_right(source):
    assert not list(days_of_no_clock(source))
