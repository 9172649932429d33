"""Channels by which messages go out: a folder each, and a registry of all.

To add one: copy `email/`, write its `Channel`, and list its dotted path in CHANNELS below, or, in a site, in the
setting NOTIFICATION_CHANNELS. Nothing else knows the channels by name.
"""

from collections.abc import Iterable

from django.conf import settings

from cms.registry import Registry
from lms.notify.channels.base import Channel


def _site_channels() -> Iterable[str]:
    return getattr(settings, "NOTIFICATION_CHANNELS", ())


CHANNELS: Registry[Channel] = Registry(
    Channel,
    ["lms.notify.channels.email.channel.EmailChannel"],
    setting=_site_channels,
)
