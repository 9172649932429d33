"""When a pact begins, ends, and is talked about on the way. Pure functions of dates."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

LEAST_MONTHS, MOST_MONTHS = 3, 6
CHECK_INS = 3
DAYS_BETWEEN_TALKS = 14


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def bounds(starts_on: date, paused_days: int = 0) -> tuple[date, date]:
    """The first and the last day on which a pact may be due."""
    pause = timedelta(paused_days)
    return add_months(starts_on, LEAST_MONTHS) + pause, add_months(starts_on, MOST_MONTHS) + pause


def check_due(starts_on: date, due_on: date, paused_days: int = 0) -> None:
    """Raise ValidationError, which names the first and the last day, for a date too near or too far."""
    first, last = bounds(starts_on, paused_days)
    if not first <= due_on <= last:
        raise ValidationError(
            _("A pact lasts three to six months: choose a day from %(first)s to %(last)s.")
            % {"first": date_format(first), "last": date_format(last)}
        )


def spread(starts_on: date, due_on: date, count: int = CHECK_INS) -> list[date]:
    """Days of so many talks, spread evenly between the two."""
    return [starts_on + (due_on - starts_on) * number // (count + 1) for number in range(1, count + 1)]


def check_order(starts_on: date, dates: Sequence[date], due_on: date) -> None:
    """Raise ValidationError unless the talks follow each other between the start and the end."""
    if not starts_on <= dates[0] or not dates[-1] <= due_on:
        raise ValidationError(
            _("Choose a day from %(first)s to %(last)s.")
            % {"first": date_format(starts_on), "last": date_format(due_on)}
        )
    if any(earlier >= later for earlier, later in pairwise(dates)):
        raise ValidationError(_("The talks follow one another: choose a day between the one before and the one after."))
