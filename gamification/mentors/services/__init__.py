"""Changes of this room: tasks given, pairs of mentor and member, their pacts."""

from gamification.mentors.services.locks import NotOpenError, StaleError
from gamification.mentors.services.pacts import agree, confirm_end, end_pact, not_yet, write_pact
from gamification.mentors.services.pairs import answer, assign, end_all, end_mentorship, hand_over, propose
from gamification.mentors.services.talks import check_in, move_check_in, pause, resume
from gamification.mentors.services.tasks import give_task, give_to_attended, store_task

__all__ = [
    "NotOpenError",
    "StaleError",
    "agree",
    "answer",
    "assign",
    "check_in",
    "confirm_end",
    "end_all",
    "end_mentorship",
    "end_pact",
    "give_task",
    "give_to_attended",
    "hand_over",
    "move_check_in",
    "not_yet",
    "pause",
    "propose",
    "resume",
    "store_task",
    "write_pact",
]
