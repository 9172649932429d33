"""Factories of the club: the smallest rows that are true. They work with any user model."""

from datetime import timedelta

import factory
from django.conf import settings
from django.utils import timezone

from gamification.events.models import Event
from gamification.members.models import Member
from gamification.polls.services import NewChoice, create_poll
from gamification.stars.models import Season
from tests.people import with_role


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = settings.AUTH_USER_MODEL

    email = factory.Sequence(lambda n: f"member{n}@example.org")
    first_name = "Айнура"
    last_name = "Садыкова"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        if model_class.USERNAME_FIELD not in kwargs:
            kwargs[model_class.USERNAME_FIELD] = kwargs["email"]
        return super()._create(model_class, *args, **kwargs)


def club_administrator():
    """A person who looks after the club."""
    return with_role(PersonFactory(), "club-administrators")


class MemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Member

    person = factory.SubFactory(PersonFactory)
    name = factory.Sequence(lambda n: f"Садыкова Айнура {n}")
    role = "deputy"
    region = "KG-C"
    languages = ["ky"]


class SeasonFactory(factory.django.DjangoModelFactory):
    """This year's season: begun a month ago, counted in a month."""

    class Meta:
        model = Season

    code = factory.Sequence(lambda n: f"season-{n}")
    zone = "Asia/Bishkek"
    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=30))
    cut_off_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))


class EventFactory(factory.django.DjangoModelFactory):
    """A lecture in a week."""

    class Meta:
        model = Event

    kind = "lecture"
    title = factory.Sequence(lambda n: f"Бюджет айыл үчүн {n}")
    language = "ky"
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + timedelta(hours=2))
    zone = "Asia/Bishkek"
    link = "https://meet.example.org/lecture"


def open_poll(choices=("Бюджет", "Жер", "Суу"), **more):
    """A poll that is open for an hour, with free choices (or those given)."""
    now = timezone.now()
    facts = {"kind": "topic", "title": "Кийинки тема", "language": "ky"}
    facts |= {"opens_at": now - timedelta(hours=1), "closes_at": now + timedelta(hours=1)} | more
    offered = [choice if isinstance(choice, NewChoice) else NewChoice(choice) for choice in choices]
    return create_poll(**facts, choices=offered)


def over(poll):
    """The same poll, a moment after its time."""
    poll.closes_at = timezone.now() - timedelta(seconds=1)
    poll.save(update_fields=["closes_at"])
    return poll
