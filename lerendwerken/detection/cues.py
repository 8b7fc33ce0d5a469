"""Cues: the words around a number that tell whether it points to a person or to a thing."""

from __future__ import annotations

import re
from typing import Final

from lerendwerken.detection.lists import listed


def any_of(name: str) -> str:
    """Return a pattern for any of the words of a list."""
    return f"(?:{'|'.join(listed(name))})"


NUMBER: Final = r"(?:-? ?(?:nummers?|nrs?|no|num|code)\b)"
# what may stand between a word and its number
FILL: Final = rf"(?:{NUMBER}|[\s:;#=(\[\"'.*-]|\b(?:is|was|luidt|met|van|nummers?|nrs?|no)\b)*"
THING: Final = re.compile(
    rf"(?:(?<![^\W_])(?:[a-z]+-?)?{any_of('things_with_numbers')}[a-z]{{0,12}}{FILL}|[€$£] ?)$", re.IGNORECASE
)
REACH: Final = 48


def of_a_thing(text: str, start: int) -> bool:
    """Tell whether the words just before a number say that it counts or names a thing."""
    return bool(THING.search(text, max(0, start - REACH), start))


def before(text: str, start: int, *, reach: int = REACH) -> str:
    """Return the words before a place, on the same line."""
    return text[max(0, start - reach) : start].rpartition("\n")[2]


def after(text: str, end: int, *, reach: int = REACH) -> str:
    """Return the words after a place, on the same line."""
    return text[end : end + reach].partition("\n")[0]
