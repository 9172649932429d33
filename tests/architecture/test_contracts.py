"""The import contracts hold, and each catches a planted violation."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("cms", "courses", "gamification", "lms")


def lint(folder):
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path):
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("static", "templates", "content")
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold():
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout[-3000:]


@pytest.mark.parametrize(
    ("contract", "file", "line"),
    [
        ("Imports go down only", "cms/search/index.py", "import courses.signals"),
        ("Imports go down only", "courses/signals.py", "import lms.urls"),
        ("Modules of courses have an order", "courses/syllabus/models.py", "import courses.learning.models"),
        ("Modules of cms have an order", "cms/access/policy.py", "import cms.jobs.queue"),
        ("Modules of the site have an order", "lms/site/errors.py", "import lms.accounts.models"),
        ("Modules of the club have an order", "gamification/members/models.py", "import gamification.stars.models"),
        ("Modules of the club have an order", "gamification/attic/__init__.py", ""),
        ("The club knows courses in one file", "gamification/stars/models.py", "import courses.signals"),
        ("The club knows courses in one file", "gamification/bridges/courses.py", "import courses.models"),
        ("WeasyPrint is imported in one file", "courses/learning/services.py", "import weasyprint"),
        ("Modules of courses have an order", "courses/attic/__init__.py", ""),
        ("Modules of cms have an order", "cms/attic/__init__.py", ""),
        ("Modules of the site have an order", "lms/attic/__init__.py", ""),
    ],
)
def test_a_planted_violation_is_caught(copy, contract, file, line):
    path = copy / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(line + "\n" + (path.read_text() if path.exists() else ""))
    result = lint(copy)
    assert result.returncode == 1
    assert f"{contract} BROKEN" in result.stdout
