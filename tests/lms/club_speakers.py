"""Last year's #ЧоңОй: the learner is invited to speak, somebody else has accepted."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from gamification.speakers.models import Standing
from gamification.speakers.services import answer, invite, publish, save_list
from tests.gamification.factories import MemberFactory, SeasonFactory, club_administrator

PUBLIC = ("conference", "speaker-snapshot", "speaker-list-file", "programme")
EDITOR = ("speaker-list", "speakers-publish", "speakers-invite", "speakers-next", "speakers-release", "thanks")
RULE = {"places": "2", "least_stars": "1", "region_share": "100", "newcomer_places": "0"}


def build(hers: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Parts of addresses, and how forms are filled in."""
    now, by = timezone.now(), club_administrator()
    ended = {"cut_off_at": now - timedelta(days=400), "frozen_at": now - timedelta(days=400)}
    season = SeasonFactory(code="last-year", starts_at=now - timedelta(days=765), **ended)
    for pseudonym, member in (("AAAA-2222", hers), ("BBBB-3333", MemberFactory())):
        facts = {"stars": 4, "causes": 1, "newcomer": False, "pseudonym": pseudonym}
        Standing.objects.create(season=season, member=member, **facts)
    made = save_list(season=season, by=by, answer_by=now + timedelta(days=7), **{k: int(v) for k, v in RULE.items()})
    invite(speaker_list=publish(speaker_list=made, by=by), by=by)
    own, others = made.entries.get(standing__member=hers), made.entries.exclude(standing__member=hers).get()
    answer(entry=others, accept=True, talk="Кудук кантип казылды")
    parts = {name: {"code": season.code} for name in (*PUBLIC, *(f"club-admin-{name}" for name in EDITOR))}
    parts["club-admin-speakers-release"]["pk"] = own.pk
    posted = {
        "my-invitation": {"word": "decline"},
        "club-admin-speaker-list": RULE,
        "club-admin-thanks": {"entry": others.pk, "signatories": "Асанова Бермет, төрайым"},
    }
    return parts, posted
