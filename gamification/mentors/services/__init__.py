"""Changes of this room: tasks given, pairs of mentor and member, their pacts."""

from gamification.mentors.services.check_ins import pause, record_check_in, reschedule_check_in, resume
from gamification.mentors.services.locks import NotOpenError, StaleError
from gamification.mentors.services.mentorships import answer, assign, end_all, end_mentorship, hand_over, propose
from gamification.mentors.services.pacts import agree, confirm_completion, end_pact, reopen_pact, write_pact
from gamification.mentors.services.tasks import give_task, give_to_attended, save_task

__all__ = [
    "NotOpenError",
    "StaleError",
    "agree",
    "answer",
    "assign",
    "confirm_completion",
    "end_all",
    "end_mentorship",
    "end_pact",
    "give_task",
    "give_to_attended",
    "hand_over",
    "pause",
    "propose",
    "record_check_in",
    "reopen_pact",
    "reschedule_check_in",
    "resume",
    "save_task",
    "write_pact",
]
