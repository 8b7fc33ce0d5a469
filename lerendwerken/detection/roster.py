"""A team's roster: the names of its members, found in every form that people type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lerendwerken.detection.letters import plain

MONTHS: Final = re.compile(r"(?<=[0-9] )(?:jan|mei)\b|\b(?:jan|mei)(?=\.?\s?[0-9])", re.IGNORECASE)
# those of the members' names
TUSSENVOEGSELS: Final = frozenset({
    "van", "de", "den", "der", "het", "'t", "ten", "ter", "te", "op", "in", "aan", "bij", "uit", "voor", "la", "le", "el",
    "al", "bin", "ben", "von", "du", "da", "dos", "di", "del",
})  # fmt: skip
# first names that are tussenvoegsels in other people's names
SHORT_NAMES: Final = frozenset({"ben", "al"})


class Roster:
    """The names of a team, in every form that people type: whole, first name, surname, with or without tussenvoegsels."""

    def __init__(self, members: Iterable[str]) -> None:
        names = [name for name in (_tokens(member) for member in members) if name]
        self._size = len(names)
        self._spelling: dict[str, str] = {}
        self._owners: dict[str, set[int]] = {}
        for owner, tokens in enumerate(names):
            self._add(owner, _forms(tokens))
        taken = set(self._owners)
        for owner, tokens in enumerate(names):
            self._add(owner, (half for half in _halves(tokens) if plain(half) not in taken))
        self._pattern = _pattern(self._spelling.values())

    def _add(self, owner: int, forms: Iterable[str]) -> None:
        for form in forms:
            self._spelling.setdefault(plain(form), form)
            self._owners.setdefault(plain(form), set()).add(owner)

    @property
    def words(self) -> frozenset[str]:
        """The names that the members' names are made of, in their plain spelling: no initials, no tussenvoegsels."""
        words = (word for form in self._owners for word in form.split() if "." not in word and len(word) > 1)
        return frozenset(word for word in words if word not in TUSSENVOEGSELS or word in self._owners)

    def __len__(self) -> int:
        return self._size

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where a name stands that is written in letters without capitals; `Persons` finds all others."""
        if self._pattern is not None:
            yield from (found.span() for found in self._pattern.finditer(text))

    def person(self, original: str) -> str:
        """Return what tells the person: the one member that the form fits, else the form itself."""
        owners = self._owners.get(self._form(original), set())
        return f"member {next(iter(owners))}" if len(owners) == 1 else plain(original)

    def spelled(self, original: str) -> str:
        """Return the roster's own spelling of a name as typed."""
        return self._spelling.get(plain(original), original)

    def _form(self, original: str) -> str:
        whole = plain(original)
        return whole if whole in self._owners else plain(re.sub(r"^(?:[^\W\d_]\.\s?)+", "", original))


def _tokens(member: str) -> list[str]:
    """Return the words of a name in their spoken order (`Vries, Anna de` as well)."""
    last, comma, first = member.partition(",")
    return (f"{first} {last}" if comma else member).split()


def _forms(tokens: list[str]) -> Iterator[str]:
    """Yield every run of a name's words that ends in a real name."""
    for start in range(len(tokens)):
        for end in range(start + 1, len(tokens) + 1):
            run = tokens[start:end]
            core = run[-1].casefold() not in TUSSENVOEGSELS or (end == 1 and run[0].casefold() in SHORT_NAMES)
            if core and len(" ".join(run).strip(".")) > 1:
                yield " ".join(run)


def _halves(tokens: list[str]) -> Iterator[str]:
    """Yield the halves of double names."""
    yield from (half for token in tokens if "-" in token for half in token.split("-") if len(half) > 1)


def _pattern(forms: Iterable[str]) -> re.Pattern[str] | None:
    caseless = [form for form in forms if form.upper() == form.lower() and re.search(r"[^\W\d_]", form)]
    return re.compile("|".join(map(re.escape, sorted(caseless, key=len, reverse=True)))) if caseless else None
