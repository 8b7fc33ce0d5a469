"""Tokens: a text as words with what stands between them, in the shapes in which names are typed."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from lerendwerken.detection.gazetteer import listed, small_set
from lerendwerken.detection.letters import plain

TUSSENVOEGSELS: Final = small_set("tussenvoegsels")
TOKEN: Final = re.compile(
    r"(?P<code>[^\W_]*\d(?:[\w.-]*\w)?)"
    r"|(?P<tussen>(?<!\w)(?:[Vv][./] ?[dD]\.?|'[tsnTS](?=[ -][^\W\d_])|[DdLl]'(?=\s))(?!\w))"
    r"|(?P<dotted>(?<![^\W_])(?:(?:[^\W\d_]|Th|Chr|Joh|Ph|IJ|Tj|Sj|Fr|Ch|Jac|Wm|Ant|Alb|Corn|Joz)\.-?)*"
    r"(?:[^\W\d_]|Th|Chr|Joh|Ph|IJ|Tj|Sj|Fr|Ch|Jac|Wm|Ant|Alb|Corn|Joz)\.)"
    r"|(?P<word>[^\W\d_]+(?:['-][^\W\d_]+)*)"
)
POSSESSIVE: Final = re.compile(r"'[sS]$")
# what stands before the first word of a sentence
OPENS: Final = re.compile(r"[\n.!?:•…]|[\"'‘“(]$|^[\s>*#-]*[-*•>#][\s]*$")
# no name is longer, and what is takes long to look at
LONGEST: Final = 60
SHOUTED: Final = 0.8


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text.

    Attributes:
        start: where it begins.
        end: where it ends, without a possessive ending.
        text: as typed, without a possessive ending.
        key: its plain spelling.
        gap: what stands between it and the word before.
        kind: `code`, `tussen`, `dotted` or `word`.
        opens: whether a sentence, a line or a quotation begins with it.
        shouted: whether the line is all capitals.
        owns: whether a possessive ending follows.
    """

    start: int
    end: int
    text: str
    key: str
    gap: str
    kind: str
    opens: bool
    shouted: bool
    owns: bool

    @property
    def capital(self) -> bool:
        """Whether it is typed as names are: a capital first, or after a small particle."""
        first = self.text[0]
        if first.isupper():
            return True
        particle, _sign, rest = self.text.replace("'", "-").partition("-")
        return bool(rest) and rest[0].isupper() and particle in TUSSENVOEGSELS | small_set("joined_particles")

    @property
    def upper(self) -> bool:
        """Whether it is all capitals."""
        return len(self.text) > 1 and self.text.isupper() and self.kind == "word"

    @property
    def particle(self) -> bool:
        """Whether it is a tussenvoegsel."""
        return self.kind == "tussen" or self.key in TUSSENVOEGSELS or self.text in {"v.", "d."}

    @property
    def initials(self) -> bool:
        """Whether it is one initial or more."""
        return self.kind == "dotted" and self.text[0].isupper()


def tokens(text: str) -> list[Token]:
    """Return the words of a text."""
    shouted = _shouted_lines(text)
    found: list[Token] = []
    at = 0
    for match in TOKEN.finditer(text):
        start, end = match.span()
        kind = (match.lastgroup or "word") if end - start <= LONGEST else "code"
        owned = POSSESSIVE.search(match[0]) if kind == "word" else None
        owns = owned is not None or (kind == "word" and text[end : end + 1] == "'" and match[0][-1] in "sxzSXZ")
        end -= 2 if owned else 0
        gap = text[at:start]
        found.append(
            Token(
                start,
                end,
                text[start:end],
                plain(text[start : min(end, start + LONGEST)]),
                gap,
                kind,
                opens=_opens(found, gap),
                shouted=bool(bisect_right(shouted, start) % 2),
                owns=owns,
            )
        )
        at = match.end()
    return found


def _opens(found: list[Token], gap: str) -> bool:
    if not found:
        return True
    if not OPENS.search(gap):
        return False
    before = found[-1]
    abbreviated = gap.strip() == "." and "\n" not in gap
    return not (abbreviated and (before.key in listed("abbreviations") or before.key in listed("titles")))


def _shouted_lines(text: str) -> list[int]:
    """Return where lines begin and end, in turn, that are typed all in capitals, but for a word or two."""
    edges, at = [], 0
    for line in text.split("\n"):
        letters = [c for c in line if c.isalpha()]
        if len(line.split()) > 2 and sum(map(str.isupper, letters)) > SHOUTED * len(letters) > 0:
            edges += [at, at + len(line)]
        at += len(line) + 1
    return edges
