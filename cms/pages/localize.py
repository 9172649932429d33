"""The job backend of wagtail-localize (setting WAGTAILLOCALIZE_JOBS)."""

from collections.abc import Callable
from typing import Any

from wagtail_localize.tasks import BaseJobBackend


class JobBackend(BaseJobBackend):
    """Run background work of wagtail-localize as jobs. It is created while models load, so imports come later."""

    def enqueue(self, func: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """Store a job, or run the function at once. Called inside the request's transaction."""
        from cms.pages.jobs import enqueue

        enqueue(func, list(args), dict(kwargs))
