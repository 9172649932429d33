"""Reasons for stars: a folder each, and one line here. A site adds its own by GAMIFICATION["STAR_REASONS"]."""

from typing import Any

from cms.registry import Registry
from gamification.conf import setting
from gamification.stars.reasons.base import StarReason

STAR_REASONS: Registry[StarReason] = Registry(
    StarReason,
    [
        "gamification.stars.reasons.poll_first.PollFirst",
        "gamification.stars.reasons.poll_second.PollSecond",
        "gamification.stars.reasons.poll_third.PollThird",
        "gamification.stars.reasons.practice_published.PracticePublished",
        "gamification.stars.reasons.practice_used.PracticeUsed",
        "gamification.stars.reasons.mentoring_ended.MentoringEnded",
        "gamification.stars.reasons.task_done.TaskDone",
        "gamification.stars.reasons.course_finished.CourseFinished",
    ],
    setting=lambda: setting("STAR_REASONS"),
)


def reason_choices() -> list[tuple[str, Any]]:
    """Return name and label of every reason, in their order."""
    return [(reason.name, reason.label) for reason in STAR_REASONS]


def reasons_by_place() -> dict[int, str]:
    """Return which reason rewards which place in a vote."""
    return {reason.place: reason.name for reason in STAR_REASONS if reason.place}
