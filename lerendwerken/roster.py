"""A team's roster: the names of its members, found in every form that people type."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

MONTHS: Final = re.compile(r"(?<=[0-9] )(?:jan|mei)\b|\b(?:jan|mei)(?=\.?\s?[0-9])", re.IGNORECASE)
# unformatted: word lists read better in lines than one word to a line
# fmt: off
TUSSENVOEGSELS: Final = frozenset((
    "van", "de", "den", "der", "het", "'t", "ten", "ter", "te", "op", "in", "aan", "bij", "uit", "voor", "la", "le",
    "el", "al", "bin", "ben", "von", "du", "da", "dos", "di", "del",
))
# first names that are tussenvoegsels in other people's names
SHORT_NAMES: Final = frozenset({"ben", "al"})
# names that are ordinary words as well: typed in small letters they count as the word
ORDINARY: Final = frozenset((
    "wil", "wie", "mei", "ton", "ben", "al", "bas", "ster", "vos", "roos", "bloem", "job", "berg", "bos", "boer",
    "bakker", "visser", "smit", "dijk", "veld", "haan", "hart", "koning", "prins", "meester", "schipper", "kok",
    "klerk", "jong", "jonge", "groot", "grote", "klein", "kleine", "lang", "lange", "kort", "wit", "witte", "zwart",
    "groen", "rood", "bruin", "snel", "best", "goed", "vrij", "zee", "hof", "kamp", "post", "meer", "brink", "linde",
    "heide", "zomer", "winter", "storm", "engel", "hemel",
))
# fmt: on


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
            self._add(owner, (half for half in _halves(tokens) if _plain(half) not in taken))
        self._pattern = _name_pattern(self._spelling.values())

    def _add(self, owner: int, forms: Iterable[str]) -> None:
        for form in forms:
            self._spelling.setdefault(_plain(form), form)
            self._owners.setdefault(_plain(form), set()).add(owner)

    def __len__(self) -> int:
        return self._size

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where a name stands; the possessive ending stays outside."""
        if self._pattern is None:
            return
        months = {found.start() for found in MONTHS.finditer(text)}
        for found in self._pattern.finditer(text):
            if found.start() not in months and not _ordinary(found["name"], text[found.end() : found.end() + 1]):
                yield found.span()

    def person(self, original: str) -> str:
        """Return what tells the person: the one member that the form fits, else the form itself."""
        owners = self._owners.get(self._form(original), set())
        return f"member {next(iter(owners))}" if len(owners) == 1 else _plain(original)

    def spelled(self, original: str) -> str:
        """Return the roster's own spelling of a name as typed."""
        return self._spelling.get(_plain(original), original)

    def _form(self, original: str) -> str:
        plain = _plain(original)
        return plain if plain in self._owners else _plain(re.sub(r"^(?:[^\W\d_]\.\s?)+", "", original))


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


def _name_pattern(forms: Iterable[str]) -> re.Pattern[str] | None:
    shapes = {shape for form in forms for shape in (form, unicodedata.normalize("NFD", form), _bare(form))}
    if not shapes:
        return None
    words = (r"\s+".join(re.escape(word) for word in shape.split()) for shape in sorted(shapes, key=len, reverse=True))
    initials = r"(?:(?-i:[A-Z])\.\s?)*"
    return re.compile(rf"(?<![^\W_]){initials}(?P<name>{'|'.join(words)})(?=s?(?![^\W_]))", re.IGNORECASE)


def _bare(text: str) -> str:
    """Return a text without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _plain(text: str) -> str:
    return " ".join(_bare(text).casefold().split())


def _ordinary(name: str, after: str) -> bool:
    """Tell whether a find in small letters is an ordinary word: two letters, a known word, or a short name with an s."""
    *before, core = name.split()
    if not name.islower() or any(word not in TUSSENVOEGSELS for word in before):
        return False
    return len(core) < 3 or core in ORDINARY or (after == "s" and len(core) < 5)
