"""Why somebody stands at her place, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.regions import REGIONS
from gamification.speakers.models import Standing
from gamification.speakers.selection import NEWCOMER, PASSED, REGION, RESERVE, STARS, Rule

Ties = Mapping[tuple[int, int | None], int]
NAMES = {code: name for _country, regions in REGIONS for code, name in regions}


def region_name(code: str) -> str:
    """The region in the reader's language; empty for none."""
    return str(NAMES.get(code, code))


def why(reason: str, standing: Standing, rule: Rule, ties: Ties) -> list[str]:
    """Sentences: by what she has her place or waits, and how equal stars were settled."""
    stars, causes = standing.stars, standing.causes
    told = [_by_rule(reason, stars, standing.region, rule)]
    if ties.get((stars, None), 1) > 1:
        told.append(_("Others have as many stars: who has them for more different causes goes first."))
    if ties.get((stars, causes), 1) > 1:
        told.append(_("Others have as many causes too: the lot decided."))
    return told


def _by_rule(reason: str, stars: int, region: str, rule: Rule) -> str:
    most = rule.most_of_a_region
    in_region = {"region": region_name(region), "count": most}
    by_stars = ngettext("A place by her %(count)s star.", "A place by her %(count)s stars.", stars)
    full = ngettext(
        "Passed over: %(region)s has its share of %(count)s place.",
        "Passed over: %(region)s has its share of %(count)s places.",
        most,
    )
    kept = ngettext(
        "The place kept for a newcomer: she joined this season.",
        "One of the %(count)s places kept for newcomers: she joined this season.",
        rule.newcomer_places,
    )
    sentences = {
        STARS: by_stars % {"count": stars},
        NEWCOMER: kept % {"count": rule.newcomer_places},
        REGION: full % in_region,
        PASSED: _("Passed over: a place is kept for a newcomer."),
        RESERVE: _("In the line of reserves: she is called when a place becomes free."),
    }
    return sentences[reason]
