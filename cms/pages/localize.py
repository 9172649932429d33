"""The door by which wagtail-localize asks for work in the background (setting WAGTAILLOCALIZE_JOBS)."""

from collections.abc import Callable
from typing import Any

from wagtail_localize.tasks import BaseJobBackend


class JobBackend(BaseJobBackend):
    """Hands the work to our jobs. The library makes one while its models are loaded, so ours are asked for later."""

    def enqueue(self, func: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """Called inside the request's transaction."""
        from cms.pages.jobs import enqueue

        enqueue(func, list(args), dict(kwargs))
