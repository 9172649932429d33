"""A disk that is full, for the tests: the process may write no file longer than so many bytes."""

import resource
from contextlib import contextmanager


@contextmanager
def full_after(size):
    """Writes past the size fail half-way, as on a full disk: with OSError, after what still fitted was written."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
