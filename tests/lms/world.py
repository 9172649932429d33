"""A small world with something of everything, all of it the learner's."""

from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.jobs import services as jobs
from cms.jobs.models import Job
from cms.jobs.worker import run_jobs
from cms.media.uploads import check_upload
from courses.assignments.services import save_draft, send
from courses.certificates.correction_requests import ask_correction
from courses.certificates.services import propose_correction, propose_revocation
from courses.pages.models import CoursePage
from courses.quizzes.bank import save_bank
from courses.quizzes.services import start
from lms.accounts.access.models import AccountChange
from lms.accounts.access.services import propose
from tests.courses.catalogue.tree import publish
from tests.courses.quizzes import questions
from tests.factories import EnrolmentFactory, UserFactory, finish, make_outline
from tests.lms import club_world
from tests.people import group_of, with_role

ROLES = ("anonymous", "learner", "another", "trainer", "administrator", "superuser", "club")


class World(NamedTuple):
    """Who is there, and what addresses are made of: for each name (else for all) the parts of the address."""

    people: dict[str, Any]
    parts: dict[str, dict[str, Any]]
    posted: dict[str, dict[str, Any]]

    def parts_of(self, name: str, wanted: set[str]) -> dict[str, Any]:
        known = {**self.parts["*"], **self.parts.get(name, {})}
        return {part: known[part] for part in wanted}


def people():
    def person(group=None, **more):
        one = UserFactory(language="ky", **more)
        return with_role(one, group) if group else one

    return {
        "anonymous": AnonymousUser(),
        "learner": person(),
        "another": person(),
        "trainer": person("trainers"),
        "administrator": person("administrators"),
        "superuser": person(is_superuser=True, is_staff=True),
        "club": person("club-administrators"),
    }


def an_export(person: Any) -> Job:
    """A job of this person that is done, with its file."""
    job = jobs.enqueue(kind="reports.register", by=person, arguments={"query": ""})
    run_jobs()
    job.refresh_from_db()
    return job


def a_proposed_role(person: Any) -> AccountChange:
    """Another administrator proposes to make the person a trainer."""
    by = with_role(UserFactory(), "administrators")
    return propose(
        person=person, kind=AccountChange.Kind.ROLE, role=group_of("trainers"), reason="A new trainer.", by=by
    )


def build() -> World:
    """The learner has an open attempt, a task sent with a file, and a certificate of another course."""
    folk = people()
    edition = make_outline()
    edition.items.filter(slug="task-3").update(check_by="facilitator")
    publish(edition, languages=("ru", "ky"))
    enrolment = EnrolmentFactory(person=folk["learner"], edition=edition)
    save_bank(course=edition.course, questions=questions.all_kinds())
    attempt = start(enrolment=enrolment, item=edition.items.get(slug="quiz-2"))
    report = check_upload(SimpleUploadedFile("report.pdf", b"%PDF-1.7"), max_bytes=100)
    task = edition.items.get(slug="task-3")
    kept = save_draft(enrolment=enrolment, item=task, title="Ask", edit=0, text="I asked.", uploads=[report])
    sent = send(draft=kept.draft)
    finished = finish(EnrolmentFactory(person=folk["learner"]))
    certificate = finished.certificates.get()
    doubted = finish(EnrolmentFactory(person=folk["learner"])).certificates.get()
    proposal = propose_revocation(certificate=doubted, reason="Issued twice.", by=UserFactory())
    facts = {"certificate": finish(EnrolmentFactory(person=folk["learner"])).certificates.get(), "by": UserFactory()}
    other_name = propose_correction(**facts, reason="Typed for somebody else.", holder="Ким Ольга")
    asked = ask_correction(certificate=facts["certificate"], name="Асанова Айгул", text="A letter.")
    given = a_proposed_role(folk["learner"])
    club = club_world.build(folk)
    job = an_export(folk["administrator"])
    return World(
        people=folk,
        parts={
            "*": {
                "code": edition.course.code,
                "slug": "lesson-0",
                "number": certificate.number,
                "enrolment": finished.pk,
                "page_id": CoursePage.objects.filter(slug=edition.course.code).earliest("pk").pk,
                "path": default_storage.save("images/dot.png", ContentFile(b"")),
            },
            "attempt": {"pk": attempt.pk},
            "submit-quiz": {"pk": attempt.pk},
            "start-quiz": {"slug": "quiz-2"},
            "submit-task": {"slug": "task-3"},
            "review-submission": {"pk": sent.pk},
            "submission-file": {"pk": sent.files.get().pk},
            "register-certificate": {"pk": certificate.pk},
            "register-correct": {"pk": certificate.pk},
            "register-renew": {"pk": certificate.pk},
            "register-revoke": {"pk": certificate.pk},
            "register-revocation": {"pk": proposal.pk},
            "register-withdraw": {"pk": proposal.pk},
            "register-request": {"pk": asked.pk},
            "request-correction": {"pk": certificate.pk},
            "register-proposal": {"pk": other_name.pk},
            "register-proposal-withdraw": {"pk": other_name.pk},
            "certificate": {"pk": certificate.pk},
            "certificate-file": {"pk": certificate.pk},
            **{f"wagtailusers_users:{name}": {"pk": folk["learner"].pk} for name in ("edit", "letter")},
            "wagtailusers_users:propose": {"pk": folk["another"].pk, "kind": "role"},
            "wagtailusers_users:take": {"pk": given.proposed_by_id, "role": group_of("administrators").pk},
            "wagtailusers_users:switch": {"pk": folk["another"].pk, "state": "off"},
            **{f"wagtailusers_users:{name}": {"pk": given.pk} for name in ("change", "withdraw")},
            **{name: {"pk": job.pk} for name in ("job", "job-cancel", "job-file")},
            **club.parts,
        },
        posted={
            "reflect": {"note-r1": "A note", "seen-r1": ""},
            "confirm-mailbox": {"code": "000000"},
            "profile": {"language": "kk"},
            "request-correction": {"name": "Асанова Айгул", "text": "A letter."},
            "register-request": {"refusal": "It is written as in the passport."},
            "confirm-name": {"name": folk["learner"].get_full_name()},
            "submit-task": {"edit": "0", "text": "More", "keep": "1"},
            "register-revoke": {"reason": "Issued by mistake."},
            "wagtailusers_users:add": {"email": "new@example.org", "language": "ky"},
            "wagtailusers_users:edit": {"last_name": "Асанова", "language": "ky"},
            "wagtailusers_users:propose": {"role": group_of("trainers").pk, "reason": "A new trainer."},
            **{f"wagtailusers_users:{name}": {"reason": "Has left."} for name in ("take", "switch")},
            "review-submission": {"verdict": "accept", "comment": "Well done."},
            **club.posted,
        },
    )
