"""Looks: how much the words of a phrase say by themselves that they are a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from lerendwerken.detection.gazetteer import endings, is_own_first, own_last_names, small_set
from lerendwerken.detection.kinds import Kind, Kinds, like_a_name, like_a_surname
from lerendwerken.detection.phrases import Phrase, is_whole
from lerendwerken.detection.tokens import Token

SHORTEST_UPPER: Final = 4
# capitals within a word: GitHub, OpenGL; but McDonald
CAMEL: Final = re.compile(
    r"(?<!^Mc)(?<!^Mac)(?<!^De)(?<!^Van)(?<!^La)(?<!^Le)(?<!^Di)(?<!^El)(?<!^Fitz)(?<=[a-z])[A-Z]|^[A-Z]{2,}[a-z]"
)


def looks(words: Sequence[Token], kinds: Kinds, phrase: Phrase) -> float:
    """Return how much the words of a phrase speak for a name, on the scale of `evidence`."""
    if any(words[at].initials for at in range(phrase.first, phrase.last)):
        return 3.0
    names = [words[at] for at in range(phrase.first, phrase.last + 1) if not words[at].particle]
    names = [word for word in names if not word.initials] or names or [words[phrase.last]]
    if words[phrase.first].particle and is_whole(words, phrase.first) and kinds.of(names[0]).first < 2:
        return _whole(words[phrase.first], names[0])
    if len(names) == 1:
        return _single(names[0], kinds.of(names[0]), start=words[phrase.first].opens, particles=phrase.last > phrase.first)
    inner = any(words[at].particle for at in range(phrase.first + 1, phrase.last))
    return _several(names, [kinds.of(word) for word in names], start=words[phrase.first].opens, inner=inner)


def _whole(lead: Token, name: Token) -> float:
    """Return what a surname with its particles says: van Dijk may be someone, or of Dijk; De Linde may be a house."""
    if lead.text[0].islower() and lead.key == "van":
        return 1.0
    return 1.5 if name.key in small_set("houses") else 2.25


def _several(words: Sequence[Token], kinds: Sequence[Kind], *, start: bool, inner: bool) -> float:
    """Return what more than one name says; `inner` if particles stand between them."""
    first, rest = kinds[0], kinds[1:]
    if first.first == 2 or all(kind.member for kind in kinds):
        return 3.0
    if first.first == 1:
        return 2.5 if any(kind.name or kind.unknown for kind in rest) and (inner or not start) else 1.5
    if any(kind.first == 2 for kind in rest):
        return 2.5
    if not start and any(kind.last == 2 for kind in kinds):
        return 2.0
    if all(kind.word and kind.name < 2 for kind in kinds):
        return 0.25
    shouts = all(word.upper and not word.shouted and not kind.name for word, kind in zip(words, kinds, strict=True))
    alike = any(like_a_surname(word.key) for word in words[1:])
    known = any(kind.name for kind in kinds)
    return 0.0 if shouts else 1.25 + 0.25 * known + 0.5 * alike + 1.0 * inner - 0.5 * start


def _single(word: Token, kind: Kind, *, start: bool, particles: bool) -> float:
    """Return what one name says; `particles` if some stand before it."""
    if word.upper and not word.shouted and (len(word.text) < SHORTEST_UPPER or not is_own_first(word.key)):
        return -1.0
    if kind.first:
        return _first_name(word, kind, start=start)
    if kind.last:
        return _last_name(word, kind, start=start, particles=particles)
    if kind.thing or CAMEL.search(word.text):
        return -2.0
    sure = (0.25 if start else 1.0) * (0.5 if word.shouted else 1.0)
    sure -= 1.0 * (word.key.endswith(endings("place_endings")) and not particles)
    return sure + 0.5 * like_a_name(word.key) + 0.5 * particles - 1.5 * kind.word


def _first_name(word: Token, kind: Kind, *, start: bool) -> float:
    own = kind.member or is_own_first(word.key)
    if kind.first == 2:
        # names that no one here wrote down are told apart from brands with less ease
        return 3.0 if own or "-" in word.key else 2.25
    if kind.thing:
        return 0.0
    unsure = 0.5 if start or word.shouted else 2.25
    return (unsure if own else 0.25 if start else 0.75) + 0.75 * kind.member


def _last_name(word: Token, kind: Kind, *, start: bool, particles: bool) -> float:
    own = word.key in own_last_names()
    if kind.last == 2:
        return (1.5 if start else 2.0) * (1.0 if own else 0.75) + particles
    return (0.25 if own else -0.25) + 0.75 * particles * (not start)
