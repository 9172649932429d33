"""Make the whole year, once."""

from django.db import transaction
from django.utils import timezone

from courses.syllabus.models import Course
from gamification.members.models import Member
from gamification.stars.services import award
from lms.accounts.models import User
from lms.demo.people import CLUB_ADMINISTRATOR, make_people
from lms.demo.year.events import add_events, add_questions, join_series
from lms.demo.year.frame import ZONE, Year, texts
from lms.demo.year.members import add_members, add_seasons, add_topics
from lms.demo.year.mentors import add_pacts
from lms.demo.year.page import write_pages
from lms.demo.year.polls import add_polls
from lms.demo.year.practices import add_practices, add_uses
from lms.demo.year.speakers import add_speakers
from lms.notify.models import Message


@transaction.atomic
def make_year() -> bool:
    """All of it or nothing; False when it is there already. Raises RuntimeError outside of the demo."""
    make_people()
    write_pages()
    if Member.objects.exists():
        return False
    told = set(Message.objects.values_list("pk", flat=True))
    administrator = User.objects.get(email=CLUB_ADMINISTRATOR)
    year = Year(today=timezone.now().astimezone(ZONE).date(), administrator=administrator)
    for step in STEPS:
        step(year)
    Message.objects.exclude(pk__in=told).delete()  # nobody is written to about what was long ago
    return True


def add_courses(year: Year) -> None:
    """Stars for those who finished a course of the site."""
    for entry in texts("courses"):
        course = Course.objects.filter(code=entry["code"]).first()
        if course is None:
            continue
        for key, days in entry["finished"].items():
            award(
                member=year.members[key],
                cause="course-finished",
                source=f"course:{course.pk}",
                title=course.title("ky"),
                path=f"/courses/{course.code}/",
                at=year.at(-days, "20:30"),
            )


STEPS = (
    add_topics,
    add_seasons,
    add_members,
    add_events,
    add_practices,
    add_uses,
    add_polls,
    join_series,
    add_questions,
    add_pacts,
    add_courses,
    add_speakers,
)
