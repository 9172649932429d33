"""Which answers are right, and what score they make. A blank answer is wrong.

What a trainer took out of a question after it was drawn is asked of nobody, what was put in since is missed by
nobody: only options that stand both in the truth and in the attempt are compared.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from courses.quizzes.kinds import KINDS
from courses.quizzes.question_data import DrawnQuestion, Solution


def can_mark(kind: str, solution: Solution | None) -> bool:
    """Does the solution say what is right? By one that does not nobody can be right, so nobody is asked."""
    if solution is None or not isinstance(solution.truth, Mapping) or kind not in KINDS:
        return False
    return KINDS[kind].can_mark(solution)


def limit_to_drawn(drawn: DrawnQuestion, solution: Solution) -> Solution:
    """Return the solution without the options that the attempt does not show."""
    return Solution(KINDS[drawn.kind].limit_to_drawn(solution.truth, drawn), solution.accepted)


def credit(drawn: DrawnQuestion, given: Any, solution: Solution) -> Fraction:
    """Return the share of a drawn question that an answer earns, from 0 to 1."""
    return KINDS[drawn.kind].credit(drawn, given, solution) if given else Fraction(0)


def is_right(drawn: DrawnQuestion, given: Any, solution: Solution) -> bool:
    """Is the answer to a drawn question wholly right?"""
    return credit(drawn, given, solution) == 1


def score_percent(earned: Fraction | int, questions: int) -> int:
    """Return the score in whole per cent, rounded down, so that a pass mark is never reached by rounding."""
    return int(earned * 100 // questions) if questions else 0


def model_answer(drawn: DrawnQuestion, solution: Solution) -> Any:
    """Return what a learner would have given to be right, as `is_right` takes it."""
    return KINDS[drawn.kind].model_answer(drawn, solution)
