from django.utils.translation import gettext_lazy as _

from gamification.stars.reasons.base import StarReason


class MentoringEnded(StarReason):
    """Stars because mentoring was carried to the end."""

    name = "mentoring-ended"
    label = _("mentoring was carried to the end")
    stars = 4
    season_limit = 12
    url_name = "mentoring"
