"""What the choice of speakers promises, tried on many small seasons. No database."""

import hashlib
import json
import sys
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gamification.speakers import selection
from gamification.speakers.selection import (
    NEWCOMER,
    PASSED,
    REGION,
    RESERVE,
    SPEAKERS,
    STARS,
    BadSnapshot,
    Candidate,
    Rule,
    Standing,
    dump,
    list_file,
    main,
    next_in_line,
    recompute,
    select,
    snapshot_file,
)

MANY = settings(max_examples=400)
facts = st.tuples(st.integers(0, 4), st.integers(1, 2), st.sampled_from(["", "KG-C", "KG-N", "KZ-75"]), st.booleans())
people = st.lists(facts, min_size=1, max_size=10).map(
    lambda rows: [Standing(f"P{n}", *row) for n, row in enumerate(rows)]
)
rules = st.builds(
    lambda season, places, least, share, newcomers: Rule(season, places, least, share, min(newcomers, places)),
    st.sampled_from(["2025", "2026", "2027", "2028"]),
    st.integers(1, 6),
    st.integers(1, 2),
    st.sampled_from([1, 20, 34, 40, 50, 100]),
    st.integers(0, 6),
)


def places(lines):
    return {line.standing.pseudonym: line.place for line in lines}


def speakers(lines):
    return [line.standing for line in lines if line.reason in SPEAKERS]


def enough(standings, rule):
    """How many of them can have a place at once, by the shares of their regions."""
    regions = Counter(one.region for one in standings if one.stars >= rule.least_stars)
    return sum(min(n, rule.most_of_a_region) if region else n for region, n in regions.items())


def listed(standings, rule):
    return [(line.standing.pseudonym, line.reason) for line in select(standings, rule)]


def no_worse(select, standings, rule, who, more, causes):
    """Her place with more stars (and causes) is the same or better, and she stays a speaker if she was one."""
    raised = list(standings)
    old = raised[who]
    raised[who] = old._replace(stars=old.stars + more, causes=old.causes + causes)
    before, after = select(standings, rule), select(raised, rule)
    name = old.pseudonym
    if name not in places(before):
        return True
    kept = name not in {s.pseudonym for s in speakers(before)} or name in {s.pseudonym for s in speakers(after)}
    return kept and places(after)[name] <= places(before)[name]


@settings(max_examples=1500)
@given(people, rules, st.integers(0, 9), st.integers(0, 5), st.integers(0, 2))
def test_more_stars_never_lower_a_place(standings, rule, who, more, causes):
    assert no_worse(select, standings, rule, who % len(standings), more, causes)


def test_a_choice_that_punishes_stars_is_found():
    """The planted fault: a place kept for the newcomer who has least."""

    def weakest_newcomer_first(standings, rule):
        lines = select(standings, rule)
        order = sorted(lines, key=lambda line: line.standing.stars if line.standing.newcomer else 99)
        return [line._replace(place=n) for n, line in enumerate(order, start=1)]

    standings = [Standing("P0", 1, 1, "", True), Standing("P1", 2, 1, "", True)]
    assert not no_worse(weakest_newcomer_first, standings, Rule("2026", 2, 1, 100, 1), 0, 2, 0)


@MANY
@given(people, rules, st.randoms(use_true_random=False))
def test_the_order_of_input_does_not_matter(standings, rule, chance):
    shuffled = list(standings)
    chance.shuffle(shuffled)
    assert select(shuffled, rule) == select(standings, rule)


@MANY
@given(people, rules)
def test_no_region_has_more_than_its_share(standings, rule):
    regions = Counter(one.region for one in speakers(select(standings, rule)) if one.region)
    assert all(count <= rule.most_of_a_region for count in regions.values())


@MANY
@given(people, rules)
def test_all_places_are_filled_as_far_as_shares_allow_and_never_more(standings, rule):
    assert len(speakers(select(standings, rule))) == min(rule.places, enough(standings, rule))


@MANY
@given(people, rules)
def test_the_places_of_newcomers_are_kept_when_there_are_enough(standings, rule):
    found = sum(one.newcomer for one in speakers(select(standings, rule)))
    assert found >= min(rule.newcomer_places, enough([one for one in standings if one.newcomer], rule))


@MANY
@given(people, rules)
def test_everybody_with_enough_stars_has_one_place_and_a_reason(standings, rule):
    lines = select(standings, rule)
    assert {line.standing for line in lines} == {one for one in standings if one.stars >= rule.least_stars}
    assert [line.place for line in lines] == list(range(1, len(lines) + 1))
    assert all(line.standing.newcomer for line in lines if line.reason == NEWCOMER)
    waiting = [line.reason in SPEAKERS for line in lines]
    assert waiting == sorted(waiting, reverse=True)


@MANY
@given(people, rules)
def test_speakers_and_reserves_stand_in_the_order_of_stars_causes_lots(standings, rule):
    lines = select(standings, rule)
    keys = [(line.reason not in SPEAKERS, -line.standing.stars, -line.standing.causes, line.tiebreak) for line in lines]
    assert keys == sorted(keys)


@MANY
@given(people, rules, st.integers(0, 9), st.integers(1, 5), st.booleans())
def test_with_one_of_the_two_rules_nobody_speaks_because_another_has_more(standings, rule, who, more, regions):
    rule = rule._replace(newcomer_places=0) if regions else rule._replace(region_share=100)
    raised = list(standings)
    other = raised[who % len(standings)]
    raised[who % len(standings)] = other._replace(stars=other.stars + more)
    new = {s.pseudonym for s in speakers(select(raised, rule))} - {
        s.pseudonym for s in speakers(select(standings, rule))
    }
    assert new <= {other.pseudonym}


# Ties and reasons, as written


def test_equals_in_stars_are_ordered_by_causes_and_then_by_lot():
    one, two, three = Standing("A", 5, 1, "", False), Standing("B", 5, 2, "", False), Standing("C", 5, 1, "", False)
    by_lot = sorted("AC", key=lambda name: hashlib.sha256(f"2026:{name}".encode()).hexdigest())
    assert [name for name, _reason in listed([one, two, three], Rule("2026", 2, 1, 100, 0))] == ["B", *by_lot]


def test_the_lot_is_another_in_another_season():
    names = [f"P{n}" for n in range(20)]
    orders = {tuple(sorted(names, key=lambda name: selection.tiebreak(code, name))) for code in ("2026", "2027")}
    assert len(orders) == 2


def test_who_is_passed_over_reads_why():
    standings = [
        Standing("A", 9, 1, "KG-C", False),
        Standing("B", 8, 1, "KG-C", False),
        Standing("C", 7, 1, "KG-N", False),
        Standing("D", 6, 1, "", False),
        Standing("E", 5, 1, "KG-N", True),
        Standing("F", 4, 1, "", False),
        Standing("G", 1, 1, "", True),
    ]
    assert listed(standings, Rule("2026", 3, 2, 34, 1)) == [
        ("A", STARS),
        ("D", STARS),
        ("E", NEWCOMER),
        ("B", REGION),
        ("C", REGION),
        ("F", RESERVE),
    ]
    assert dict(listed(standings, Rule("2026", 4, 2, 100, 1)))["D"] == PASSED


def test_who_is_passed_over_for_a_newcomer_is_not_told_that_their_region_is_full():
    standings = [
        Standing("A", 9, 1, "KG-C", False),
        Standing("B", 8, 1, "KG-N", False),
        Standing("C", 7, 1, "KG-C", True),
    ]
    assert listed(standings, Rule("2026", 2, 1, 100, 1)) == [("A", STARS), ("C", NEWCOMER), ("B", PASSED)]


def test_all_who_come_after_the_last_speaker_are_reserves():
    standings = [Standing(name, stars, 1, "", False) for name, stars in (("A", 9), ("B", 8), ("C", 7))]
    assert listed(standings, Rule("2026", 1, 1, 100, 0)) == [("A", STARS), ("B", RESERVE), ("C", RESERVE)]
    assert listed(standings, Rule("2026", 0, 1, 100, 0)) == [(name, RESERVE) for name in "ABC"]


def test_who_waits_while_places_are_free_reads_that_the_region_is_full():
    standings = [Standing("A", 9, 1, "KG-C", False), Standing("B", 8, 1, "KG-C", False)]
    assert listed(standings, Rule("2026", 3, 1, 34, 0)) == [("A", STARS), ("B", REGION)]


def test_a_region_has_at_least_one_place():
    assert Rule("2026", 3, 1, 10, 0).most_of_a_region == 1
    assert Rule("2026", 12, 1, 40, 0).most_of_a_region == 4


# The next in line


def test_the_next_is_the_first_whose_region_has_room():
    line = [
        Candidate("KG-C", False, waits=False, speaks=True),
        Candidate("KG-N", False, waits=False, speaks=False),  # declined
        Candidate("KG-C", False, waits=True, speaks=False),
        Candidate("", False, waits=True, speaks=False),
    ]
    assert next_in_line(line, Rule("2026", 2, 1, 50, 0)) == 3
    assert next_in_line(line, Rule("2026", 1, 1, 50, 0)) is None
    assert next_in_line(line[:3], Rule("2026", 2, 1, 50, 0)) is None


def test_a_newcomers_place_goes_to_the_next_newcomer_if_there_is_one():
    line = [
        Candidate("", False, waits=False, speaks=True),
        Candidate("", True, waits=False, speaks=False),
        Candidate("", False, waits=True, speaks=False),
        Candidate("", True, waits=True, speaks=False),
    ]
    rule = Rule("2026", 2, 1, 100, 1)
    assert next_in_line(line, rule) == 3
    assert next_in_line(line[:3], rule) == 2


@pytest.mark.parametrize(("places", "newcomers", "called"), [(2, 1, 1), (3, 2, 1), (2, 2, 2), (3, 3, 2)])
def test_a_newcomer_goes_before_others_only_while_no_more_places_are_free_than_newcomers_lack(
    places, newcomers, called
):
    line = [
        Candidate("", True, waits=False, speaks=True),
        Candidate("", False, waits=True, speaks=False),
        Candidate("", True, waits=True, speaks=False),
    ]
    assert next_in_line(line, Rule("2026", places, 1, 100, newcomers)) == called


@MANY
@given(people, rules, st.randoms(use_true_random=False))
def test_calling_on_keeps_to_the_shares_and_to_the_number_of_places(standings, rule, chance):
    """Whoever declines, in whatever order, until nobody waits."""
    line = [
        Candidate(one.standing.region, one.standing.newcomer, one.reason not in SPEAKERS, one.reason in SPEAKERS)
        for one in select(standings, rule)
    ]
    while speaking := [n for n, one in enumerate(line) if one.speaks]:
        gone = chance.choice(speaking)
        line[gone] = line[gone]._replace(speaks=False)
        while (called := next_in_line(line, rule)) is not None:
            line[called] = line[called]._replace(waits=False, speaks=True)
            regions = Counter(one.region for one in line if one.speaks and one.region)
            assert all(count <= rule.most_of_a_region for count in regions.values())
            assert sum(regions.values()) <= rule.places
    assert not any(one.waits for one in line)


# The files


@MANY
@given(people, rules, st.randoms(use_true_random=False))
def test_the_same_snapshot_gives_the_same_bytes_each_time(standings, rule, chance):
    shuffled = list(standings)
    chance.shuffle(shuffled)
    files = [snapshot_file(rule, "2026-12-20T12:00:00Z", "Asia/Bishkek", rows) for rows in (standings, shuffled)]
    assert files[0] == files[1]
    assert recompute(files[0]) == recompute(json.dumps(json.loads(files[0]), indent=3).encode())


@example(b"")
@example(b"[]")
@example(b'{"format": "jyldyz-speaker-snapshot-1"}')
@example(b"\xff")
@given(st.binary(max_size=40))
def test_what_is_no_snapshot_is_refused_with_a_sentence(content):
    with pytest.raises(BadSnapshot, match=r"not a snapshot of a season\.$"):
        recompute(content)


def test_a_snapshot_of_another_format_is_refused_with_a_sentence():
    with pytest.raises(BadSnapshot, match=r"not a snapshot of a season\.$"):
        recompute(b'{"format": "jyldyz-speaker-snapshot-2"}')


def test_a_file_is_written_in_one_way():
    assert dump({"б": "Жалал-Абад", "a": [1, True, {"d": 1, "c": ""}]}) == (
        '{"a":[1,true,{"c":"","d":1}],"б":"Жалал-Абад"}\n'.encode()
    )


SEASON = Rule("2026", 1, 1, 100, 0)
SNAPSHOT = snapshot_file(SEASON, "2026-12-20T12:00:00Z", "UTC", [Standing("A", 3, 2, "KG-C", True)])


def test_the_list_says_of_each_line_all_that_decides_and_from_which_snapshot_it_follows():
    lot = hashlib.sha256(b"2026:A").hexdigest()
    person = {"pseudonym": "A", "stars": 3, "causes": 2, "region": "KG-C", "newcomer": True}
    assert json.loads(recompute(SNAPSHOT)) == {
        "format": "jyldyz-speaker-list-1",
        "season": "2026",
        "snapshot_sha256": hashlib.sha256(SNAPSHOT).hexdigest(),
        "rule": {"places": 1, "least_stars": 1, "region_share": 100, "newcomer_places": 0},
        "list": [{"place": 1, "lot": lot, "reason": "stars", **person}],
    }


@MANY
@given(people, rules)
def test_what_anybody_recomputes_is_the_published_list_byte_for_byte(standings, rule):
    snapshot = snapshot_file(rule, "2026-12-20T12:00:00Z", "Asia/Bishkek", standings)
    assert recompute(snapshot) == list_file(rule, snapshot, select(standings, rule))


def test_the_command_prints_the_list_and_nothing_else(tmp_path, capfdbinary):
    file = tmp_path / "snapshot.json"
    file.write_bytes(SNAPSHOT)
    assert main([str(file)]) == 0
    sys.stdout.flush()
    assert capfdbinary.readouterr() == (recompute(SNAPSHOT), b"")


@pytest.mark.parametrize("content", [None, b"{}", b"\xff"])
def test_the_command_says_in_a_sentence_why_a_file_gives_no_list(tmp_path, capsys, content):
    file = tmp_path / "snapshot.json"
    if content is not None:
        file.write_bytes(content)
    assert main([str(file)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert ("No such file" if content is None else "not a snapshot") in err


@pytest.mark.parametrize("arguments", [[], ["one.json", "two.json"]])
def test_the_command_without_one_file_says_how_it_is_called(capsys, arguments):
    assert main(arguments) == 2
    assert capsys.readouterr() == ("", "python -m gamification.speakers.selection SNAPSHOT.json\n")


def altered(**changes):
    data = json.loads(
        snapshot_file(Rule("2026", 1, 1, 100, 0), "2026-12-20T12:00:00Z", "UTC", [Standing("A", 1, 1, "", False)])
    )
    data["standings"][0] |= changes
    return json.dumps(data).encode()


@pytest.mark.parametrize("changes", [{"stars": "9"}, {"stars": True}, {"name": "Айнура"}, {"newcomer": 1}])
def test_a_snapshot_with_other_fields_or_types_is_refused(changes):
    with pytest.raises(BadSnapshot):
        recompute(altered(**changes))


def test_a_pseudonym_that_stands_twice_is_refused():
    data = json.loads(altered())
    data["standings"] *= 2
    with pytest.raises(BadSnapshot, match="twice"):
        recompute(json.dumps(data).encode())
