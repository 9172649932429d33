"""The rule, the computed list, and publishing it once."""

import hashlib
import json
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from gamification import signals
from gamification.speakers import queries, selection, services
from gamification.speakers.models import SpeakerEntry, SpeakerList
from gamification.speakers.services import PublishedError, compute, publish, save_list
from tests.gamification.factories import club_administrator
from tests.gamification.speakers.helpers import RULE, end, published, refused, season_of, set_up_list

pytestmark = pytest.mark.django_db


def test_the_list_is_computed_without_storing_anything():
    season, [_one, _two, _three] = season_of(2, 6, 4)
    made = set_up_list(end(season))
    lines = compute(speaker_list=made, by=club_administrator())
    assert [line.standing.stars for line in lines] == [6, 4, 2]
    assert not SpeakerEntry.objects.exists()


def test_a_published_list_has_who_and_when_and_is_announced():
    heard = []
    signals.speakers_published.connect(lambda speaker_list, **_facts: heard.append(speaker_list), weak=False)
    made, members = published(2, 6, 4)
    assert heard[-1:] == [made]
    assert made.published_at
    assert made.published_by
    assert [e.standing.member for e in made.entries.all()] == [members[1], members[2], members[0]]
    assert [e.reason for e in made.entries.all()] == ["stars", "stars", "reserve"]


def test_a_list_is_published_once():
    made, _members = published(2)
    with pytest.raises(PublishedError):
        publish(speaker_list=made, by=club_administrator())


def test_the_rule_of_a_published_list_does_not_change():
    made, _members = published(2)
    for name, value in {"places": 3, "least_stars": 2, "region_share": 50, "newcomer_places": 1}.items():
        with pytest.raises(PublishedError):
            save_list(season=made.season, by=club_administrator(), **{name: value})
    save_list(season=made.season, by=club_administrator(), prize="A trip", **RULE)
    made.refresh_from_db()
    assert (made.places, made.prize) == (2, "A trip")


def test_a_rule_that_changed_all_the_same_is_found_by_who_recomputes(monkeypatch):
    """The planted fault: nobody looks whether the list is published."""
    made, _members = published(6, 4, 2)
    before = queries.list_file(made)
    monkeypatch.setattr(services, "_changes_rule", lambda *_values: False)
    made = save_list(season=made.season, by=club_administrator(), places=1)
    assert queries.list_file(made) != before
    assert selection.recompute(queries.snapshot_file(made)) != queries.list_file(made)


def test_the_database_refuses_a_second_list_of_a_season():
    """The planted fault: the first publishing is forgotten."""
    made, _members = published(6, 4)
    SpeakerList.objects.update(published_at=None, published_by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        publish(speaker_list=made, by=club_administrator())


def test_without_counted_stars_or_without_anybody_nothing_is_published():
    season, _members = season_of(2)
    made = set_up_list(season)
    with refused("open"):
        publish(speaker_list=made, by=club_administrator())
    end(season)
    made = set_up_list(season, least_stars=3)
    with refused("empty"):
        publish(speaker_list=made, by=club_administrator())


def test_only_who_looks_after_the_club_makes_and_publishes_lists():
    season, [one] = season_of(2)
    made = set_up_list(end(season))
    for action in (
        lambda: save_list(season=season, by=one.person, places=9),
        lambda: compute(speaker_list=made, by=one.person),
        lambda: publish(speaker_list=made, by=one.person),
    ):
        with pytest.raises(PermissionDenied):
            action()
    assert not SpeakerList.objects.get().published_at


def test_the_database_wants_to_know_who_published():
    made, _members = published(2)
    with pytest.raises(IntegrityError), transaction.atomic():
        SpeakerList.objects.filter(pk=made.pk).update(published_by=None)


# Anybody recomputes


@pytest.fixture
def files(tmp_path):
    made, _members = published(8, 2, 4, 4, 4, 6, region_share=50, newcomer_places=1, places=3)
    snapshot = tmp_path / "snapshot.json"
    snapshot.write_bytes(queries.snapshot_file(made))
    return snapshot, queries.list_file(made)


def test_one_command_prints_the_bytes_of_the_published_list(files, capfdbinary):
    snapshot, expected = files
    call_command("speaker_list", snapshot)
    assert capfdbinary.readouterr().out == expected


def test_the_same_without_django(files):
    snapshot, expected = files
    command = [sys.executable, "-m", "gamification.speakers.selection", str(snapshot)]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env={}, capture_output=True, check=True)
    assert done.stdout == expected
    code = "import sys, gamification.speakers.selection; assert 'django' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], cwd=settings.BASE_DIR, check=True)


def test_a_changed_star_in_the_snapshot_gives_other_bytes(files, capfdbinary):
    snapshot, expected = files
    data = json.loads(snapshot.read_bytes())
    data["standings"][0]["stars"] += 1
    snapshot.write_text(json.dumps(data))
    call_command("speaker_list", snapshot)
    assert capfdbinary.readouterr().out != expected


def test_the_list_names_the_snapshot_by_its_hash(files):
    snapshot, expected = files
    assert json.loads(expected)["snapshot_sha256"] == hashlib.sha256(snapshot.read_bytes()).hexdigest()


def test_a_file_that_is_no_snapshot_is_refused(tmp_path):
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{}")
    with pytest.raises(CommandError, match="not a snapshot"):
        call_command("speaker_list", wrong)
    with pytest.raises(CommandError):
        call_command("speaker_list", tmp_path / "absent.json")
    command = [sys.executable, "-m", "gamification.speakers.selection"]
    for arguments, code in (([str(wrong)], 1), ([], 2)):
        done = subprocess.run([*command, *arguments], cwd=settings.BASE_DIR, capture_output=True, check=False)
        assert (done.returncode, done.stdout) == (code, b"")


def test_the_order_in_which_rows_were_written_does_not_matter():
    made, _members = published(4, 4, 4, 4)
    rows = list(made.season.standings.all())
    before = queries.list_file(made)
    made.entries.all().delete()
    made.season.standings.all().delete()
    for row in reversed(rows):
        row.pk = None
        row.save()
    made.published_at = made.published_by = None
    made.save()
    again = publish(speaker_list=made, by=club_administrator())
    assert queries.list_file(again) == before
