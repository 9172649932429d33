from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)


def test_decisions_have_numbers_of_their_own():
    numbers = [path.name[:4] for path in (ROOT / "docs/decisions").glob("[0-9]*.md")]
    assert len(numbers) == len(set(numbers))
