"""An event where the learner has a seat and has asked a question."""

from typing import Any

from gamification.events.hosting import ask_question
from gamification.events.services import sign_up
from tests.gamification.factories import EventFactory

PAGES = ("event", "event-calendar", "event-sign-up", "event-leave", "event-question")
HOSTS = ("club-admin-attendance", "club-admin-questions", "club-admin-event-cancel")


def build(hers: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The parts of the addresses, and how the forms are filled in."""
    event = EventFactory(seats=2)
    registration = sign_up(event=event, member=hers)
    question = ask_question(event=event, member=hers, text="Качан?")
    posted = {
        "event-question": {"text": "Кайда?"},
        "club-admin-attendance": {"ticked": registration.pk},
        "club-admin-questions": {"ticked": question.pk},
    }
    return {name: {"pk": event.pk} for name in (*PAGES, *HOSTS)}, posted
