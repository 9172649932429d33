"""The data of the bench are written by statements of PostgreSQL's own, which name columns."""

import pytest
from django.db import connection

from gamification.members.models import Member
from gamification.stars.models import StarEntry, StarTotal

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="the bench measures on PostgreSQL"),
]


def test_the_large_club_can_be_written_and_written_on():
    from tests.bench.club import add_club

    assert add_club(3)[0] == 3
    members, entries, totals = add_club(30)
    assert members == totals == 30
    assert entries == StarEntry.objects.count() >= StarTotal.objects.count()
    assert set(Member.objects.values_list("council", "role").distinct()) == {("Кара-Суу", "deputy")}
