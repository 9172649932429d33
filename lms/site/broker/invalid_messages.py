"""Invalid messages of a broker: they are logged and dropped, and channels and workers go on."""

from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty

from celery.utils.log import get_logger

logger = get_logger(__name__)


@contextmanager
def drop_invalid(of: str, *also_raised: type[BaseException]) -> Iterator[None]:
    """Log and swallow exceptions that the content of a message causes; let those of lost connections through.

    A KeyError is, though kombu's Redis counts it among lost connections: the worker would connect again, get the same
    message again, and so on for ever.
    """
    raised: tuple[type[BaseException], ...] = (Empty, OSError, *(kind for kind in also_raised if kind is not KeyError))
    try:
        yield
    except raised:
        raise
    except Exception as error:
        logger.warning("Dropped a message that is none (%s): %r", of, error)
