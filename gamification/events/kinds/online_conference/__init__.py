from django.utils.translation import gettext_lazy as _

from gamification.events.kinds.base import EventKind


class OnlineConference(EventKind):
    """A online conference of the club."""

    name = "online-conference"
    label = _("online conference")
