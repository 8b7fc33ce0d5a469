"""Repeats: a name that was found, found elsewhere in the same text, whole or in part."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from lerendwerken.detection.gazetteer import is_word, last_name, listed
from lerendwerken.detection.tokens import Token


def repeats(
    words: Sequence[Token], names: Sequence[tuple[int, int]], taken: Collection[int]
) -> Iterator[tuple[int, int, str]]:
    """Yield the words, first and last index, of a name found elsewhere; in small letters only if they are no word."""
    parts: set[str] = set()
    for first, last in names:
        for at in range(first, last + 1):
            if not (words[at].particle or words[at].initials) and len(words[at].key) > 2:
                parts.add(words[at].key)
    at = 0
    while at < len(words):
        if at in taken or words[at].key not in parts or not _again(words, at):
            at += 1
            continue
        first = at
        while first > 0 and words[first - 1].particle and first - 1 not in taken and words[first - 1].text[0].isupper():
            first -= 1
        yield first, at, "repeated"
        at += 1


def _again(words: Sequence[Token], at: int) -> bool:
    word, doubtful = words[at], words[at].key in listed("doubtful")
    if word.capital and at and words[at - 1].text in {"de", "een", "het"} and word.gap == " " and not last_name(word.key):
        return False
    if word.capital:
        acts = at + 1 < len(words) and words[at + 1].key in listed("verbs")
        return acts or not (doubtful and word.opens)
    return (not is_word(word.key) and not doubtful) or word.key in listed("believed")
