"""The site's side of the way through the club: what would take days there."""

from datetime import timedelta

from django.utils import timezone

from gamification.events.models import Event
from gamification.members.models import Member
from gamification.polls.models import Poll
from gamification.polls.services import NewChoice, create_poll, vote
from gamification.speakers.services import invite, publish, save_list
from gamification.stars.models import Season
from gamification.stars.services import award, freeze
from lms.accounts.models import User

SEASON = "2019"
LOOKS_AFTER = "club@example.org"


def short_poll(seconds: int) -> int:
    """A vote that closes soon, with the ballots of six members."""
    now = timezone.now()
    choices = [NewChoice("Көчөдөгү жарык"), NewChoice("Таза суу"), NewChoice("Бала бакча")]
    poll = create_poll(
        kind=Poll.Kind.TOPIC,
        title="Кийинки айда эмнени талкуулайбыз?",
        language="ky",
        opens_at=now,
        closes_at=now + timedelta(seconds=seconds),
        choices=choices,
    )
    for member in Member.objects.order_by("pk")[10:16]:
        vote(poll=poll, member=member, choice=poll.choices.all()[member.pk % 3], receipt=f"WAY-{member.pk}")
    return poll.pk


def invite_to_speak(email: str) -> None:
    """A season of long ago in which this member has all the stars, and a conference that is still to come."""
    member, by = Member.objects.get(person__email=email), User.objects.get(email=LOOKS_AFTER)
    cut_off_at = timezone.now().replace(year=int(SEASON), month=12, day=1)
    season = Season.objects.create(code=SEASON, starts_at=cut_off_at - timedelta(days=330), cut_off_at=cut_off_at)
    at = cut_off_at - timedelta(days=30)
    award(member=member, cause="poll-first", source="poll:way", title="Эски добуш", at=at)
    freeze(season=season)
    begins = timezone.now() + timedelta(days=60)
    event = Event.objects.create(
        kind="chong-oy",
        title="#ЧоңОй, жолдогу адам үчүн",
        language="ky",
        starts_at=begins,
        ends_at=begins + timedelta(hours=6),
    )
    answer_by = timezone.now() + timedelta(days=7)
    rule = {"places": 1, "least_stars": 1, "region_share": 100, "newcomer_places": 0}
    made = save_list(season=season, by=by, event=event, answer_by=answer_by, **rule)
    publish(speaker_list=made, by=by)
    invite(speaker_list=made, by=by)
