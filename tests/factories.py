"""Factories: the smallest rows that are true."""

import uuid

import factory
from django.conf import settings
from django.utils import timezone

from courses.certificates import keys, name_hashing, tokens
from courses.certificates.eligibility import printed_name
from courses.certificates.models import Certificate, ConfirmedName
from courses.certificates.services import confirm_revocation, propose_revocation
from courses.learning.models import Cohort, Enrolment
from courses.learning.services import complete
from courses.syllabus.models import Activity, Course, Edition, EditionItem
from courses.syllabus.queries import outline
from tests.people import with_role
from tests.without_triggers import lifted


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = settings.AUTH_USER_MODEL
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    first_name = "Айгүл"
    last_name = "Асанова"
    password = factory.django.Password("correct horse battery")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        kwargs.setdefault(model_class.USERNAME_FIELD, kwargs["email"])
        return super()._create(model_class, *args, **kwargs)

    @factory.post_generation
    def confirmed(self, create, wanted, **_more):
        """Unless `confirmed=False`, the person has said yes to their name."""
        if create and wanted is not False:
            say_yes(self)


def say_yes(person):
    """Note that the person has said yes to their name, with nothing issued."""
    if name := printed_name(person):
        facts = {"name": name, "confirmed_at": timezone.now()}
        ConfirmedName.objects.update_or_create(person=person, defaults=facts)


def administrator(**fields: object):
    """A person of the group that answers for the register."""
    return with_role(UserFactory(**fields), "administrators")


def trainer(**fields: object):
    """A person of the group that writes courses and checks practical work."""
    return with_role(UserFactory(**fields), "trainers")


class CourseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Course

    code = factory.Sequence(lambda n: f"course-{n}")
    source_language = "ru"
    titles = factory.LazyAttribute(lambda o: {"ru": f"Курс {o.code}", "ky": f"Курс {o.code}"})
    hours_promised = 1
    minutes_per_hour = 60
    practice_percent = 60
    certificate_languages = ["ky", "ru"]


class EditionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Edition

    course = factory.SubFactory(CourseFactory)
    number = 1
    digest = "0" * 64
    hours_promised = 1
    minutes_per_hour = 60
    practice_percent = 60
    minutes_theory = 20
    minutes_practice = 40


class ActivityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Activity

    key = factory.LazyFunction(uuid.uuid4)
    course = factory.SubFactory(CourseFactory)
    kind = "lesson"


class ItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EditionItem

    edition = factory.SubFactory(EditionFactory)
    activity = factory.SubFactory(
        ActivityFactory,
        course=factory.SelfAttribute("..edition.course"),
        kind=factory.SelfAttribute("..kind"),
    )
    position = factory.Sequence(lambda n: n)
    module_key = factory.LazyFunction(uuid.uuid4)
    slug = factory.Sequence(lambda n: f"item-{n}")
    kind = "lesson"
    minutes = 10
    practice = False


def make_outline(**course: object) -> Edition:
    """A published course of two lessons, a quiz and a practical task: 60 minutes, two thirds of them practice."""
    edition = EditionFactory(course=CourseFactory(**course))
    for position, (kind, minutes) in enumerate([("lesson", 8), ("lesson", 7), ("quiz", 5), ("task", 40)]):
        ItemFactory(
            edition=edition,
            position=position,
            kind=kind,
            minutes=minutes,
            practice=kind == "task",
            slug=f"{kind}-{position}",
            check_by="self" if kind == "task" else "",
            policy={"draw": {"basics": 7}, "pass_percent": 70} if kind == "quiz" else {},
        )
    return edition


class CohortFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Cohort

    course = factory.SubFactory(CourseFactory)


class EnrolmentFactory(factory.django.DjangoModelFactory):
    """An enrolment on the outline of `make_outline`."""

    class Meta:
        model = Enrolment

    person = factory.SubFactory(UserFactory)
    edition = factory.LazyFunction(make_outline)
    cohort = factory.LazyAttribute(lambda o: CohortFactory(course=o.edition.course))
    language = "ky"


def finish(enrolment: Enrolment) -> Enrolment:
    """Complete everything of the outline, which finishes the course (and issues, where it does so by itself)."""
    evidence = {"lesson": "read", "quiz": "passed", "task": "self-reported"}
    for item in outline(enrolment.edition_id):
        complete(enrolment=enrolment, item=item, evidence=evidence[item.kind], by=enrolment.person)
    enrolment.refresh_from_db()
    return enrolment


def certified(name: str = "Асанова Айгүл", **course: object) -> Certificate:
    """A certificate, issued by itself to a person of this name."""
    last_name, _, first_name = name.partition(" ")
    person = UserFactory(last_name=last_name, first_name=first_name)
    return finish(EnrolmentFactory(person=person, edition=make_outline(**course))).certificates.get()


def finishers(count: int, *, half: int = 0, **course: object) -> list[Enrolment]:
    """People of one course, all finished but the last `half`. By order unless said otherwise."""
    edition = make_outline(**{"issue": "order", **course})
    cohort = CohortFactory(course=edition.course)
    people = [EnrolmentFactory(edition=edition, cohort=cohort) for _ in range(count)]
    for enrolment in people[: count - half]:
        finish(enrolment)
    return people


def rewritten(certificate: Certificate, **facts: object) -> Certificate:
    """The certificate as if it had been issued with other facts: its line is changed and signed anew."""
    if "holder" in facts:
        facts["name_hash"] = name_hashing.name_hash(str(facts["holder"]), certificate.salt)
    for name, value in facts.items():
        setattr(certificate, name, value)
    key = keys.signing_key()
    signed = {"token": tokens.sign(tokens.claims_of(certificate), key), "key_id": key.kid}
    with lifted():
        Certificate.objects.filter(pk=certificate.pk).update(**facts, **signed)
    return Certificate.objects.get(pk=certificate.pk)


def revoke(certificate: Certificate) -> None:
    """Take a certificate back, by two administrators."""
    one, other = administrator(), administrator()
    confirm_revocation(revocation=propose_revocation(certificate=certificate, reason="r", by=one), by=other)
