"""Persons in a text: names that are known, names that stand where names stand, and their other forms in the same text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lerendwerken.detection.evidence import ENOUGH, INITIALS_AFTER, points
from lerendwerken.detection.figures import figures
from lerendwerken.detection.gazetteer import is_own_first
from lerendwerken.detection.kinds import Kinds
from lerendwerken.detection.phrases import Phrase, phrases
from lerendwerken.detection.repeats import repeats
from lerendwerken.detection.roster import MONTHS, Roster
from lerendwerken.detection.smallcase import Small
from lerendwerken.detection.spans import Span
from lerendwerken.detection.tokens import Token, tokens

# what a name beside one in a list of names is worth
NEIGHBOUR: Final = 1.5
SHORTEST_OWNER: Final = 3
LINKS: Final = frozenset({"en", "of", "&"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name that was found: the words `first` to `last`, both included, and how it was seen (a key of `WHYS`)."""

    first: int
    last: int
    why: str


class Persons:
    """Finds the names of people."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._kinds = Kinds(roster.words)
        self._small = Small(self._kinds)

    def find(self, text: str) -> Iterator[Span]:
        """Yield where a name stands, without title and possessive ending."""
        words = self._words(text)
        names = self._with_capitals(text, words)
        taken = {at for name in names for at in range(name.first, name.last + 1)}
        names += [Name(*found) for found in self._small.find(text, words, taken)]
        taken = {at for name in names for at in range(name.first, name.last + 1)}
        names += [Name(*found) for found in repeats(words, [(name.first, name.last) for name in names], taken)]
        yield from (Span(start, end, "PERSOON", "roster") for start, end in self._roster.find(text))
        yield from (Span(words[name.first].start, words[name.last].end, "PERSOON", name.why) for name in names)

    def _with_capitals(self, text: str, words: Sequence[Token]) -> list[Name]:
        """Return the names with capitals: the sure ones first, then those that stand in a list with them."""
        found = list(phrases(words, self._kinds))
        weights = [points(text, words, self._kinds, phrase) for phrase in found]
        sure = [weight >= ENOUGH for weight in weights]
        for order in (range(len(found)), reversed(range(len(found)))):
            for at in order:
                if not sure[at] and weights[at] + NEIGHBOUR >= ENOUGH and weights[at] > -1:
                    sure[at] = any(
                        0 <= near < len(found) and sure[near] and _beside(words, found[min(at, near)], found[max(at, near)])
                        for near in (at - 1, at + 1)
                    )
        return [
            Name(phrase.first, _with_initials(text, words, phrase.last), self._why(words, phrase))
            for phrase, is_name in zip(found, sure, strict=True)
            if is_name
        ]

    def _why(self, words: Sequence[Token], phrase: Phrase) -> str:
        kinds = [self._kinds.of(words[at]) for at in range(phrase.first, phrase.last + 1) if not words[at].particle]
        if any(kind.member for kind in kinds):
            return "roster"
        if phrase.title or phrase.role:
            return "title"
        if words[phrase.first].initials:
            return "initials"
        return "known_name" if any(kind.first == 2 for kind in kinds) else "context"

    def _words(self, text: str) -> list[Token]:
        """Return the words of a text; months and public figures are told apart from names."""
        months = {found.start() for found in MONTHS.finditer(text)}
        words = [self._owned(word) for word in tokens(text)]
        public = set(figures(words, self._kinds))
        return [
            replace(word, kind="code") if at in public or word.start in months else word for at, word in enumerate(words)
        ]

    def _owned(self, word: Token) -> Token:
        """Return a name without the ending that makes it an owner: Aylins ploeg."""
        base = word.text[:-1]
        if word.kind != "word" or word.key[-1] != "s" or len(base) < SHORTEST_OWNER or base[-1] in "sxz":
            return word
        if self._kinds.of(word).name and not (self._kinds.has(word.key[:-1]) and not self._kinds.has(word.key)):
            return word
        if self._kinds.of(word).thing:
            return word
        bare = replace(word, text=base, key=word.key[:-1], end=word.end - 1, owns=True)
        kind = self._kinds.of(bare)
        # of a name that is not common here, the s can be its own
        common = kind.member or is_own_first(bare.key) or kind.last == 2
        return bare if common and kind.name == 2 and (kind.member or not self._kinds.of(word).word) else word


def _with_initials(text: str, words: Sequence[Token], last: int) -> int:
    """Return the last of the initials that follow a surname after a comma: Haas, W.F."""
    comma = INITIALS_AFTER.match(text, words[last].end)
    while comma and last + 1 < len(words) and words[last + 1].initials and words[last + 1].end <= comma.end():
        last += 1
    return last


def _beside(words: Sequence[Token], one: Phrase, other: Phrase) -> bool:
    """Tell whether two phrases stand in one list: `Stefan, Esra en Li Wei`."""
    between = words[one.last + 1 : other.first]
    gap = words[other.first].gap
    if not between:
        return gap.strip() in {",", "/", "&", "+", "-"} and "\n" not in gap
    return len(between) == 1 and between[0].key in LINKS and gap == " " and between[0].gap.strip() in {"", ","}
