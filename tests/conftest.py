"""What every test needs."""

import pytest

from courses.syllabus.queries import outline


@pytest.fixture(autouse=True)
def _fresh_process_caches():
    """A test database is rolled back, so what a process remembers of it must be forgotten."""
    outline.cache_clear()
    yield
    outline.cache_clear()
