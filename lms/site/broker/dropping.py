"""What channels and workers do with a message that is none: it is logged and gone, and they go on."""

from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty

from celery.utils.log import get_logger

logger = get_logger(__name__)


@contextmanager
def dropped(of: str, *also_raised: type[BaseException]) -> Iterator[None]:
    """Let nothing through that the content of a message may cause. A lost connection is no matter of the content.

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
