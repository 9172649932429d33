"""Reads of the membership: the directory, and what of a member others see."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from cms.languages import site_languages
from cms.search.folding import search_pattern, words
from gamification.members.models import Member, Topic

WORD_BEGINS = r"(^|\W)"


class MemberCard(NamedTuple):
    """What a member shows of herself; what she does not show is empty."""

    pk: int
    name: str
    role: str
    council: str
    region: str
    languages: tuple[str, ...]
    teaches: tuple[str, ...]
    wants: tuple[str, ...]
    about: str
    stars: bool


def member_card(member: Member) -> MemberCard:
    """Only what she agreed to show."""

    def shown(name: str, value: str) -> str:
        return value if name in member.shown else ""

    names = dict(site_languages())
    spoken = member.languages if "languages" in member.shown else []
    return MemberCard(
        pk=member.pk,
        name=member.name,
        role=shown("role", member.get_role_display()),
        council=shown("council", member.council),
        region=shown("region", member.get_region_display()),
        languages=tuple(names[code] for code in spoken if code in names),
        teaches=_topics(member, "teaches"),
        wants=_topics(member, "wants"),
        about=member.about,
        stars="stars" in member.shown,
    )


def _topics(member: Member, field: str) -> tuple[str, ...]:
    return tuple(str(topic) for topic in getattr(member, field).all()) if field in member.shown else ()


def with_topics(rows: QuerySet[Member]) -> QuerySet[Member]:
    """With the topics and their names at hand."""
    return rows.prefetch_related("teaches__names", "wants__names")


def visible() -> QuerySet[Member]:
    """Members whom others see: in the club today, and in the directory by their own wish."""
    return Member.objects.filter(left_at=None, in_directory=True)


def directory(*, q: str = "", region: str = "", topic: str = "", role: str = "") -> QuerySet[Member]:
    """Visible members by name. What somebody does not show does not find her either."""
    rows = visible().annotate(_shown=Cast("shown", TextField()))
    for word in words(q):
        begins = WORD_BEGINS + search_pattern(word)
        rows = rows.filter(Q(name__regex=begins) | _showing("council") & Q(council__regex=begins))
    if region:
        rows = rows.filter(_showing("region"), region=region)
    if role:
        rows = rows.filter(_showing("role"), role=role)
    if topic:
        rows = rows.filter(
            _showing("teaches") & _has(Member.teaches.through, topic)
            | _showing("wants") & _has(Member.wants.through, topic)
        )
    return rows.order_by("name", "pk")


def _showing(name: str) -> Q:
    return Q(_shown__contains=f'"{name}"')


def _has(table: type, topic: str) -> Q:
    rows = table._default_manager.filter(member=OuterRef("pk"), topic__in=Topic.objects.filter(slug=topic))  # type: ignore[attr-defined]
    return Q(Exists(rows))
