"""What holds when a version is made, and need not hold before."""

from pathlib import Path

import pytest
from django.conf import settings

CHANGES = Path(settings.BASE_DIR) / "CHANGELOG.md"


@pytest.mark.release
def test_the_changelog_has_nothing_left_that_is_unreleased():
    unreleased = CHANGES.read_text().partition("## Unreleased\n")[2].partition("\n## ")[0]
    assert unreleased.strip() == ""
