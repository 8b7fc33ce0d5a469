"""Licence plates: the Dutch sidecodes 1 to 14, sure with hyphens, else after a word for a vehicle.

Letters and sidecodes: RDW, as listed on https://www.nummerborden.info/info-nl-kentekens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lerendwerken.detection.cues import any_of, before, of_a_thing
from lerendwerken.detection.spans import Span

SIDECODES: Final = [
    "XX-99-99",
    "99-99-XX",
    "99-XX-99",
    "XX-99-XX",
    "XX-XX-99",
    "99-XX-XX",
    "99-XXX-9",
    "9-XXX-99",
    "XX-999-X",
    "X-999-XX",
    "XXX-99-X",
    "X-99-XXX",
    "9-XX-999",
    "999-XX-9",
]
# no vowels, C, Q or Y since sidecode 4; the first letter of a semi-trailer is an O
ISSUED: Final = re.compile(r"[BDFGHJKLMNOPRSTVWXZ][BDFGHJKLMNPRSTVWXZ]*", re.IGNORECASE)
# months and units beside numbers
NO_LETTERS: Final = frozenset({"mrt", "kg", "km", "kw", "kn"})
SIGNS: Final = {"X": "[A-Z]", "9": "[0-9]", "-": "[ .-]?"}
SHAPE: Final = "|".join("".join(map(SIGNS.__getitem__, code)) for code in SIDECODES)
PLATE: Final = re.compile(rf"(?<![\w.,+/-])(?:{SHAPE})(?![\w/]|-[\w]|[.,][0-9])", re.IGNORECASE)
AFTER_CUE: Final = re.compile(
    r"(?<![^\W_])(?:kentekens?|kentekenplaat|nummerbord|nummerplaat|kent\.)(?:nummer)?"
    r"[\s:=(\"'-]{0,3}(?:is |was |met |nr\.? )?[\s:(\"']{0,2}"
    r"((?=[A-Z -]{0,8}[0-9])[A-Z0-9]{1,4}[ -]?[A-Z0-9]{1,4}(?:[ -][A-Z0-9]{1,4})?)(?![\w-])",
    re.IGNORECASE,
)
VEHICLE: Final = re.compile(rf"(?<![^\W_])(?:[a-z]+)?{any_of('vehicles')}", re.IGNORECASE)
LIST: Final = re.compile(r",? en |, | of |; | / ")
CODED: Final = re.compile(
    r"\b(?:code|doos|krat|rapport|norm|formulier|form|versie|kast|rek|vak|gang|sleutel|boring|ruimte|kamer|lokaal)\W{0,3}$",
    re.IGNORECASE,
)


def plates(text: str) -> Iterator[Span]:
    """Yield licence plates."""
    yield from (Span(*found.span(1), "KENTEKEN", "cue") for found in AFTER_CUE.finditer(text))
    last, codes = -1, False
    for found in PLATE.finditer(text):
        ahead = before(text, found.start(), reach=100)
        if of_a_thing(text, found.start()) or CODED.search(ahead):
            codes = True
        elif _is_plate(
            found[0], vehicle=bool(VEHICLE.search(ahead)), codes=codes, alone=_in_brackets(text, found)
        ) or LIST.fullmatch(text, last, found.start()):
            last = found.end()
            yield Span(found.start(), found.end(), "KENTEKEN", "form")


def _in_brackets(text: str, found: re.Match[str]) -> bool:
    return text[max(0, found.start() - 1) : found.start()] == "(" and text[found.end() : found.end() + 1] == ")"


def _is_plate(plate: str, *, vehicle: bool, codes: bool, alone: bool) -> bool:
    """Tell whether a sidecode is a plate: with a vehicle nearby, after article codes of that form, alone in brackets."""
    letters = re.findall("[A-Z]+", plate, re.IGNORECASE)
    issued = all(map(ISSUED.fullmatch, letters)) and not NO_LETTERS & {letter.lower() for letter in letters}
    whole = plate.count("-") == 2
    if not vehicle:
        return whole and issued and not codes
    return whole or (issued and (plate.isupper() or " " not in plate or alone))
