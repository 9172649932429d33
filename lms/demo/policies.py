"""The demo's mailbox is open to all, and exists nowhere else."""

from typing import Any

from django.conf import settings

from cms.access.policy import rule


@rule("demo.mail")
def in_the_demo(_user: Any, _obj: object = None) -> bool:
    """Anybody, where the site is a demo."""
    return bool(settings.DEMO)
