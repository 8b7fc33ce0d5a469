"""Names in small letters: known names that are no words, and words where only a name can stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from lerendwerken.detection import gazetteer
from lerendwerken.detection.gazetteer import listed, small_set
from lerendwerken.detection.kinds import Kind, Kinds, like_a_surname
from lerendwerken.detection.phrases import introduced, is_whole, joined
from lerendwerken.detection.tokens import Token

PREPOSITIONS: Final = frozenset("aan op in bij uit voor te onder over tot het".split())
LINKS: Final = small_set("links")
# names of other countries are believed without a cue from this length
SURE_LENGTH: Final = 5
SHORTEST_UNKNOWN: Final = 4


class Small:
    """Finds names that are typed without capitals."""

    def __init__(self, kinds: Kinds) -> None:
        self._kinds = kinds

    def find(self, text: str, words: Sequence[Token], taken: Collection[int]) -> Iterator[tuple[int, int, str]]:
        """Yield names, first and last word, and how each was seen."""
        at, previous = 0, -2
        while at < len(words):
            near = at > 1 and words[at - 1].key in LINKS and (at - 2 in taken or previous == at - 2)
            found = None if at in taken else self._name(text, words, at, after_name=near)
            if found is None:
                at += 1
                continue
            last, why = found
            yield at - (why == "initials"), last, why
            previous, at = last, last + 1

    def _name(self, text: str, words: Sequence[Token], at: int, *, after_name: bool) -> tuple[int, str] | None:
        """Return the last word of the name that begins at a word, and how it was seen."""
        word = words[at]
        title, role = introduced(words, at)
        last = self._after_title(words, at) if title and word.text.islower() else None
        if last is not None:
            return last, "title"
        if word.kind != "word" or not word.text.islower():
            return None
        if _small_initial(words, at) and self._surname(words, at, particles=0):
            return at, "initials"
        why = self._why(text, words, at, role=role, after_name=after_name)
        return (self._whole(words, at), why) if why else None

    def _why(self, text: str, words: Sequence[Token], at: int, *, role: bool, after_name: bool) -> str:
        """Return how a word is seen to be a first name, or nothing."""
        word, kind = words[at], self._kinds.of(words[at])
        if kind.unknown or (role and kind.last == 2 and not kind.word):
            here = len(word.key) >= SHORTEST_UNKNOWN and self._between(words, at, role=role, after_name=after_name)
            return "context" if here else ""
        if not kind.first or (word.particle and not kind.member):
            return ""
        if kind.first == 2 and len(word.key) > 2 and self._sure(words, at, kind):
            return "roster" if kind.member else "known_name"
        own = kind.member or gazetteer.is_own_first(word.key)
        cued = own and self._cued(text, words, at, role=role, after_name=after_name)
        return ("roster" if kind.member else "context") if cued else ""

    def _sure(self, words: Sequence[Token], at: int, kind: Kind) -> bool:
        word = words[at]
        articles = listed("determiners") | (small_set("possessives") if kind.word else frozenset())
        if _follows(words, at, articles) or (at + 1 < len(words) and words[at + 1].kind == "code" and kind.word):
            return False
        if kind.word:
            return word.key in listed("believed")
        return kind.member or gazetteer.is_own_first(word.key) or len(word.key) >= SURE_LENGTH

    def _cued(self, text: str, words: Sequence[Token], at: int, *, role: bool, after_name: bool) -> bool:
        """Tell whether a name that is a word as well stands where only a name can stand."""
        word = words[at]
        if text[max(0, word.start - 1) : word.start] == "@":
            return True
        if _follows(words, at, listed("determiners") | small_set("possessives")):
            return False
        acts = (
            _follows(words, at, small_set("conjunctions"))
            and at + 1 < len(words)
            and words[at + 1].key in {"de", "het", "een"}
        )
        speaks = (
            at + 1 < len(words)
            and joined(words, at + 1)
            and (
                words[at + 1].key in listed("strong_verbs") or (word.opens and words[at + 1].key in {"heeft", "gaat", "had"})
            )
        )
        if word.key in small_set("closed"):
            return speaks and word.opens
        return role or after_name or speaks or acts or _is_so(words, at) or _follows(words, at, small_set("before_small"))

    def _between(self, words: Sequence[Token], at: int, *, role: bool, after_name: bool) -> bool:
        """Tell whether a word that no list holds stands where only a name can stand."""
        if words[at].key in listed("titles") | listed("abbreviations") or _follows(
            words, at, listed("determiners") | small_set("possessives")
        ):
            return False
        if _follows(words, at, frozenset({"met"})) and at > 1 and words[at - 2].key in small_set("greetings_small"):
            return True
        if role or after_name or _follows(words, at, small_set("greetings_small")):
            return True
        if at + 1 < len(words) and joined(words, at + 1) and words[at + 1].key in listed("person_verbs"):
            return True
        # joost en amira: the one that is known speaks for the other
        if at + 2 < len(words) and words[at + 1].key in LINKS and joined(words, at + 2):
            after = words[at + 2]
            return after.text.islower() and self._kinds.of(after).first == 2 and not self._kinds.of(after).word
        return self._whole(words, at) > at and self._kinds.of(words[self._whole(words, at)]).last == 2

    def _whole(self, words: Sequence[Token], at: int) -> int:
        """Return the last word of the name of which the first name stands at a word."""
        step = at + 1
        while step < at + 4 and joined(words, step) and words[step].particle:
            step += 1
        if not joined(words, step) or words[step].kind != "word" or words[step].particle:
            return at
        return step if self._surname(words, step, particles=step - at - 1) else at

    def _after_title(self, words: Sequence[Token], at: int) -> int | None:
        """Return the last word of the surname that begins at a word after a title, if there is one."""
        step = at
        while step < min(at + 5, len(words)) and (step == at or joined(words, step)):
            word = words[step]
            if step == at and word.key in small_set("prepositions") and not is_whole(words, at):
                # mevrouw aan de lijn
                return None
            if not (word.particle or word.kind == "dotted"):
                return self._titled(words, step, particles=_particles(words, at, step)) if word.kind == "word" else None
            step += 1
        return None

    def _titled(self, words: Sequence[Token], at: int, *, particles: int) -> int | None:
        word = words[at]
        if word.key in listed("titles") | listed("roles") and word.key not in small_set("noun_surnames"):
            return None
        if not (self._surname(words, at, particles=particles, titled=True) or self._kinds.of(word).first == 2):
            return None
        whole = self._whole(words, at)
        more = (
            whole == at and joined(words, at + 1) and self._kinds.of(words[at + 1]).unknown and words[at + 1].text.islower()
        )
        return at + 1 if more else whole

    def _surname(self, words: Sequence[Token], at: int, *, particles: int, titled: bool = False) -> bool:
        """Tell whether a word is a surname, after a first name or a title and that many particles."""
        word, kind = words[at], self._kinds.of(words[at])
        if particles and is_whole(words, at - particles):
            return True
        if word.key in small_set("never_surnames") or word.key in listed("function_words") | listed("verbs"):
            return word.key in small_set("noun_surnames")
        if kind.unknown:
            return len(word.key) >= SHORTEST_UNKNOWN and (particles > 0 or titled or like_a_surname(word.key))
        return (
            kind.last == 2
            or word.key in small_set("noun_surnames")
            or (kind.last == 1 and word.key in gazetteer.own_last_names())
        )


def _is_so(words: Sequence[Token], at: int) -> bool:
    """Tell whether a sentence begins that says how someone is: bas is ziek."""
    after = [word.key for word in words[at + 1 : at + 3]]
    return words[at].opens and len(after) == 2 and after[0] in {"is", "was"} and after[1] in small_set("states")


def _particles(words: Sequence[Token], at: int, step: int) -> int:
    """Return how many particles stand right before a word."""
    first = step
    while first > at and words[first - 1].particle:
        first -= 1
    return step - first


def _small_initial(words: Sequence[Token], at: int) -> bool:
    """Tell whether one initial in small letters stands before a word: m. scholtens."""
    return (
        at > 0
        and joined(words, at)
        and words[at].gap == " "
        and words[at - 1].kind == "dotted"
        and words[at - 1].text.islower()
    )


def _follows(words: Sequence[Token], at: int, before: Collection[str]) -> bool:
    return at > 0 and joined(words, at) and words[at - 1].key in before
