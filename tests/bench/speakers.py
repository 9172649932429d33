"""The whole list of speakers of the large club, computed from its snapshot, beside the plain GROUP BY over the entries.

Line `speaker_list`; its `ratio` tells how many times faster than that query it is, asked in turn with it. The query
gives sums and causes in the order of the list; places by regions and newcomers, lots and reasons are ours alone.
"""

from typing import Any

from gamification.speakers.models import Standing
from gamification.speakers.queries import standings_of
from gamification.speakers.selection import Rule, select
from gamification.speakers.services import take_snapshot
from gamification.stars.models import Season
from tests.bench.club import SEASON, ask_plainly, line

RULE = Rule(season=SEASON, places=12, least_stars=1, region_share=40, newcomer_places=2)
PLAIN_LIST = """
    SELECT m.id, m.region, m.joined_at >= s.starts_at, sum(e.amount), count(DISTINCT e.cause)
    FROM gamification_starentry e JOIN gamification_member m ON m.id = e.member_id
    JOIN gamification_season s ON s.id = e.season_id
    WHERE e.season_id = %s AND m.left_at IS NULL
    GROUP BY m.id, m.region, m.joined_at, s.starts_at ORDER BY 4 DESC, 5 DESC
"""


def measure() -> list[dict[str, Any]]:
    """The line `speaker_list`. The snapshot is taken here; the season stays open for whoever measures after."""
    season = Season.objects.get(code=SEASON)
    if not Standing.objects.filter(season=season).exists():
        take_snapshot(season=season)

    def ours() -> int:
        return len(select(standings_of(season), RULE))

    return [line("speaker_list", ours, lambda: ask_plainly(PLAIN_LIST, season.pk), each=3)]
