"""Numbers and texts as people read them, in the language that the site is built in."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import lru_cache

from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from lerendwerken.messages import _, language


def number(value: float, *, digits: int = 2) -> str:
    """Return a number with at most `digits` decimals, such as 1.234,5 in Dutch."""
    return _number(round(value, digits) + 0.0, digits, language())


@lru_cache(maxsize=4096)
def _number(value: float, digits: int, code: str) -> str:
    return format_decimal(value, format=f"#,##0.{'#' * digits}", locale=code).replace("-", "\N{MINUS SIGN}")


def energy(low: float, high: float) -> str:
    """Return a range of watt-hours in two digits, such as 0,02 tot 0,05 Wh; one number where both ends read the same."""
    unit, size = ("kWh", 1000) if high >= 1000 else ("Wh", 1)
    first, last = _rough(low / size), _rough(high / size)
    words = _("about {high} {unit}") if first == last else _("{low} to {high} {unit}")
    return words.format(low=first, high=last, unit=unit).replace(f" {unit}", f"\N{NO-BREAK SPACE}{unit}")


def _rough(value: float) -> str:
    """Return a positive number in two digits that count."""
    return number(value, digits=1 - math.floor(math.log10(value))) if value else number(0)


def percent(share: float) -> str:
    """Return a share of one as a whole percentage, such as 82 %."""
    return f"{number(share * 100, digits=0)}\N{NO-BREAK SPACE}%"


def listing(words: Iterable[str]) -> str:
    """Return words as a list in a sentence."""
    return format_list(list(words), locale=language())


def paragraphs(text: str) -> Markup:
    """Return plain text as HTML paragraphs; whatever it holds is shown as text."""
    blocks = (block for block in re.split(r"\n\s*\n", text) if block.strip())
    return Markup("").join(Markup("<p>{}</p>").format(_lines(block)) for block in blocks)


def _lines(block: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in block.strip().split("\n"))
