"""The rules of a quiz, as `EditionItem.policy` keeps them."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

THREE_MONTHS = 92 * 24 * 60
LIMITS = {
    "pass_percent": (1, 100),
    "attempts": (0, 100),
    "wait_minutes": (0, THREE_MONTHS),
    "time_limit_minutes": (0, 24 * 60),
    "valid_months": (0, 120),
}


@dataclass(frozen=True, slots=True)
class QuizPolicy:
    """Which questions are drawn, and by which rules. 0 means no limit, no wait, no end of validity."""

    draw: Mapping[str, int] = field(default_factory=dict)
    pass_percent: int = 70
    attempts: int = 0
    wait_minutes: int = 0
    time_limit_minutes: int = 0
    valid_months: int = 0

    @classmethod
    def parse(cls, rules: Mapping[str, Any]) -> "QuizPolicy":
        """The policy that the rules say; ValueError with every fault where there is one."""
        if found := policy_errors(rules):
            raise ValueError(" ".join(found))
        return cls(**rules)

    @property
    def questions(self) -> int:
        """How many questions an attempt has."""
        return sum(self.draw.values())

    @property
    def wait(self) -> str:
        """The wait between attempts in words."""
        return duration_text(self.wait_minutes)

    def as_rules(self) -> dict[str, Any]:
        """The rules as `EditionItem.policy` keeps them."""
        return {**asdict(self), "draw": dict(self.draw)}


def duration_text(minutes: int) -> str:
    """A length of time, in the largest unit that keeps it roughly true."""
    hours, days = round(minutes / 60), round(minutes / 60 / 24)
    if minutes < 120:
        return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
    if hours < 48:
        return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}
    return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}


def policy_errors(rules: Mapping[str, Any]) -> list[str]:
    """All that is wrong with the rules of a quiz, each fault as a sentence."""
    unknown = sorted(set(rules) - LIMITS.keys() - {"draw"})
    found = [_("The rule “%(name)s” is not known.") % {"name": name} for name in unknown]
    return found + list(_in_draw(rules.get("draw"))) + list(_in_numbers(rules))


def shortages(rules: Mapping[str, Any], sizes: Mapping[str, int]) -> list[str]:
    """Topics that have fewer questions than are to be drawn, each as a sentence."""
    return [
        _("“%(topic)s” has %(size)d questions, %(wanted)d are to be drawn.")
        % {"topic": topic, "size": sizes.get(topic, 0), "wanted": wanted}
        for topic, wanted in rules["draw"].items()
        if sizes.get(topic, 0) < wanted
    ]


def _in_draw(draw: Any) -> Iterator[str]:
    if not isinstance(draw, Mapping) or not draw:
        yield _("“draw” names topics of the bank, and how many questions of each.")
        return
    for topic, wanted in draw.items():
        if not _is_whole(wanted) or not 1 <= wanted <= 100:
            yield _("“draw”: of “%(topic)s” a whole number from 1 to 100 can be drawn.") % {"topic": topic}


def _in_numbers(rules: Mapping[str, Any]) -> Iterator[str]:
    for name, (least, most) in LIMITS.items():
        if name in rules and not (_is_whole(rules[name]) and least <= rules[name] <= most):
            yield _("“%(name)s” is a whole number from %(least)d to %(most)d.") % {
                "name": name,
                "least": least,
                "most": most,
            }


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
