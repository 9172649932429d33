"""#ЧоңОй of last year: the season frozen, the list published, the speakers invited, and what each answered."""

from datetime import timedelta

from gamification.events.models import Event
from gamification.speakers.models import SpeakerEntry, SpeakerList
from gamification.speakers.services import answer, invite, publish, save_list
from gamification.stars.models import Season
from gamification.stars.services import freeze
from lms.demo.year.frame import Year, texts

State = SpeakerEntry.State


def add_speakers(year: Year) -> None:
    """Nobody is invited to what has been: so the conference comes after the answers, then everything gets its day."""
    season, event = year.seasons["last"], year.events["chong-oy-2025"]
    was = {"starts_at": event.starts_at, "ends_at": event.ends_at}
    Event.objects.filter(pk=event.pk).update(starts_at=year.at(400), ends_at=year.at(401))
    event.refresh_from_db()
    freeze(season=season)
    rule = texts("speakers")["rule"]
    made = save_list(
        season=season,
        by=year.administrator,
        event=event,
        answer_by=year.at(30),
        prize=texts("speakers")["prize"],
        **rule,
    )
    publish(speaker_list=made, by=year.administrator)
    invite(speaker_list=made, by=year.administrator)
    _answer(year, made)
    Event.objects.filter(pk=event.pk).update(**was)
    _date(year, made)


def _answer(year: Year, made: SpeakerList) -> None:
    """One declines, and the next in line is called; nobody is left without having answered."""
    known = {member.pk: key for key, member in year.members.items()}
    said = texts("speakers")
    while entry := made.entries.filter(state=State.INVITED).select_related("standing").first():
        key = known[entry.standing.member_id]
        if key in said["declines"]:
            answer(entry=entry, accept=False)
            continue
        talk = said["talks"].get(key, {})
        practice = year.practices[talk["practice"]] if "practice" in talk else None
        answer(
            entry=entry,
            accept=True,
            talk=talk.get("talk", said["talk"]),
            practice=practice,
            in_public="private" not in talk,
        )


def _date(year: Year, made: SpeakerList) -> None:
    cut_off_at = made.season.cut_off_at
    published_at = cut_off_at + timedelta(hours=20)
    answer_by = published_at + timedelta(days=6)
    Season.objects.filter(pk=made.season_id).update(frozen_at=cut_off_at + timedelta(minutes=1))
    SpeakerList.objects.filter(pk=made.pk).update(published_at=published_at, answer_by=answer_by)
    made.entries.exclude(invited_at=None).update(
        invited_at=published_at, answered_at=published_at + timedelta(days=2), answer_by=answer_by
    )
