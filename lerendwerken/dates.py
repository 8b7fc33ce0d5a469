"""Days and weeks as people read them, in the language that messages are shown in."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from babel.dates import format_date

from lerendwerken.messages import _, language
from lerendwerken.weekcycle import Week


@lru_cache(maxsize=4096)
def _date(day: dt.date, form: str, code: str) -> str:
    return format_date(day, format=form, locale=code)


def date(day: dt.date) -> str:
    """Return a day, such as 11 december 2026."""
    return _date(day, "d MMMM y", language())


def short_date(day: dt.date) -> str:
    """Return a day in little room, such as 11 dec 2026."""
    return _date(day, "d MMM y", language())


def weekday(day: dt.date) -> str:
    """Return a day by its name, such as vrijdag 11 december."""
    return _date(day, "EEEE d MMMM", language())


def week(value: Week) -> str:
    """Return a week, such as week 48, 2026."""
    return _("week {number}, {year}").format(number=value.number, year=value.year)


def week_days(value: Week) -> str:
    """Return the working days that a week spans, such as 23 tot en met 27 november 2026."""
    first, last = value.monday, value.monday + dt.timedelta(days=4)
    form = "d" if first.month == last.month else "d MMMM" if first.year == last.year else "d MMMM y"
    return _("{first} to {last}").format(first=_date(first, form, language()), last=date(last))
