"""Short ways to what the tests of this room begin with."""

from datetime import timedelta

from django.utils import timezone

from gamification.mentors.dates import add_months
from gamification.mentors.services import agree, record_check_in, write_pact
from tests.gamification.mentors.factories import MentorshipFactory

WORDS = {"task": "Бюджетти беш үй-бүлө менен талкуулоо", "measure": "Кеңешке үч сунуш берилди"}


def today():
    return timezone.localdate()


def draft(mentorship=None, *, months=4, **more):
    """A pact that the mentor has written."""
    mentorship = mentorship or MentorshipFactory()
    due_on = more.pop("due_on", None) or add_months(today(), months)
    return write_pact(mentorship=mentorship, by=mentorship.mentor, edit=0, due_on=due_on, **{**WORDS, **more})


def pact(mentorship=None, **more):
    """A pact in force."""
    written = draft(mentorship, **more)
    return agree(pact=written, by=written.mentorship.mentee, edit=written.edit)


def aged(pact, days):
    """The same pact, begun so many days ago."""
    pact.starts_on -= timedelta(days)
    pact.due_on -= timedelta(days)
    pact.mentor_agreed_at -= timedelta(days)
    pact.mentee_agreed_at -= timedelta(days)
    pact.save()
    for check_in in pact.check_ins.all():
        check_in.due_on -= timedelta(days)
        check_in.save()
    return pact


def talked(pact, count=3):
    """The first talks held, each on its day, the pact being old enough."""
    for check_in in pact.check_ins.all()[:count]:
        record_check_in(
            check_in=check_in, by=pact.mentorship.mentee, held_on=check_in.due_on, note=f"Сүйлөштүк {check_in.number}"
        )
    return pact
