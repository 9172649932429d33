"""What every test needs."""

import pytest
from django.apps import apps

from cms.pages import freshness


@pytest.fixture(autouse=True)
def _fresh_process_caches():
    """A test database is rolled back, so what a process remembers of it must be forgotten."""
    forget()
    yield
    forget()


def forget():
    if apps.is_installed("courses"):
        from courses.syllabus.queries import outline

        outline.cache_clear()
    freshness.forget()
