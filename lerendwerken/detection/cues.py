"""Cues: the words around a number that tell whether it points to a person or to a thing."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

WORDS: Final = Path(__file__).parent / "words"


@cache
def listed(name: str) -> tuple[str, ...]:
    """Return the words of one of the lists beside this module; lines with a `#` tell what the list is."""
    lines = (WORDS / f"{name}.txt").read_text("utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


def any_of(name: str) -> str:
    """Return a pattern for any of the words of a list."""
    return f"(?:{'|'.join(listed(name))})"


NUMBER: Final = r"(?:-? ?(?:nummers?|nrs?|no|num|code)\b)"
# what may stand between a word and its number
FILL: Final = rf"(?:{NUMBER}|[\s:;#=(\[\"'.*-]|\b(?:is|was|luidt|met|van|nummers?|nrs?|no)\b)*"
THING: Final = re.compile(rf"(?:(?<![^\W_])(?:[a-z]+-?)?{any_of('things')}[a-z]{{0,12}}{FILL}|[€$£] ?)$", re.IGNORECASE)
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
