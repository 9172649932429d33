"""What the public portal shows: plain values, kept in the process until something is published or withdrawn."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django import forms
from django.db.models import Count, Q, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from cms.cache.content import cached
from cms.languages import site_languages
from cms.regions import REGIONS
from cms.search.index import PrefixIndex
from gamification.members.models import Member, Topic
from gamification.practices.models import Practice, PracticeUse
from gamification.practices.queries import published

TITLE, SUMMARY, INSIDE = 3, 2, 1  # what a match weighs
ANY = ("", _("any"))
PARTS = ("done", "changed", "for_whom", "cost", "repeat")
CONFIRMED = Q(uses__state=PracticeUse.State.CONFIRMED)


class Card(NamedTuple):
    """A practice in a list. `author` is empty once she has left the club."""

    pk: int
    title: str
    language: str
    author: str
    region: str
    place: str
    topics: tuple[tuple[str, str], ...]  # short name, name
    summary: str
    published_at: datetime | None
    uses: int


class PhotoInfo(NamedTuple):
    """A photograph; the size is that of the small one."""

    pk: int
    alt: str
    width: int
    height: int


class UseInfo(NamedTuple):
    """Who took the practice up, and what came of it."""

    name: str
    place: str
    result: str


class PracticeDetail(NamedTuple):
    """The page of a practice; `parts` are pairs of a heading and a text."""

    card: Card
    author: int
    parts: tuple[tuple[str, str], ...]
    video: str
    photos: tuple[PhotoInfo, ...]
    used: tuple[UseInfo, ...]


class Filters(forms.Form):
    """What a visitor asks of the portal; what makes no sense is as if it were not asked."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False, choices=[ANY, *REGIONS])
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[ANY, *site_languages()])

    def __init__(self, data: Any, *, language: str) -> None:
        super().__init__(data)
        self.fields["topic"].choices = [ANY, *topics(language)]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, str]:
        """What was asked, without what is empty or makes no sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def search(language: str, asked: dict[str, str]) -> list[Card]:
    """The practices that fit: the best matches first, without a search the newest first."""
    shown = cards(language)
    found = index(language).find(asked["q"]) if "q" in asked else list(shown)
    return [shown[pk] for pk in found if pk in shown and _fits(shown[pk], asked)]


def _fits(card: Card, asked: dict[str, str]) -> bool:
    return (
        asked.get("language", card.language) == card.language
        and asked.get("region", card.region) == card.region
        and ("topic" not in asked or asked["topic"] in dict(card.topics))
    )


@cached(limit=10)
def topics(language: str) -> list[tuple[str, str]]:
    """All topics of the club by their names: short name, name."""
    found = Topic.objects.prefetch_related("names")
    return sorted(((topic.slug, _name_of(topic, language)) for topic in found), key=lambda pair: pair[1])


@cached(limit=10)
def cards(language: str) -> dict[int, Card]:
    """All that is published, the newest first."""
    return {practice.pk: _card(practice, language) for practice in _with_facts(published())}


@cached(limit=10)
def index(language: str) -> PrefixIndex[int]:
    """All words of what is published, and the names of topics and regions in the language of the reader."""
    rows = published().values_list("pk", "title", *PARTS)
    texts = [(pk, title, TITLE) for pk, title, *_parts in rows]
    texts += [(pk, part, INSIDE) for pk, _title, *parts in rows for part in parts]
    for pk, card in cards(language).items():
        texts += [(pk, card.summary, SUMMARY), (pk, card.place, SUMMARY)]
        texts += [(pk, name, SUMMARY) for _slug, name in card.topics]
    return PrefixIndex(texts)


@cached(limit=500)
def practice_detail(pk: int, language: str) -> PracticeDetail | None:
    """A published practice; None for any other."""
    practice = _with_facts(published()).filter(pk=pk).first()
    return build_detail(practice, language) if practice else None


def preview(practice: Practice, language: str) -> PracticeDetail:
    """The same of what is not published, for who may see it."""
    return build_detail(_with_facts(Practice.objects.all()).get(pk=practice.pk), language)


def build_detail(practice: Any, language: str) -> PracticeDetail:
    """The whole page of a row of `_with_facts`."""
    uses = PracticeUse.objects.filter(practice=practice.pk, state=PracticeUse.State.CONFIRMED)
    used = uses.select_related("member").order_by("sent_at", "pk")
    fields = [(Practice._meta.get_field(name), getattr(practice, name)) for name in PARTS]
    return PracticeDetail(
        card=_card(practice, language),
        author=practice.author_id,
        parts=tuple((str(field.verbose_name), text) for field, text in fields if text),  # type: ignore[union-attr]
        video=practice.video_link,
        photos=tuple(PhotoInfo(photo.pk, photo.alt, photo.width, photo.height) for photo in practice.photos.all()),
        used=tuple(UseInfo(_shown(use.member), str(use.member.get_region_display()), use.result) for use in used),
    )


def _with_facts(rows: QuerySet[Practice]) -> QuerySet[Any, Any]:
    related = rows.select_related("author").prefetch_related("topics__names")
    return related.annotate(confirmed=Count("uses", filter=CONFIRMED, distinct=True))


def _card(practice: Any, language: str) -> Card:
    return Card(
        pk=practice.pk,
        title=practice.title,
        language=practice.language,
        author=_shown(practice.author),
        region=practice.region,
        place=str(practice.get_region_display()),
        topics=tuple((topic.slug, _name_of(topic, language)) for topic in practice.topics.all()),
        summary=Truncator(practice.changed or practice.done).words(30),
        published_at=practice.published_at,
        uses=practice.confirmed,
    )


def _shown(member: Member) -> str:
    """Her name, until she leaves the club."""
    return "" if member.left_at else member.name


def _name_of(topic: Topic, language: str) -> str:
    """In the language of the reader, else in any."""
    names: Iterable[tuple[str, str]] = [(name.language, name.name) for name in topic.names.all()]
    return dict(names).get(language) or next((name for _language, name in names), topic.slug)
