"""The house's measures: files and functions stay small."""

import ast
from pathlib import Path
from statistics import median

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
FILES = [
    path
    for package in ("cms", "courses", "gamification", "lms")
    for path in sorted((ROOT / package).rglob("*.py"))
    if "migrations" not in path.parts and path.stat().st_size
]


def length(node):
    return node.end_lineno - node.lineno + 1


def functions():
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(ROOT)}:{node.name}", length(node)


def test_files_are_small():
    lengths = {str(path.relative_to(ROOT)): path.read_text().count("\n") for path in FILES}
    assert median(lengths.values()) <= 80
    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}


def test_functions_are_small():
    lengths = dict(functions())
    assert median(lengths.values()) <= 8
    assert {name: lines for name, lines in lengths.items() if lines > 50} == {}
