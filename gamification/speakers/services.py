"""Changes of snapshots, lists and invitations.

Whoever changes what stands in a list holds the lock of the list, so places are given and passed on one after the other;
each change of an invitation is a compare-and-set on its state and date besides.
"""

import logging
import secrets
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.access.policy import can
from gamification import signals
from gamification.conf import setting
from gamification.members.models import Member
from gamification.practices.models import Practice
from gamification.speakers import queries, selection
from gamification.speakers.models import SpeakerEntry, SpeakerList, Standing
from gamification.speakers.queries import SPEAKING, State
from gamification.stars.models import Season

logger = logging.getLogger(__name__)
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without 0 O 1 I
RULE = tuple(selection.LIMITS)
DETAILS = ("event", "answer_by", "prize")


class PublishedError(Exception):
    """The list is published: neither it nor its rule changes any more."""


class TooLateError(Exception):
    """The invitation is not open (any more); the entry's state says why."""


@transaction.atomic
def take_snapshot(*, season: Season) -> int:
    """Write down everybody's stars as they are counted, under a pseudonym made by chance; returns how many.

    Runs in the transaction that freezes the season, which waits for awards under way and lets no other follow.
    """
    causes = queries.causes(season)
    names: set[str] = set()
    rows = []
    for total in queries.totals(season).iterator(chunk_size=5000):
        while (name := pseudonym()) in names:
            pass
        names.add(name)
        facts = {"region": total.member.region, "newcomer": total.member.joined_at >= season.starts_at}
        rows.append(
            Standing(
                season=season,
                member_id=total.member_id,
                pseudonym=name,
                stars=total.total,
                causes=causes.get(total.member_id, 0),
                **facts,
            )
        )
    Standing.objects.bulk_create(sorted(rows, key=lambda row: row.pseudonym), batch_size=2000)
    return len(rows)


def pseudonym() -> str:
    """Eight letters by chance, in two groups: easy to read aloud, and nobody's choice."""
    letters = "".join(secrets.choice(ALPHABET) for _letter in range(8))
    return f"{letters[:4]}-{letters[4:]}"


# Rule and list


@transaction.atomic
def save_list(*, season: Season, by: Any, **values: Any) -> SpeakerList:
    """Make the season's list, or change its rule (until it is published) and the conference that it belongs to.

    Raises PublishedError when a published list would get another rule.
    """
    _must_manage(by)
    if unknown := values.keys() - {*RULE, *DETAILS}:
        raise TypeError(f"not part of a list of speakers: {unknown}")
    SpeakerList.objects.get_or_create(season=season)
    speaker_list = SpeakerList.objects.select_for_update().get(season=season)
    if speaker_list.published_at and _changes_rule(speaker_list, values):
        raise PublishedError
    for name, value in values.items():
        setattr(speaker_list, name, value)
    speaker_list.full_clean()
    speaker_list.save()
    return speaker_list


def _changes_rule(speaker_list: SpeakerList, values: Mapping[str, Any]) -> bool:
    return any(name in values and values[name] != getattr(speaker_list, name) for name in RULE)


def compute(*, speaker_list: SpeakerList, by: Any) -> list[selection.Line]:
    """The list as it would be published now. Nothing is stored."""
    _must_manage(by)
    return selection.select(queries.standings_of(speaker_list.season), queries.rule_of(speaker_list))


@transaction.atomic
def publish(*, speaker_list: SpeakerList, by: Any) -> SpeakerList:
    """Compute the list and store it for good, once. Raises PublishedError the second time, ValidationError while stars
    are not counted or when nobody has enough of them.
    """
    _must_manage(by)
    speaker_list = _locked(speaker_list)
    if speaker_list.published_at:
        raise PublishedError
    if not speaker_list.season.frozen_at:
        raise ValidationError(_("The stars of the season are not counted yet."), code="open")
    lines = compute(speaker_list=speaker_list, by=by)
    if not lines:
        raise ValidationError(_("Nobody has enough stars by this rule."), code="empty")
    _store(speaker_list, lines)
    speaker_list.published_at, speaker_list.published_by = timezone.now(), by
    speaker_list.save(update_fields=["published_at", "published_by"])
    signals.speakers_published.send(SpeakerList, speaker_list=speaker_list)
    return speaker_list


def _store(speaker_list: SpeakerList, lines: list[selection.Line]) -> None:
    ids = dict(Standing.objects.filter(season=speaker_list.season_id).values_list("pseudonym", "pk"))
    rows = [
        SpeakerEntry(
            speaker_list=speaker_list,
            standing_id=ids[line.standing.pseudonym],
            place=line.place,
            reason=line.reason,
        )
        for line in lines
    ]
    SpeakerEntry.objects.bulk_create(rows, batch_size=2000)


# Invitations


@transaction.atomic
def invite(*, speaker_list: SpeakerList, by: Any) -> list[SpeakerEntry]:
    """Invite everybody who has a place, until the list's date. Repeats safely: nobody is invited twice.

    Raises ValidationError before publishing, and while the date is missing or over.
    """
    _must_manage(by)
    speaker_list = _locked(speaker_list)
    now = timezone.now()
    if not speaker_list.published_at:
        raise ValidationError(_("Publish the list first."), code="unpublished")
    if not speaker_list.answer_by or speaker_list.answer_by <= now:
        raise ValidationError(_("Say until when the speakers answer: a day to come."), code="answer-by")
    chosen = queries.entries_with_members(speaker_list).filter(state=State.WAITING, reason__in=selection.SPEAKERS)
    invited = [entry for entry in chosen if _invite_entry(entry, now, speaker_list.answer_by)]
    return invited + _promote_next(speaker_list, now)


@transaction.atomic
def invite_next(*, speaker_list: SpeakerList, by: Any) -> list[SpeakerEntry]:
    """Call the next in line to each place that is free."""
    _must_manage(by)
    return _promote_next(_locked(speaker_list), timezone.now())


@transaction.atomic
def answer(
    *, entry: SpeakerEntry, accept: bool, talk: str = "", practice: Practice | None = None, in_public: bool = False
) -> SpeakerEntry:
    """The invited member's own word. Who has accepted may change what she wrote, or give the place back.

    Raises TooLateError when the invitation is not open any more; ValidationError for a practice that is not hers or
    not published.
    """
    speaker_list, now = _locked(entry.speaker_list), timezone.now()
    hers = SpeakerEntry.objects.filter(pk=entry.pk)
    if not accept:
        if not hers.filter(state__in=SPEAKING).update(state=State.DECLINED, answered_at=now, in_public=False):
            raise TooLateError
        _promote_next(speaker_list, now)
        return hers.get()
    _must_be_hers(entry, practice)
    open_now = Q(state=State.INVITED, answer_by__gt=now) | Q(state=State.ACCEPTED)
    said = {"talk": talk, "practice": practice, "in_public": in_public}
    if not hers.filter(open_now).update(state=State.ACCEPTED, answered_at=now, **said):
        raise TooLateError
    return hers.get()


@transaction.atomic
def release(*, entry: SpeakerEntry, by: Any) -> None:
    """Take note that a speaker does not come, and call the next. Raises TooLateError when she has no place."""
    _must_manage(by)
    answer(entry=entry, accept=False)


@transaction.atomic
def release_member(*, member: Member) -> None:
    """Who leaves the club speaks no more: her places to come go to the next in line. What is over keeps no name."""
    hers = SpeakerEntry.objects.filter(standing__member=member, state__in=SPEAKING)
    over = Q(speaker_list__event__starts_at__lte=timezone.now())
    hers.filter(over).update(in_public=False)
    for entry in hers.exclude(over).order_by("speaker_list"):
        answer(entry=entry, accept=False)


def pass_on_late() -> int:
    """Where the date is over without an answer, call the next in line; returns how many were late.

    Each list by itself, so that one that fails does not stop the others.
    """
    late = SpeakerEntry.objects.filter(state=State.INVITED, answer_by__lte=timezone.now())
    passed = 0
    for speaker_list in SpeakerList.objects.filter(pk__in=late.values("speaker_list")).order_by("pk"):
        try:
            passed += _pass_on_list(speaker_list)
        except Exception:
            logger.exception("places of list %s could not be passed on", speaker_list.pk)
    return passed


@transaction.atomic
def _pass_on_list(speaker_list: SpeakerList) -> int:
    speaker_list, now = _locked(speaker_list), timezone.now()
    late = speaker_list.entries.filter(state=State.INVITED, answer_by__lte=now).update(state=State.LATE)
    if late:
        _promote_next(speaker_list, now)
    return late


def _promote_next(speaker_list: SpeakerList, now: datetime) -> list[SpeakerEntry]:
    """Call the next in line to the free places; under the lock of the list. Nobody once the conference has begun, nor
    before the first invitations.
    """
    if speaker_list.event and speaker_list.event.starts_at <= now:
        return []
    rule, called = queries.rule_of(speaker_list), []
    line = list(queries.entries_with_members(speaker_list))
    if all(entry.invited_at is None for entry in line):
        return []
    while (n := selection.next_in_line([_candidate(entry) for entry in line], rule)) is not None:
        if _invite_entry(line[n], now, _new_date(speaker_list, now)):
            called.append(line[n])
    return called


def _candidate(entry: SpeakerEntry) -> selection.Candidate:
    standing = entry.standing
    waits, speaks = entry.state == State.WAITING, entry.state in SPEAKING
    return selection.Candidate(standing.region, standing.newcomer, waits, speaks)


def _invite_entry(entry: SpeakerEntry, now: datetime, answer_by: datetime) -> bool:
    """Invite who waits; False (and her place goes on) when she has left the club."""
    if entry.standing.member.left_at:
        entry.state, entry.answered_at = State.DECLINED, now
    else:
        entry.state, entry.invited_at, entry.answer_by = State.INVITED, now, answer_by
    entry.save(update_fields=["state", "answered_at", "invited_at", "answer_by"])
    if entry.state == State.INVITED:
        signals.speaker_invited.send(SpeakerEntry, entry=entry)
    return entry.state == State.INVITED


def _new_date(speaker_list: SpeakerList, now: datetime) -> datetime:
    """The end of a day to come in the season's zone, but before the conference."""
    zone = ZoneInfo(speaker_list.season.zone)
    day = (now.astimezone(zone) + timedelta(days=setting("ANSWER_DAYS"))).date()
    date = datetime.combine(day, time(23, 59), zone)
    return min(date, speaker_list.event.starts_at) if speaker_list.event else date


def _must_manage(by: Any) -> None:
    if not can(by, "speakers.manage"):
        raise PermissionDenied


def _must_be_hers(entry: SpeakerEntry, practice: Practice | None) -> None:
    if practice is not None and not queries.talks_of(entry.standing.member).filter(pk=practice.pk).exists():
        raise ValidationError(_("Choose a published practice of your own."), code="practice")


def _locked(speaker_list: SpeakerList) -> SpeakerList:
    rows = SpeakerList.objects.select_related("season", "event").select_for_update(of=("self",))
    return rows.get(pk=speaker_list.pk)
