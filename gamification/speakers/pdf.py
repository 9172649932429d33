"""The programme and the letters of thanks on paper."""

import hashlib
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation

from cms.cache.content import VersionedCache
from cms.pdf.fonts import normalize_text, unprintable_characters
from cms.pdf.render import render_page, render_pages
from gamification.speakers.models import SpeakerEntry, SpeakerList
from gamification.speakers.presenters import speakers

STYLES = Path(__file__).parent / "print.css"
SCALES = ("1", "0.9", "0.8", "0.7", "0.6")
_programmes = VersionedCache(limit=20)  # what is printed is a function of the page, so the page is the key


def without_unprintable(text: str) -> str:
    """The text without what the font cannot print; for what was written before anybody checked it."""
    bad = set(unprintable_characters(text))
    return normalize_text("".join(letter for letter in text if letter not in bad))


def programme_of(speaker_list: SpeakerList) -> bytes:
    """The programme in the language that is active: speakers in the order of places, named if they agreed."""
    shown = [
        one._replace(name=without_unprintable(one.name), talk=without_unprintable(one.talk))
        for one in speakers(speaker_list)
    ]
    event = speaker_list.event
    context = {
        "season": speaker_list.season,
        "event": event,
        "title": without_unprintable(event.title) if event else "",
        "place": without_unprintable(event.place) if event else "",
        "prize": without_unprintable(speaker_list.prize),
        "speakers": shown,
    }
    html = render_to_string("gamification/speakers/programme.html", context)
    key = hashlib.sha256(html.encode()).hexdigest()
    pdf: bytes | None = _programmes.get(key, 0)
    if pdf is None:
        pdf = render_pages(html, styles=STYLES, identifier=f"programme-{speaker_list.season.code}")
        _programmes.put(key, 0, pdf)
    return pdf


def language_of(entry: SpeakerEntry) -> str:
    """The speaker's: of her account, or else the first that she named in the club."""
    member = entry.standing.member
    known = getattr(member.person, "language", "") or next(iter(member.languages), "")
    return known if translation.check_for_language(known) else translation.get_language() or "ru"


def thanks_of(entry: SpeakerEntry, signatories: list[tuple[str, str]]) -> bytes:
    """One letter of thanks, on one page, in the speaker's language. Names were checked by the form."""
    made, language = entry.speaker_list, language_of(entry)
    context: dict[str, Any] = {
        "name": normalize_text(entry.standing.member.name),
        "talk": normalize_text(entry.talk),
        "season": made.season,
        "event": made.event,
        "title": without_unprintable(made.event.title) if made.event else "",
        "signatories": signatories,
        "on": timezone.localdate(),
    }
    with translation.override(language):
        html = render_to_string("gamification/speakers/thanks.html", context)
    return render_page(html, styles=STYLES, identifier=f"thanks-{made.season.code}-{entry.place}", scales=SCALES)
