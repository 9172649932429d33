"""kombu's Redis, which lives on when somebody has pushed what is no message."""

from queue import Empty
from typing import Any

from kombu.transport import redis
from redis.exceptions import ResponseError

from lms.site.broker.invalid_messages import drop_invalid


class Channel(redis.Channel):
    """Takes one message after the other, whatever it is."""

    def _brpop_read(self, **options: Any) -> bool:
        with drop_invalid("in Redis", *self.connection_errors, ResponseError):
            return bool(super()._brpop_read(**options))
        raise Empty


class Transport(redis.Transport):
    """`redis://` and `rediss://`"""

    Channel = Channel
