from django.utils.translation import gettext_lazy as _

from gamification.events.kinds.base import EventKind


class RoundTable(EventKind):
    """A round table of the club."""

    name = "round-table"
    label = _("round table")
