from django.utils.translation import gettext_lazy as _

from gamification.stars.reasons.base import StarReason


class TaskDone(StarReason):
    """Stars because a practical task was carried out."""

    name = "task-done"
    label = _("a practical task was carried out")
    stars = 2
    season_limit = 6
    url_name = "my-tasks"
