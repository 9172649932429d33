from django.utils.translation import gettext_lazy as _

from gamification.stars.reasons.base import StarReason


class CourseFinished(StarReason):
    """Stars because a course was finished."""

    name = "course-finished"
    label = _("a course was finished")
    stars = 1
    season_limit = 3
    url_name = "catalogue"
