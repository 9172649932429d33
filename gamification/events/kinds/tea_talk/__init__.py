from django.utils.translation import gettext_lazy as _

from gamification.events.kinds.base import EventKind


class TeaTalk(EventKind):
    """A weekly talk on the day and hour that the members voted for."""

    name = "tea-talk"
    label = _("tea talk")
    from_series = True
