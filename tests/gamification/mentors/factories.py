"""Factories of this room."""

import factory
from django.utils import timezone

from gamification.mentors.models import Mentorship, PracticalTask
from tests.gamification.factories import EventFactory, MemberFactory


class PracticalTaskFactory(factory.django.DjangoModelFactory):
    """What is to be done after a lecture, in three months."""

    class Meta:
        model = PracticalTask

    event = factory.SubFactory(EventFactory)
    title = "Бюджетти эл менен талкуулоо"
    text = "Айылыңыздын бюджетин беш үй-бүлө менен талкуулаңыз."
    language = "ky"


class MentorshipFactory(factory.django.DjangoModelFactory):
    """Active: both have accepted."""

    class Meta:
        model = Mentorship

    mentor = factory.SubFactory(MemberFactory, mentors_up_to=3)
    mentee = factory.SubFactory(MemberFactory)
    state = "active"
    proposed_by = factory.SelfAttribute("mentor.person")
    mentor_accepted_at = factory.LazyFunction(timezone.now)
    mentee_accepted_at = factory.LazyFunction(timezone.now)
