from django.utils.translation import gettext_lazy as _

from gamification.stars.reasons.base import StarReason


class PracticeUsed(StarReason):
    """Stars because others took up a practice."""

    name = "practice-used"
    label = _("others took up a practice")
    stars = 2
    season_limit = 20
    url_name = "my-practices"
