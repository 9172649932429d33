from django.utils.translation import gettext_lazy as _

from gamification.stars.reasons.base import StarReason


class PollFirst(StarReason):
    """Stars because of the first place in a vote."""

    name = "poll-first"
    label = _("first place in a vote")
    stars = 5
    url_name = "polls"
    place = 1
