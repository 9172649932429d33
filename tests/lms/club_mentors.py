"""What the learner has of tasks, mentors and pacts: a task, a pact that she leads, proposals and a wording for her."""

from datetime import timedelta
from typing import Any

from gamification.members.models import Member
from gamification.mentors.services import give_task, propose
from tests.gamification.factories import EventFactory, MemberFactory
from tests.gamification.mentors.factories import MentorshipFactory, PracticalTaskFactory
from tests.gamification.mentors.helpers import aged, draft, pact, today

PACT = ("pact", "pact-talk", "pact-pause", "pact-finish")
PAIR = ("mentorship", "mentorship-end", "mentorship-hand-over")
Parts = dict[str, dict[str, Any]]


def build(hers: Member) -> tuple[Parts, Parts]:
    """Parts of the addresses, and how the forms are filled in."""
    free = MemberFactory(mentors_up_to=3, in_directory=True, shown=["region", "languages"])
    led = aged(pact(MentorshipFactory(mentor=hers)), 60)
    wording = draft(MentorshipFactory(mentee=hers))
    other = MemberFactory(mentors_up_to=1)
    asked = propose(mentor=other, mentee=hers, by=other.person)
    words = {"task": "Жаңы", "measure": "Сан", "due_on": led.due_on.isoformat(), "edit": str(led.edit)}
    held_on = (today() - timedelta(1)).isoformat()
    parts = {
        "my-task": {"pk": give_task(task=PracticalTaskFactory(), member=hers).pk},
        "mentor-propose": {"pk": free.pk},
        "mentorship-answer": {"pk": asked.pk},
        "pact-agree": {"pk": wording.mentorship_id},
        "club-admin-assign": {"pk": hers.pk},
        "club-admin-mentorship": {"pk": led.mentorship_id},
        **{name: {"pk": led.mentorship_id, "number": 1} for name in (*PACT, *PAIR)},
    }
    posted = {
        "mentor-propose": {"as": "mentor"},
        "mentorship-answer": {"accept": "1"},
        "mentorship-hand-over": {"to": str(free.pk)},
        "mentorship-end": {"reason": "Көчүп кеттим"},
        "pact": words,
        "pact-agree": {"edit": "1"},
        "pact-talk": {"held": "1", "held_on": held_on},
        "pact-pause": {"reason": "birth"},
        "club-admin-assign": {"mentor": str(free.pk)},
        "club-admin-mentorship": {"end": "1"},
        "club-admin-tasks:add": {
            "event": EventFactory().pk,
            "title": "А",
            "text": "Б",
            "language": "ky",
            "months": "3",
        },
        "pact-finish": {"done": "1", "result": "Бүттү"},
    }
    return parts, posted
