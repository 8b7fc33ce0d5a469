"""Figures: the names that everybody knows, of history, stories and firms. They are of no private person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from lerendwerken.detection.gazetteer import made, phrases, whole_surnames
from lerendwerken.detection.kinds import Kinds
from lerendwerken.detection.phrases import introduced, joined
from lerendwerken.detection.tokens import Token

LONGEST: Final = 6


@cache
def _known() -> frozenset[str]:
    """Return the names, and those of places that are more than one word."""
    return phrases("figures") | {town for town in made("towns") - whole_surnames() if " " in town}


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(name.partition(" ")[0] for name in _known())


def figures(words: Sequence[Token], kinds: Kinds) -> Iterator[int]:
    """Yield the words that belong to such a name, unless a title or a first name before it makes it a person's."""
    at = 0
    while at < len(words):
        end = _end(words, at) if words[at].key in _beginnings() else at
        if end > at and not _private(words, kinds, at, end):
            yield from range(at, end)
        at = max(end, at + 1)


def _end(words: Sequence[Token], at: int) -> int:
    """Return the word after the longest known name that begins here, or `at`."""
    best = at
    for end in range(at + 1, min(at + LONGEST, len(words)) + 1):
        if end > at + 1 and not joined(words, end - 1):
            break
        *first, last = (word.key for word in words[at:end])
        tail = words[end - 1].text.rpartition("-")[2]
        # of the Johan de Witt-gymnasium, the name
        last = last if tail == words[end - 1].text or tail[:1].isupper() else last.partition("-")[0]
        if " ".join([*first, last]) in _known() and (end > at + 1 or words[at].capital):
            best = end
    return best


def _private(words: Sequence[Token], kinds: Kinds, at: int, end: int) -> bool:
    if introduced(words, at)[0] or (kinds.of(words[at]).member and end == at + 1):
        return True
    before = words[at - 1] if at and joined(words, at) else None
    if before is None:
        return False
    if words[at].particle and before.particle and words[at].text[0].isupper() <= before.text[0].isupper():
        # van den Ham, and not: van Den Haag
        return True
    if before.initials:
        return True
    single = end == at + 1
    named = bool(kinds.of(before).first) and (single or words[at].particle)
    # Van Bach is a surname, van Bach is of the composer
    return named or (single and before.particle and (before.key != "van" or before.text[0].isupper()))
