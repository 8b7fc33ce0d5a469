"""Kinds: what the words of a text can be in a name, by the lists and by their form."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lerendwerken.detection import gazetteer
from lerendwerken.detection.gazetteer import listed
from lerendwerken.detection.tokens import Token

STREET: Final = re.compile(
    r".{2,}(?:straat|laan|weg|plein|gracht|kade|singel|steeg|dreef|dijk|hof|park|markt|brug|huis|school|kerk|wijk)"
)
PLAIN_STREET: Final = re.compile(r".{2,}(?:straat|laan|weg|plein|gracht|kade|singel|steeg|dreef|prijs|lezing|fonds)")
# endings of surnames, of many languages
SURNAME: Final = re.compile(
    r".{2,}(?:stra|sma|inga|ema|enga|ga|veld|huis|huizen|berg|burg|dijk|man|mans|sen|sson|ssen|ova|eva|ov|ev|ic|ich|ski|ska|cki|cka"
    r"|czyk|wicz|enko|chuk|yuk|oglu|yan|ian|dze|shvili|zadeh|zai|pour|oui|aoui|ouch|singh|persad|dien|opoulos|idis|escu|eanu|ez"
    r"|eira|inho|ella|ini|etti|elli|aert|aerts|ckx|kens|ink|ing|hof|horst|kamp|laar|meijer|meyer|beek|brink|broek|wijk|boom"
    r"|dikromo|medjo|wiro|joyo|redjo|ssohn|stein|baum|bach|quist|strom|lund|gaard)"
)
# endings of first names, of many languages
FIRST: Final = re.compile(
    r".+(?:[tkpsnml]je|[a-z]ke|ien|ina|iya|ija|elle|ette|ique|ienne|anne|ullah|allah|eddine|ouan|ane|isha|osh|slav|mir|bert|hard|rik"
    r"|wijn|mar|mund|olf|win|lyn|lynn|iel|iah|ias|ius|ida|ima|ita|ira|dra|gul|nur|han|can|een|kumar|deep|preet|wan|yn|ynne|isa|essa)"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a word can be: how surely a first name and a surname (0 to 2), a name of the team, and what else it is.

    Attributes:
        first: as a first name.
        last: as a surname.
        member: whether it is of a name on the roster.
        word: whether it is an everyday word.
        thing: whether it is a brand, a tool, a place, a street.
        street: whether it ends as a street or a building does.
    """

    first: int
    last: int
    member: bool
    word: bool
    thing: bool
    street: bool

    @property
    def name(self) -> int:
        """How surely it is a name of whichever part."""
        return max(self.first, self.last)

    @property
    def unknown(self) -> bool:
        """Whether no list holds it."""
        return not (self.name or self.word or self.thing)

    @property
    def other(self) -> bool:
        """Whether it is known, and not as a name."""
        return not self.name and (self.word or self.thing)


class Kinds:
    """Tells the kinds of words; the names of the roster are names too."""

    def __init__(self, members: Collection[str]) -> None:
        self._members = frozenset(members)

    def has(self, key: str) -> bool:
        """Tell whether a word is part of a name on the roster."""
        return key in self._members

    def of(self, token: Token) -> Kind:
        """Return what a word can be."""
        kind = _joined(token.key) if "-" in token.key else _kind(token.key)
        if token.key not in self._members:
            return kind
        doubt = token.key in listed("doubtful") or (kind.word and not gazetteer.is_own_first(token.key))
        return Kind(max(kind.first, 1 if doubt else 2), kind.last, member=True, word=kind.word, thing=False, street=False)


@lru_cache(maxsize=16384)
def _kind(key: str) -> Kind:
    if key in listed("function_words"):
        return Kind(0, 0, member=False, word=True, thing=False, street=False)
    first, last = gazetteer.first_name(key), gazetteer.last_name(key)
    street = (last < 2 and bool(PLAIN_STREET.fullmatch(key))) or (not first and not last and bool(STREET.fullmatch(key)))
    thing = gazetteer.is_thing(key) or gazetteer.is_place(key) or street
    return Kind(first, last, member=False, word=gazetteer.is_word(key), thing=thing, street=street)


@lru_cache(maxsize=16384)
def _joined(key: str) -> Kind:
    """Return the kind of a word with a hyphen, told by its parts."""
    whole = _kind(key)
    if whole.name == 2:
        return whole
    parts = [_kind(part) for part in key.split("-") if part]
    if not parts:
        return whole
    first = 2 if parts[0].first and parts[-1].first else 0
    last = max((part.last for part in parts), default=0) if not parts[-1].street else 0
    other = any(part.other for part in parts)
    return Kind(
        first, 0 if other and last < 2 else last, member=False, word=other, thing=whole.thing, street=parts[-1].street
    )


def like_a_name(key: str) -> bool:
    """Tell whether a word ends as first names or surnames do."""
    return bool(FIRST.fullmatch(key)) or like_a_surname(key)


def like_a_surname(key: str) -> bool:
    """Tell whether a word ends as surnames do."""
    return bool(SURNAME.fullmatch(key))
