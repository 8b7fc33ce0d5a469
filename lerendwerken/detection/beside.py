"""What stands right beside a name: a date of birth, or the number of someone's file, with no word that says so."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Final

from lerendwerken.detection.dates import DATE, FULL_DATE, year_of
from lerendwerken.detection.spans import Span

BETWEEN: Final = re.compile(r"(?:'?s)?(?:,? ?\(|, ?|: ?|; ?|\t)")
# five digits or more, also in groups or behind some letters; letters alone are a word
NUMBER: Final = re.compile(r"(?=[A-Z/.-]{0,4}[0-9])[A-Z0-9]+(?:[-/.][A-Z0-9]+)*(?= ?\))")
LEAST_DIGITS: Final = 5
# an appointment is no date of birth
LEAST_AGE: Final = 2


def beside_names(text: str, names: Iterable[Span]) -> Iterator[Span]:
    """Yield dates of birth and numbers of files that follow a name in brackets, the dates also after a comma."""
    newest = dt.date.today().year - LEAST_AGE
    for name in names:
        between = BETWEEN.match(text, name.end)
        if between is None:
            continue
        date = DATE.match(text, between.end())
        if date and FULL_DATE.fullmatch(date[0]) and int(year_of(date[0]) or newest + 1) <= newest:
            yield Span(*date.span(), "DATUM_GEBOORTE", "beside")
        number = NUMBER.match(text, between.end()) if "(" in between[0] and not date else None
        if number and sum(map(str.isdigit, number[0])) >= LEAST_DIGITS:
            yield Span(*number.span(), "KLANTNUMMER", "beside")
