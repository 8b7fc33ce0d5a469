"""Numbers of the state and the bank: BSN and IBAN, found by their check digits, or by the word before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lerendwerken.detection.cues import before, of_a_thing
from lerendwerken.detection.spans import Span

IBAN: Final = re.compile(r"(?<![^\W_])[A-Z]{2} ?[ .-]?[0-9]{2}(?:[ .-]{0,2}[A-Z0-9]){11,30}", re.IGNORECASE | re.ASCII)
IBAN_SHAPE: Final = re.compile(
    r"[A-Z]{2}[0-9]{2}(?:[ .-]?[A-Z]{4}(?:[ .-]?[0-9]){8,12}|(?:[ .-]?[0-9]){10,20})(?![^\W_])", re.IGNORECASE
)
IBAN_CUE: Final = re.compile(
    r"\b(?:iban\b|(?:bank|tegen|giro|spaar)?rekening(?:nummer|nr)?\b|rek\.|rekeningnr\.)[^0-9]{0,24}$", re.IGNORECASE
)
GROUP: Final = re.compile(r"[0-9]+")
BSN_CUE: Final = re.compile(
    r"(?<![^\W_])(?:b\.?s\.?n\.?|burger ?service ?(?:nummer|nr)|sofi-?(?:nummer|nr)?|pgn|onderwijsnummer"
    r"|social security number)(?:[ -]?(?:nummer|nr|code)s?)?(?![^\W_])[^0-9\n]{0,40}$",
    re.IGNORECASE,
)
# how people group nine digits; other groups are parts of longer numbers
BSN_GROUPS: Final = frozenset(
    {(9,), (3, 3, 3), (4, 2, 3), (4, 3, 2), (2, 3, 4), (3, 2, 4), (4, 5), (5, 4), (3, 6), (6, 3), (2, 2, 2, 3)}
)


def ibans(text: str) -> Iterator[Span]:
    """Yield account numbers: any country's whose check digits hold, and after a cue those with a slip in them."""
    from stdnum import iban  # late: reads its own tables
    from stdnum.iso7064 import mod_97_10

    def is_valid(number: str) -> bool:
        # the quick check first: hostile text holds thousands of beginnings
        return bool(mod_97_10.is_valid(number[4:] + number[:4]) and iban.is_valid(number))

    at = 0
    while found := IBAN.search(text, at):
        # the pattern eats the next word as well: step back until length and checksum of the country hold
        ends = (e for e in range(found.end(), found.start() + 14, -1) if text[e - 1].isalnum())
        end = next((e for e in ends if is_valid(re.sub(r"[\W_]", "", text[found.start() : e]))), None)
        slip = None if end else IBAN_SHAPE.match(text, found.start())
        if end is not None:
            yield Span(found.start(), end, "IBAN", "checksum")
        elif slip and IBAN_CUE.search(before(text, found.start())):
            end = slip.end()
            yield Span(found.start(), end, "IBAN", "cue")
        at = end or found.start() + 1


def bsns_by_cue(text: str) -> Iterator[Span]:
    """Yield numbers of eight or nine digits after a word for it, also with a slip in the check digits."""
    at = 0
    for start, end, sizes in _groups(text):
        if start >= at and sum(sizes) in {8, 9} and BSN_CUE.search(before(text, start)):
            at = end
            yield Span(start, end, "BSN", "cue")


def bsns(text: str) -> Iterator[Span]:
    """Yield numbers of nine digits that pass the elf-proef, unless a word before them says that they name a thing."""
    from stdnum.nl import bsn

    at = 0
    for start, end, sizes in _groups(text):
        digits = re.sub(r"[^0-9]", "", text[start:end])
        if start >= at and sizes in BSN_GROUPS and bsn.is_valid(digits) and not of_a_thing(text, start):
            at = end
            yield Span(start, end, "BSN", "checksum")


def _groups(text: str) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Yield one to four groups of digits that stand together, the longest first, and how many digits each has."""
    runs = [found.span() for found in GROUP.finditer(text)]
    for first, (start, _end) in enumerate(runs):
        if start and (text[start - 1].isalnum() or text[start - 1] in "+_"):
            continue
        last = first + 1
        while last < min(first + 4, len(runs)) and text[runs[last - 1][1] : runs[last][0]] in {
            " ",
            ".",
            "-",
            "/",
            " - ",
            ". ",
        }:
            last += 1
        for stop in range(last, first, -1):
            end = runs[stop - 1][1]
            if not (text[end : end + 1].isalnum() or text[end : end + 1] == "_"):
                yield start, end, tuple(e - s for s, e in runs[first:stop])
