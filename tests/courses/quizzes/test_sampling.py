"""Order and ids of options say nothing about what is right."""

import random
from collections import Counter
from random import SystemRandom
from uuid import uuid4

import pytest

from courses.quizzes import sampling
from courses.quizzes.sampling import sample_questions, shuffle_options

DRAWS = 10_000
# Chi-square with 3 degrees of freedom is above this once in a million draws of a fair source.
LIMIT = 30.7
RIGHT, *WRONG = (str(uuid4()) for _ in range(4))
TRUTH = {"options": {RIGHT: True, **dict.fromkeys(WRONG, False)}}
ORDER = {"order": [RIGHT, *WRONG]}
PAIRS = {"pairs": [RIGHT, *WRONG]}


def chi_square(places):
    """How far counts of four equally likely places are from even."""
    expected = DRAWS / 4
    return sum((places[place] - expected) ** 2 / expected for place in range(4))


def place_of(key, named):
    return [option for _id, option in named].index(key)


def rank_of(key, named):
    """The place of an option among all when they are sorted by id."""
    return place_of(key, sorted(named))


def spread(layout, kind, truth, place):
    source = random.Random(20261122)
    return chi_square(Counter(place(RIGHT, layout(uuid4(), kind, truth, source=source).options) for _ in range(DRAWS)))


@pytest.mark.parametrize("place", [place_of, rank_of])
@pytest.mark.parametrize(("kind", "truth"), [("single", TRUTH), ("ordering", ORDER), ("matching", PAIRS)])
def test_neither_place_nor_id_of_the_right_option_is_more_likely_than_another(kind, truth, place):
    assert spread(shuffle_options, kind, truth, place) < LIMIT


def test_the_two_sides_of_matching_are_shuffled_apart():
    source = random.Random(20261122)
    places = Counter()
    for _ in range(DRAWS):
        question = shuffle_options(uuid4(), "matching", PAIRS, source=source)
        places[(place_of(RIGHT, question.options) - place_of(RIGHT, question.matches)) % 4] += 1
        assert not {i for i, _key in question.options} & {i for i, _key in question.matches}
    assert chi_square(places) < LIMIT


def right_first(question, kind, truth, *, source):
    """A planted fault: the right option is shown first."""
    fair = shuffle_options(question, kind, truth, source=source)
    return sampling.DrawnQuestion(fair.question, kind, sorted(fair.options, key=lambda named: named[1] != RIGHT))


def smallest_id(question, kind, truth, *, source):
    """A planted fault: ids are given before the shuffle, in the order of the key."""
    ids = sorted(f"{source.getrandbits(48):012x}" for _ in truth["options"])
    named = list(zip(ids, truth["options"], strict=True))
    source.shuffle(named)
    return sampling.DrawnQuestion(str(question), kind, named)


def slightly_first(question, kind, truth, *, source):
    """A planted fault: in one draw of twenty the right option is moved to the front."""
    faulty = right_first if source.random() < 0.05 else shuffle_options
    return faulty(question, kind, truth, source=source)


@pytest.mark.parametrize(
    ("layout", "place"), [(right_first, place_of), (smallest_id, rank_of), (slightly_first, place_of)]
)
def test_a_planted_leak_is_found(layout, place):
    assert spread(layout, "single", TRUTH, place) > LIMIT


def test_the_source_is_the_systems_own():
    assert isinstance(sampling.SYSTEM, SystemRandom)
    for function in (sample_questions, shuffle_options):
        assert function.__kwdefaults__["source"] is sampling.SYSTEM


def test_each_question_of_a_topic_is_drawn_equally_often():
    bank = {"basics": [uuid4() for _ in range(4)], "other": [uuid4()]}
    source = random.Random(20261122)
    drawn = Counter(sample_questions(bank, {"basics": 1}, source=source)[0] for _ in range(DRAWS))
    assert chi_square({place: drawn[key] for place, key in enumerate(bank["basics"])}) < LIMIT


def test_no_question_is_drawn_twice_and_each_topic_gives_its_share():
    bank = {"a": [uuid4() for _ in range(9)], "b": [uuid4() for _ in range(9)]}
    chosen = sample_questions(bank, {"a": 4, "b": 3})
    assert len(set(chosen)) == 7
    assert len(set(chosen) & set(bank["a"])) == 4


def test_a_topic_with_too_few_questions_gives_all_it_has():
    bank = {"a": [uuid4()]}
    assert sample_questions(bank, {"a": 4, "missing": 2}) == bank["a"]
