from django.utils.translation import gettext_lazy as _

from gamification.stars.reasons.base import StarReason


class PracticePublished(StarReason):
    """Stars because a practice was published."""

    name = "practice-published"
    label = _("a practice was published")
    stars = 3
    season_limit = 9
    url_name = "my-practices"
