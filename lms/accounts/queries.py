"""Queries about a person."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Q

from courses.assignments.models import Submission
from courses.certificates.models import Certificate, ConfirmedName, CorrectionRequest
from courses.learning.models import Completion, Enrolment, Reflection
from courses.quizzes.models import Attempt
from gamification.events.models import Question, Registration
from gamification.members.models import Member
from gamification.mentors.models import CheckIn, GivenTask, Mentorship
from gamification.polls.models import Turnout
from gamification.practices.models import Practice, PracticeUse
from gamification.stars.models import StarEntry
from lms.accounts.fields import QUESTIONS
from lms.accounts.models import User


def own_data(person: User) -> dict[str, Any]:
    """Return everything stored about a person, for the export of their own data."""
    own_enrolment = {"enrolment__person": person}
    return {
        "account": {name: getattr(person, name) for name in ("email", *QUESTIONS, "date_joined", "last_login")},
        "addresses": _rows(EmailAddress.objects.filter(user=person), "email", "verified", "primary"),
        "enrolments": _rows(
            Enrolment.objects.filter(person=person),
            "cohort__course__code", "edition__number", "language", "enrolled_at", "finished_at",
        ),
        "completions": _rows(
            Completion.objects.filter(**own_enrolment),
            "enrolment__cohort__course__code", "activity__key", "revision", "counts", "evidence", "minutes",
            "score", "note", "completed_at",
        ),
        "notes": _rows(
            Reflection.objects.filter(**own_enrolment),
            "enrolment__cohort__course__code", "activity__key", "block", "text", "changed_at",
        ),
        "attempts": _rows(
            Attempt.objects.filter(**own_enrolment),
            "enrolment__cohort__course__code", "activity__key", "number", "started_at", "submitted_at", "score",
            "passed",
        ),
        "submissions": _rows(
            Submission.objects.filter(**own_enrolment),
            "enrolment__cohort__course__code", "activity__key", "version", "state", "text", "sent_at",
            "review__accepted", "review__comment",
        ),
        "certificates": _rows(
            Certificate.objects.filter(**own_enrolment), "number", "holder", "titles", "issued_on", "valid_until_on",
        ),
        "name_on_certificates": _rows(ConfirmedName.objects.filter(person=person), "name", "confirmed_at"),
        "correction_requests": _rows(
            CorrectionRequest.objects.filter(certificate__enrolment__person=person),
            "certificate__number", "name", "text", "asked_at", "refusal",
        ),
        "club": club_data(person),
    }  # fmt: skip


def club_data(person: User) -> dict[str, Any]:
    """Return what the club stores about a person; of votes only that they took part, since ballots name nobody."""
    own = {"member__person": person}
    of_either = Q(mentor__person=person) | Q(mentee__person=person)
    return {
        "membership": _rows(
            Member.objects.filter(person=person),
            "name", "council", "region", "role", "languages", "about", "in_directory", "in_star_lists", "shown",
            "mentors_up_to", "joined_at", "left_at",
        ),
        "stars": _rows(
            StarEntry.objects.filter(**own),
            "season__code", "amount", "cause", "title", "source", "reason", "recorded_at",
        ),
        "votes": _rows(Turnout.objects.filter(**own), "poll__title"),
        "events": _rows(Registration.objects.filter(**own), "event__title", "event__starts_at", "number", "attended"),
        "questions": _rows(Question.objects.filter(**own), "event__title", "text", "asked_at"),
        "tasks": _rows(GivenTask.objects.filter(**own), "task__title", "given_on", "due_on", "done_on"),
        "mentorships": _rows(
            Mentorship.objects.filter(of_either),
            "mentor__name", "mentee__name", "state", "proposed_at", "ended_at", "pacts__task", "pacts__measure",
            "pacts__due_on", "pacts__state", "pacts__result",
        ),
        "check_ins": _rows(CheckIn.objects.filter(noted_by__person=person), "pact__task", "number", "held_on", "note"),
        "practices": _rows(
            Practice.objects.filter(author__person=person),
            "title", "state", "done", "changed", "for_whom", "cost", "repeat", "video", "published_at", "comment",
        ),
        "uses": _rows(PracticeUse.objects.filter(**own), "practice__title", "result", "state", "sent_at"),
    }  # fmt: skip


def _rows(rows: Any, *fields: str) -> list[dict[str, Any]]:
    return list(rows.order_by("pk").values(*fields))
