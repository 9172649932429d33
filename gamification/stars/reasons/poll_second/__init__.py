from django.utils.translation import gettext_lazy as _

from gamification.stars.reasons.base import StarReason


class PollSecond(StarReason):
    """Stars because of the second place in a vote."""

    name = "poll-second"
    label = _("second place in a vote")
    stars = 3
    url_name = "polls"
    place = 2
