"""What a reply may not give away: its own instructions, the code of its fences, and placeholders that it was never given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from lerendwerken.detection import LABELS

# letters and digits in a row, spaces left out: about eight Dutch words, more than two texts share by chance
LONGEST_SHARED: Final = 40
CHANCE: Final = 5
FENCE = re.compile(r"\[\W*(?:begin|einde)\s+materia+l\b[^\]\n]{0,40}\]?", re.IGNORECASE)
FENCE_CODE = re.compile(r"\[begin materiaal ([0-9a-f]{16})\]")
# the kit's questions and hints stand in such lines: to be used, so no secret; and so are words between quotation marks
HINT = re.compile(r"^- .*$|“[^”\n]*”", re.MULTILINE)
_DASH = r"\-‐‑‒–—_−"
_LABEL = "|".join(label.replace("_", "[_ ]") for label in LABELS)
# ours in any spelling, with or without brackets, and names in capitals of the same form
PLACEHOLDER = re.compile(
    rf"[\[［⟦【]\s*((?i:{_LABEL}))[\s{_DASH}]{{0,3}}(\d{{1,6}})\s*[\]］⟧】]?"
    rf"|\b((?i:{_LABEL}))\s?[{_DASH}]\s?(\d{{1,6}})\b"
    rf"|\[([A-Z][A-Z_]{{2,20}})-(\d{{1,6}})\]"
)


def leaked(text: str, *, system: str, team_text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text repeats its instructions, in any case and spacing; the team's own words are free."""
    yield from ((found.start(), found.end()) for found in FENCE.finditer(text))
    letters, places = _squeezed(text)
    for code in FENCE_CODE.findall(system):
        if (at := letters.find(code)) >= 0:
            yield places[at], places[at + len(code) - 1] + 1
    secret, theirs = _grams(HINT.sub("\n\n", system)), _squeezed(team_text)[0]
    start = None
    for at in range(len(letters) - LONGEST_SHARED + 2):
        gram = letters[at : at + LONGEST_SHARED]
        # a letter before and after what the team wrote can be ours by chance
        if gram in secret and gram[CHANCE:-CHANCE] not in theirs:
            start = at if start is None else start
        elif start is not None:
            yield places[start], places[at + LONGEST_SHARED - 2] + 1
            start = None


def made_up_placeholders(text: str, *, given: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield where a text names a placeholder, in any spelling, that is not among the given ones."""
    known = {_key(placeholder) for placeholder in given}
    for found in PLACEHOLDER.finditer(text):
        name, number = (part for part in found.groups() if part)
        if _key(f"{name}{int(number)}") not in known:
            yield found.span()


def _key(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()


def _squeezed(text: str) -> tuple[str, list[int]]:
    """Return the letters and digits of a text without accents, and the place of each in the text."""
    pairs = [
        (letter, place)
        for place, character in enumerate(text)
        for letter in unicodedata.normalize("NFKD", character.casefold())
        if letter.isalnum()
    ]
    return "".join(letter for letter, _place in pairs), [place for _letter, place in pairs]


def _grams(text: str) -> set[str]:
    """Return all runs of so many letters, paragraph by paragraph, since a run over two of them is nobody's sentence."""
    parts = (_squeezed(part)[0] for part in text.split("\n\n"))
    return {part[at : at + LONGEST_SHARED] for part in parts for at in range(len(part) - LONGEST_SHARED + 1)}
