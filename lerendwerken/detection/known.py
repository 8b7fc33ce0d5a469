"""Texts that are known to be personal: what people marked themselves, and what was found before in the same session."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lerendwerken.detection.folding import fold
from lerendwerken.detection.roster import TUSSENVOEGSELS
from lerendwerken.detection.spans import Label, Span

SHORTEST_PART = 3


class Known:
    """Finds texts that were given to it, however they are cased and spaced; of a person also the parts of the name."""

    def __init__(self, why: str) -> None:
        """Start with nothing; `why` is how each find was seen, a key of `WHYS`."""
        self._why = why
        self._shapes: dict[str, tuple[Label, str]] = {}
        self._pattern: re.Pattern[str] | None = None

    def add(self, text: str, label: Label) -> None:
        """Find a text from now on; what was added first counts."""
        words = fold(text).text.split()
        for run in [words, *_parts(words)] if label == "PERSOON" else [words]:
            if run:
                self._shapes.setdefault(" ".join(run).casefold(), (label, " ".join(run)))
        self._pattern = None

    def find(self, text: str) -> Iterator[Span]:
        """Yield where one of them stands; a name in small letters only where it was typed so before."""
        if not self._shapes:
            return
        self._pattern = self._pattern or _pattern(self._shapes)
        for found in self._pattern.finditer(text):
            # letters that are alike only to a pattern, such as the dotted capital i, are no find
            label, typed = self._shapes.get(" ".join(found[0].split()).casefold(), (None, ""))
            if label is None:
                continue
            if label != "PERSOON" or not found[0].islower() or typed.islower():
                yield Span(found.start(), found.end(), label, self._why)


def _parts(words: list[str]) -> Iterator[list[str]]:
    """Yield the names within a whole name: not its initials and its tussenvoegsels."""
    if len(words) > 1:
        names = (word for word in words if word.casefold() not in TUSSENVOEGSELS and "." not in word)
        yield from ([name] for name in names if len(name) >= SHORTEST_PART)


def _pattern(shapes: Iterable[str]) -> re.Pattern[str]:
    words = (r"\s+".join(map(re.escape, shape.split())) for shape in sorted(shapes, key=len, reverse=True))
    # a possessive ending belongs to no name
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?=(?:'?s)?(?!\w))", re.IGNORECASE)
