from django.utils.translation import gettext_lazy as _

from gamification.events.kinds.base import EventKind


class ChongOy(EventKind):
    """The yearly conference, whose speakers follow from the stars."""

    name = "chong-oy"
    label = _("#ЧоңОй")
    has_speakers = True
    planned_seats = range(80, 101)
