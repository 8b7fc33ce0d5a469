"""Gazetteer: what a word is by itself, before its place in a sentence is looked at.

The lists stand in `data`: those by hand as text, those made by `scripts/gazetteer.py` compressed. Each is read when it is
first asked for. Names are asked for in their plain spelling, see `letters.plain`.
"""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from typing import Final

from lerendwerken.detection.letters import plain
from lerendwerken.detection.lists import DATA, lines

SHORTEST_PART: Final = 4


@cache
def listed(name: str) -> frozenset[str]:
    """Return the words of a list by hand, in their plain spelling."""
    return frozenset(plain(" ".join(lines(name))).split())


@cache
def made(name: str) -> frozenset[str]:
    """Return the words of a list that the script made."""
    return frozenset(gzip.decompress((DATA / f"{name}.gz").read_bytes()).decode().split("\n"))


@cache
def phrases(name: str) -> frozenset[str]:
    """Return the lines of a list by hand, in their plain spelling."""
    return frozenset(map(plain, lines(name)))


@cache
def _sections(name: str) -> dict[str, tuple[str, ...]]:
    """Return the lines of a list by hand that are a name, a colon and words; names that come twice are one."""
    sections: dict[str, tuple[str, ...]] = {}
    for line in lines(name):
        section, _colon, words = line.partition(": ")
        sections[section] = sections.get(section, ()) + tuple(plain(words).split())
    return sections


@cache
def small_set(name: str) -> frozenset[str]:
    """Return one of the small sets of words."""
    return frozenset(_sections("sets")[name])


@cache
def endings(name: str) -> tuple[str, ...]:
    """Return one of the small sets of words, as `str.endswith` takes it."""
    return _sections("sets")[name]


@cache
def weights() -> dict[str, float]:
    """Return how much a word before a name points to a person."""
    return {word: float(weight) for weight, words in _sections("before").items() for word in words}


@cache
def whole_surnames() -> frozenset[str]:
    """Return surnames with the tussenvoegsels that they often have: `van der linden`."""
    return frozenset(f"{particles} {name}" for particles, names in _sections("particles").items() for name in names)


@cache
def own_last_names() -> frozenset[str]:
    """Return surnames that people here often bear, without tussenvoegsels."""
    return listed("last_names") | {name.rpartition(" ")[2] for name in whole_surnames()}


@lru_cache(maxsize=16384)
def is_dutch(key: str) -> bool:
    """Tell whether a word stands in the Dutch word list, or is two words of it joined."""
    words = made("dutch")
    return key in words or any(
        key[at:] in words and (key[:at] in words or (at > SHORTEST_PART and key[at - 1] == "s" and key[: at - 1] in words))
        for at in range(SHORTEST_PART, len(key) - SHORTEST_PART + 1)
    )


def is_listed_word(key: str) -> bool:
    """Tell whether a word stands in a word list itself, and is not only made of two that do."""
    return key in made("dutch") or key in made("english")


@lru_cache(maxsize=16384)
def is_word(key: str) -> bool:
    """Tell whether a word is an everyday one, Dutch or English."""
    return is_dutch(key) or key in made("english")


def is_own_first(key: str) -> bool:
    """Tell whether people here often bear this first name."""
    return key in listed("first_names")


@lru_cache(maxsize=16384)
def first_name(key: str) -> int:
    """Return how surely a word is a first name by itself: 2 surely, 1 it is a word or place too, 0 not at all."""
    if key in listed("first_names"):
        return 1 if key in listed("doubtful") or len(key) < 2 else 2
    if key not in made("first_names"):
        return 0
    return 1 if len(key) < 3 or is_word(key) or is_place(key) or is_thing(key) or key in listed("last_names") else 2


@lru_cache(maxsize=16384)
def last_name(key: str) -> int:
    """Return how surely a word is a surname by itself: 2 surely, 1 it is a word or place too, 0 not at all."""
    if key not in own_last_names() and key not in made("last_names"):
        return 0
    return 1 if len(key) < 3 or key in listed("doubtful") or is_word(key) or is_place(key) or is_thing(key) else 2


def is_place(key: str) -> bool:
    """Tell whether a word is a town, or tells of where people or things are from."""
    return key in made("towns") or key in made("origins")


def is_thing(key: str) -> bool:
    """Tell whether a word with a capital is known as a brand, a tool, an organisation or a part of one."""
    return key in listed("things") and key not in listed("first_names")
