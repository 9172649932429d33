from django.utils.translation import gettext_lazy as _

from gamification.events.kinds.base import EventKind


class MasterClass(EventKind):
    """A master class of the club."""

    name = "master-class"
    label = _("master class")
