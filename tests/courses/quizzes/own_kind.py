"""A kind of question that a site adds by the setting QUESTION_KINDS: a number of which a near one earns a half."""

from fractions import Fraction

from courses.quizzes.decimals import parse_decimal
from courses.quizzes.kinds.number import Number


class Estimate(Number):
    name = "estimate-of-a-site"
    label = "an estimate"

    @property
    def template(self):
        return "courses/quizzes/kinds/number.html"

    def credit(self, drawn, given, solution):
        if self.is_right(drawn, given, solution):
            return Fraction(1)
        number = parse_decimal(given)
        near = number is not None and abs(number - parse_decimal(solution.truth["answer"])) < 1
        return Fraction(1, 2) if near else Fraction(0)
