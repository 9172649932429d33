"""What must hold for every outline and every record."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from courses.learning.progress import Done, Item, add_months, evaluate

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
EVIDENCE = ["read", "self-reported", "passed", "accepted"]


@st.composite
def outlines(draw):
    count = draw(st.integers(1, 8))
    return [
        Item(
            activity=number,
            kind=draw(st.sampled_from(["lesson", "quiz", "task"])),
            slug=f"item-{number}",
            minutes=draw(st.integers(1, 300)),
            practice=draw(st.booleans()),
            required=draw(st.booleans()),
            valid_months=draw(st.sampled_from([0, 0, 1, 12])),
        )
        for number in range(count)
    ]


@st.composite
def records(draw, most=12):
    """Completions as the database keeps them: each revision of an activity once, some of things not in the outline."""
    keys = draw(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 3)), unique=True, max_size=most))
    return [
        Done(a, r, draw(st.booleans()), draw(st.sampled_from(EVIDENCE)), draw(st.integers(1, 300)), draw(DAYS))
        for a, r in keys
    ]


@given(outlines(), records(), DAYS)
def test_the_share_is_a_share_and_one_only_when_finished(items, done, on):
    progress = evaluate(items, done, on)
    assert 0 <= progress.share <= 1
    assert progress.finished == (progress.share == 1)
    assert (progress.percent == 100) == progress.finished


@given(outlines(), records(), DAYS, st.randoms())
def test_the_order_does_not_matter(items, done, on, random):
    shuffled_items, shuffled = random.sample(items, len(items)), random.sample(done, len(done))
    a, b = evaluate(items, done, on), evaluate(shuffled_items, shuffled, on)
    assert (a.share, a.minutes_theory, a.minutes_practice, a.by_evidence, a.done, a.expired) == (
        b.share,
        b.minutes_theory,
        b.minutes_practice,
        b.by_evidence,
        b.done,
        b.expired,
    )
    assert set(a.missing) == set(b.missing)


@given(outlines(), records(), DAYS, st.integers(0, 9), st.integers(0, 400))
def test_on_one_day_another_completion_never_lowers_it(items, done, on, activity, days_ago):
    """Another one is the next revision, and newer than what it follows; taking back is no completion."""
    earlier = [d for d in done if d.activity == activity]
    day = max([d.on for d in earlier] + [on - timedelta(days=days_ago)])
    revision = max((d.revision for d in earlier), default=0) + 1
    more = [*done, Done(activity, revision, True, "read", 5, day)]
    before, after = evaluate(items, done, on), evaluate(items, more, on)
    assert after.share >= before.share
    assert after.done >= before.done


@given(outlines(), records(), DAYS)
def test_minutes_by_kind_and_by_evidence_are_the_same_minutes(items, done, on):
    progress = evaluate(items, done, on)
    assert progress.minutes_theory + progress.minutes_practice == sum(progress.by_evidence.values())


@given(outlines(), records(), DAYS)
def test_every_required_item_is_either_done_or_missing_and_finished_means_none_is_missing(items, done, on):
    progress = evaluate(items, done, on)
    required = {item.activity for item in items if item.required}
    missing = {item.activity for item in progress.missing}
    assert missing | (progress.done & required) == required
    assert not missing & progress.done
    assert progress.finished == (bool(required) and not missing)
    assert progress.next == (progress.missing[0] if missing else None)


@given(outlines(), records(), DAYS)
def test_what_is_missing_comes_in_the_order_of_the_outline(items, done, on):
    places = [items.index(item) for item in evaluate(items, done, on).missing]
    assert places == sorted(places)


@given(outlines(), records(), DAYS)
def test_what_comes_later_is_not_seen(items, done, on):
    assert evaluate(items, done, on) == evaluate(items, [d for d in done if d.on <= on], on)


@given(DAYS, st.sampled_from([1, 3, 12]))
def test_a_result_holds_until_its_day_and_no_longer(day, months):
    quiz = Item(1, "quiz", "quiz", 10, False, valid_months=months)
    passed = [Done(1, 1, True, "passed", 10, day)]
    ends = add_months(day, months)
    assert evaluate([quiz], passed, ends - timedelta(days=1)).finished
    over = evaluate([quiz], passed, ends)
    assert not over.finished
    assert over.expired == {1: ends}


def test_the_highest_revision_stands_also_when_it_takes_back():
    lesson = Item(1, "lesson", "lesson", 10, False)
    on = date(2026, 1, 1)
    first, taken = Done(1, 1, True, "read", 10, on), Done(1, 2, False, "read", 10, on)
    assert evaluate([lesson], [first], on).finished
    assert not evaluate([lesson], [taken, first], on).finished


def test_voluntary_minutes_do_not_count():
    items = [Item(1, "lesson", "a", 10, False), Item(2, "task", "b", 30, True, required=False)]
    on = date(2026, 1, 1)
    progress = evaluate(items, [Done(2, 1, True, "self-reported", 30, on)], on)
    assert (progress.share, progress.minutes_practice, progress.done) == (0, 0, {2})


def test_a_month_later_is_the_last_day_where_the_month_is_shorter():
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2027, 12, 31), 2) == date(2028, 2, 29)
    assert add_months(date(2026, 5, 31), 1) == date(2026, 6, 30)
