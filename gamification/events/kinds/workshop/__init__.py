from django.utils.translation import gettext_lazy as _

from gamification.events.kinds.base import EventKind


class Workshop(EventKind):
    """A workshop of the club."""

    name = "workshop"
    label = _("workshop")
