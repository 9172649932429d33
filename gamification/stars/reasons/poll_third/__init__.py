from django.utils.translation import gettext_lazy as _

from gamification.stars.reasons.base import StarReason


class PollThird(StarReason):
    """Stars because of the third place in a vote."""

    name = "poll-third"
    label = _("third place in a vote")
    stars = 2
    url_name = "polls"
    place = 3
