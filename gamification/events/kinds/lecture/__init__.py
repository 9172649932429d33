from django.utils.translation import gettext_lazy as _

from gamification.events.kinds.base import EventKind


class Lecture(EventKind):
    """A lecture of the club."""

    name = "lecture"
    label = _("lecture")
