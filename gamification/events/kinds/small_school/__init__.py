from django.utils.translation import gettext_lazy as _

from gamification.events.kinds.base import EventKind


class SmallSchool(EventKind):
    """A small school of the club."""

    name = "small-school"
    label = _("small school")
