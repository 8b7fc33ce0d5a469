"""Phrases: words beside each other that can be one name, with what introduces them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lerendwerken.detection.gazetteer import endings, first_name, is_listed_word, is_thing, listed, small_set, whole_surnames
from lerendwerken.detection.kinds import PLAIN_STREET, Kind, Kinds
from lerendwerken.detection.letters import plain
from lerendwerken.detection.tokens import TUSSENVOEGSELS, Token

BESIDE: Final = re.compile(r"[ \t]{1,3}|")
AFTER_TITLE: Final = re.compile(r"[ \t]{1,3}|: ?| \(|[ \t]?/[ \t]?")
AFTER_ABBREVIATION: Final = re.compile(r"\.[ \t]{0,3}")
LONGEST: Final = 9
GREETINGS: Final = frozenset("beste hoi hallo hey hee lieve geachte dag groet groeten groetjes gr mvg".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words `first` to `last` of a text, both included, that can be one name.

    Attributes:
        first: index of the first word.
        last: index of the last one.
        title: whether a form of address, a title or a word of the family stands before it.
        role: whether a word for a person in a role stands before it.
        street: whether a street or a building follows within the same words: it bears the name.
    """

    first: int
    last: int
    title: bool = False
    role: bool = False
    street: bool = False


def phrases(words: Sequence[Token], kinds: Kinds) -> Iterator[Phrase]:
    """Yield what can be names, from left to right; they never overlap."""
    at = 0
    while at < len(words):
        if _starts(words, at):
            end = _run_end(words, at)
            yield from _names(words, kinds, at, end)
            at = end
        else:
            at += 1


def joined(words: Sequence[Token], at: int) -> bool:
    """Tell whether only a space, or a dot of an initial, stands before a word."""
    return (
        at < len(words)
        and BESIDE.fullmatch(words[at].gap) is not None
        and (words[at].gap != "" or words[at - 1].text.endswith("."))
    )


def _starts(words: Sequence[Token], at: int) -> bool:
    word = words[at]
    if word.kind == "code":
        return False
    if word.particle and not word.text[0].isupper():
        return _leads(words, at)
    return word.initials or (word.capital and not _compound(word))


def _compound(word: Token) -> bool:
    """Tell whether a name is only the beginning of a word: Julia-scripts."""
    tail = word.text.rpartition("-")[2]
    return tail != word.text and tail[:1].islower() and first_name(plain(tail)) < 2 and plain(tail) not in TUSSENVOEGSELS


def _leads(words: Sequence[Token], at: int) -> bool:
    """Tell whether particles lead to a word with a capital."""
    for step in range(at, min(at + 4, len(words))):
        if step > at and not joined(words, step):
            return False
        if words[step].capital and not words[step].particle:
            return True
        if not words[step].particle:
            return False
    return False


def _run_end(words: Sequence[Token], at: int) -> int:
    end = at + 1
    while end < len(words) and end - at < LONGEST and joined(words, end) and _starts(words, end) and not words[end - 1].owns:
        end += 1
    return end


def _names(words: Sequence[Token], kinds: Kinds, at: int, end: int) -> Iterator[Phrase]:
    """Yield the names among words with capitals: titles, ordinary words and things keep them apart."""
    title, role = introduced(words, at)
    begin = at
    for step in range(at, end):
        word, kind = words[step], kinds.of(words[step])
        if word.key in listed("titles") and (
            step == at or not (kinds.of(words[step - 1]).first or words[step - 1].particle)
        ):
            yield from _trimmed(words, kinds, Phrase(begin, step - 1, title, role))
            begin, title, role = step + 1, True, False
        elif kind.street and not _borne(words, kinds, begin, step, titled=title):
            yield from _trimmed(words, kinds, Phrase(begin, step - 1, title, role, street=True))
            begin, title, role = step + 1, False, False
        elif _apart(words, kinds, begin, step, kind, titled=title) or (step == begin and word.opens and is_role(word.key)):
            yield from _trimmed(words, kinds, Phrase(begin, step - 1, title, role))
            begin, title, role = step + 1, False, is_role(word.key)
    yield from _trimmed(words, kinds, Phrase(begin, end - 1, title, role))


def _borne(words: Sequence[Token], kinds: Kinds, begin: int, step: int, *, titled: bool) -> bool:
    """Tell whether a word that ends as a street or a building does is a surname here: mevrouw Zwartendijk."""
    before = words[step - 1] if step > begin else None
    if PLAIN_STREET.fullmatch(words[step].key) and not kinds.of(words[step]).last:
        return False
    if before is None or before.particle:
        return titled or any(word.initials for word in words[begin:step])
    return before.initials or (words[step].key.endswith(endings("soft_endings")) and kinds.of(before).first == 2)


def _apart(words: Sequence[Token], kinds: Kinds, begin: int, step: int, kind: Kind, *, titled: bool) -> bool:
    """Tell whether a word is no part of the name that its neighbours may be."""
    word, before = words[step], words[step - 1]
    if word.particle or word.initials:
        return False
    if step == begin and (word.key in small_set("greetings") or _introduces(words, kinds, step, kind)):
        return True
    if not _other(words, kinds, begin, step, kind, titled=titled):
        return False
    if step == begin or (titled and all(word.particle for word in words[begin:step])):
        return not titled
    if word.key in listed("function_words"):
        return not _closes_whole(words, begin, step) and (word.shouted or len(word.key) > 4 or not kinds.of(before).name)
    return not (before.particle and (titled or step - begin > 1)) and not before.initials


def _introduces(words: Sequence[Token], kinds: Kinds, at: int, kind: Kind) -> bool:
    """Tell whether a word that could be a name is only the first of a sentence, before a name: Wil Anna dat?"""
    if not (words[at].opens and kind.name == 1 and kind.word and joined(words, at + 1)):
        return False
    follows = kinds.of(words[at + 1])
    return words[at + 1].capital and follows.first == 2 and not follows.last


def _other(words: Sequence[Token], kinds: Kinds, begin: int, step: int, kind: Kind, *, titled: bool) -> bool:
    """Tell whether a word is known as something else than a name here."""
    word, alone = words[step], step == begin
    if is_thing(word.key) and not titled and (alone or (words[step - 1].particle and step - begin < 2)):
        return True
    if (word.shouted and word.key in listed("verbs")) or (word.upper and not word.shouted and not kind.name):
        return True
    # two words joined are a surname after a first name: Jesse Kalkhoven
    after_name = not alone and kinds.of(words[step - 1]).first == 2 and not kind.thing and not is_listed_word(word.key)
    return kind.other and not after_name


def _trimmed(words: Sequence[Token], kinds: Kinds, phrase: Phrase) -> Iterator[Phrase]:
    """Yield a phrase without the small words at its ends."""
    first, last = phrase.first, phrase.last
    while last >= first and words[last].particle and not kinds.of(words[last]).first:
        last -= 1
    while first < last and words[first].particle and not _belongs(words, kinds, first, titled=phrase.title):
        first += 1
    if first <= last and any(not words[at].initials for at in range(first, last + 1)):
        yield Phrase(first, last, phrase.title, phrase.role, phrase.street)


def is_whole(words: Sequence[Token], at: int) -> bool:
    """Tell whether a surname with the particles that it often has begins at a word."""
    end = at
    while end < min(at + 3, len(words)) and words[end].particle:
        end += 1
    if end == at or end >= len(words):
        return False
    # of double surnames the first counts
    keys = [word.key.replace("v.d.", "van der").replace("vd", "van der") for word in words[at:end]]
    return " ".join([*keys, words[end].key.partition("-")[0]]) in whole_surnames()


def _closes_whole(words: Sequence[Token], begin: int, step: int) -> bool:
    """Tell whether a word is a surname by the particles before it: de Laat, van Boven."""
    first = step
    while first > begin and words[first - 1].particle:
        first -= 1
    return first < step and is_whole(words, first)


def _belongs(words: Sequence[Token], kinds: Kinds, at: int, *, titled: bool) -> bool:
    """Tell whether a particle at the beginning is part of the name, and no preposition before it."""
    if titled or is_whole(words, at):
        return True
    if words[at].text[0].islower() or words[at].key not in small_set("name_particles"):
        return False
    core = next(word for word in words[at:] if not word.particle or word is words[-1])
    kind = kinds.of(core)
    return not words[at].opens or not kind.first or bool(kind.last)


def introduced(words: Sequence[Token], at: int) -> tuple[bool, bool]:
    """Tell whether a title, and whether a role, stands before a word."""
    if at == 0:
        return False, False
    before = words[at - 1]
    short = before.key in listed("abbreviations") and AFTER_ABBREVIATION.fullmatch(words[at].gap)
    if not (short or AFTER_TITLE.fullmatch(words[at].gap)):
        return False, False
    return before.key in listed("titles"), is_role(before.key)


def is_role(key: str) -> bool:
    """Tell whether a word is one for a person in a role."""
    return key in listed("roles") or key.endswith(endings("role_endings"))
