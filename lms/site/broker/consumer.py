"""Celery's consumer, which drops a message that it cannot handle, whichever broker brought it.

Celery drops some kinds by itself (an unknown task, a body that cannot be decoded); with others, a task without an id
for one, the worker ends.
"""

from collections.abc import Callable
from typing import Any

from celery.utils.log import get_logger
from celery.worker import consumer

from lms.site.broker.invalid_messages import drop_invalid

logger = get_logger(__name__)
Handler = Callable[[Any], object]


class Consumer(consumer.Consumer):
    """`CELERY_WORKER_CONSUMER`"""

    def create_task_handler(self, *args: Any, **kwargs: Any) -> Handler:
        """As Celery's; what it raises ends the message alone."""
        handle = super().create_task_handler(*args, **kwargs)

        def handle_now(message: Any) -> None:
            if (message.headers or {}).get("eta"):
                # The worker would hold it until then, and could not be stopped before.
                raise ValueError("a tick is for now")
            handle(message)

        return lambda message: self._handled(message, handle_now, message)

    def on_decode_error(self, message: Any, exc: Exception) -> None:
        """As Celery's, which describes the message, and that may fail as well."""
        self._handled(message, super().on_decode_error, message, exc)

    def _handled(self, message: Any, handle: Callable[..., object], *args: Any) -> None:
        done = False
        with drop_invalid("of a strange kind", *self.connection_errors, *self.channel_errors):
            handle(*args)
            done = True
        if not done and not message.acknowledged:
            message.reject_log_error(logger, self.connection_errors)
