from django.utils.translation import gettext_lazy as _

from gamification.events.kinds.base import EventKind


class Sherine(EventKind):
    """A sherine of the club."""

    name = "sherine"
    label = _("sherine")
