from datetime import timedelta

import pytest
from django.utils import timezone

from gamification.events.models import Event
from gamification.events.services import sign_up
from tests.gamification.factories import EventFactory, MemberFactory


@pytest.fixture
def event(db):
    """A lecture in a week with two seats."""
    return EventFactory(seats=2)


@pytest.fixture
def member(db):
    return MemberFactory()


def taken_by(event, number):
    """As many members sign up, one after the other."""
    return [sign_up(event=event, member=MemberFactory()) for _ in range(number)]


def begin(event, **ago):
    """The event began a while ago: an hour, if nothing else is said."""
    start = timezone.now() - timedelta(**(ago or {"hours": 1}))
    Event.objects.filter(pk=event.pk).update(starts_at=start, ends_at=start + timedelta(hours=2))
    event.refresh_from_db()
    return event


def heard(signal, request):
    """What a signal tells from now on, as a list that grows."""
    facts = []

    def hear(**fact):
        facts.append({key: value for key, value in fact.items() if key not in ("sender", "signal")})

    signal.connect(hear)
    request.addfinalizer(lambda: signal.disconnect(hear))
    return facts
