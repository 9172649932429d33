"""Who fits whom: by topic, region, language and free places, with the reasons in words. Pure, but for the words."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.languages import site_languages
from gamification.members.models import Member


class Facts(NamedTuple):
    """What is known of a person to the one who looks: topics (that she teaches, or wants), region, languages."""

    topics: dict[int, str]
    region: str
    languages: frozenset[str]


class Match(NamedTuple):
    """A person who fits, and why."""

    member: Member
    topics: tuple[str, ...]
    same_region: bool
    languages: tuple[str, ...]
    free: int

    @property
    def rank(self) -> tuple[int, bool, int, int, int]:
        """Topics count most, then the region, then languages in common, then free places; then who joined first."""
        return (-len(self.topics), not self.same_region, -len(self.languages), -self.free, self.member.pk)


def match(mine: Facts, member: Member, hers: Facts, free: int) -> Match | None:
    """How the two fit. None without a common topic, region or language, and for two who both named their languages
    and share none.
    """
    languages = mine.languages & hers.languages
    if mine.languages and hers.languages and not languages:
        return None
    topics = tuple(sorted(name for pk, name in hers.topics.items() if pk in mine.topics))
    same_region = bool(mine.region) and mine.region == hers.region
    if not (topics or same_region or languages):
        return None
    return Match(member, topics, same_region, tuple(sorted(languages)), free)


def ranked(matches: Iterable[Match | None]) -> list[Match]:
    """The best first; the order in which they came does not matter."""
    return sorted((one for one in matches if one), key=lambda one: one.rank)


def reasons(found: Match, looking_for: str) -> list[str]:
    """Why the two fit, for the one who `seeks` a “mentor” or a “mentee” (or “either”, for who looks from outside)."""
    words = {
        "mentor": _("teaches what you want to learn: %(topics)s"),
        "mentee": _("wants to learn what you teach: %(topics)s"),
    }
    names = dict(site_languages())
    said = []
    if found.topics:
        said.append(
            words.get(looking_for, _("teaches what she wants to learn: %(topics)s"))
            % {"topics": ", ".join(found.topics)}
        )
    if found.same_region:
        said.append(_("the same region"))
    if found.languages:
        spoken = ", ".join(str(names.get(code, code)) for code in found.languages)
        said.append(_("a language in common: %(languages)s") % {"languages": spoken})
    if looking_for != "mentee":
        said.append(ngettext("%(count)s free place", "%(count)s free places", found.free) % {"count": found.free})
    return said
