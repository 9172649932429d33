"""System checks of the channels."""

from typing import Any

from django.core.checks import CheckMessage, register

from cms.checks import unloadable_kinds
from lms.notify.channels import CHANNELS


@register
def check_channels(**_options: Any) -> list[CheckMessage]:
    """Return an error where a channel (say of the setting NOTIFICATION_CHANNELS) cannot be loaded."""
    return unloadable_kinds(CHANNELS, id="notify.E001")
