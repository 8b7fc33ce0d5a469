"""Evidence: how much speaks for it that words are the name of a person, by themselves and by where they stand.

Points add up; `ENOUGH` of them make a name. A known first name is enough by itself, an unknown word needs a title, a verb of
people or a neighbour that is a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from lerendwerken.detection.gazetteer import endings, is_own_first, is_thing, listed, small_set, weights
from lerendwerken.detection.kinds import Kinds
from lerendwerken.detection.looks import looks
from lerendwerken.detection.phrases import Phrase, joined
from lerendwerken.detection.tokens import Token

ENOUGH: Final = 2.0
REACH: Final = 3
BEFORE_REACH: Final = 60
HEADER: Final = re.compile(
    r"(?:^|\n)[ \t>*-]*(?:van|aan|from|to|cc|bcc|actie|actiehouder|(?:voor|achter|roep|meisjes)?naam|door|wie|contactpersoon"
    r"|contact|deelnemers?|aanwezig|afwezig|verzonden door|notulist|voorzitter|afzender|ondertekend)\s?:[ \t]?$",
    re.IGNORECASE,
)
SIGNED: Final = re.compile(
    r"\b(?:groet(?:en|jes)?|mvg|gr|liefs|hoogachtend|bedankt|dankjewel|alvast|xx?x?)\b"
    r"(?: van| namens| uit \w{1,20})?[ ,.!]{0,4}\s{0,4}$",
    re.IGNORECASE,
)
CONTACT: Final = re.compile(
    r"[ ,:;(<|-]{0,4}(?:(?:tel|mob|mobiel|bsn|geb|geboren|gebeld|[a-zë]{0,14}(?:nummer|nr)|op)[.:]? ?)?\0"
    r"|,? ?\(?geb(?:oren|\.|\b)|,? \(?[0-9]{1,2}(?: jaar|\))",
    re.IGNORECASE,
)
INITIALS_AFTER: Final = re.compile(r", ?(?:[A-Z]\.[ -]?)++(?![A-Z]|(?:van|de|den|der|ten|ter|el|al)\b)")
MENTION: Final = re.compile(r"(?<!\w)@$")


def points(text: str, words: Sequence[Token], kinds: Kinds, phrase: Phrase) -> float:
    """Return how much speaks for a phrase being a name; less than nothing speaks against it."""
    if phrase.street:
        return -ENOUGH
    found = looks(words, kinds, phrase) + 4.0 * phrase.title + 2.0 * phrase.role - 2.5 * _among_things(words, phrase)
    return found + _before(text, words, kinds, phrase) + _after(text, words, kinds, phrase)


def _among_things(words: Sequence[Token], phrase: Phrase) -> bool:
    """Tell whether a name that tools bear as well stands beside a tool: Python, en Pascal."""
    if phrase.last > phrase.first or words[phrase.first].key not in listed("homonyms"):
        return False
    near = range(max(0, phrase.first - REACH), min(len(words), phrase.last + REACH + 1))
    others = (words[at] for at in near if at != phrase.first and words[at].capital)
    return any(is_thing(word.key) or word.key in listed("homonyms") for word in others)


def _before(text: str, words: Sequence[Token], kinds: Kinds, phrase: Phrase) -> float:
    start = words[phrase.first].start
    begin = text[max(0, start - BEFORE_REACH) : start]
    if MENTION.search(begin):
        return 2.5
    if HEADER.search(begin) or SIGNED.search(begin):
        return 2.0
    if phrase.first == 0 or phrase.title:
        return 0.0
    before = words[phrase.first - 1]
    if before.key in {"st", "sint"} and words[phrase.first].gap in {". ", " "}:
        return -4.0
    return _word_before(before, words, kinds, phrase) if joined(words, phrase.first) else 0.0


def _word_before(before: Token, words: Sequence[Token], kinds: Kinds, phrase: Phrase) -> float:
    word, more = words[phrase.first], phrase.last > phrase.first
    sure = kinds.of(word).first == 2 and is_own_first(word.key)
    if before.key in listed("determiners") and not phrase.role:
        # de lange Sjaak, but not: de Sander, een Jenkins; and what has initials is a name whatever stands before it
        return -0.5 if word.initials or (sure and (more or before.key == "het")) else -2.0
    if before.kind == "word" and (
        before.key in listed("organisations") or before.key.endswith(endings("organisation_endings"))
    ):
        return -1.5 if sure and more else -3.0
    if before.key in listed("strong_verbs"):
        return 1.25
    return 0.25 if before.key in listed("verbs") else weights().get(before.key, 0.0)


def _after(text: str, words: Sequence[Token], kinds: Kinds, phrase: Phrase) -> float:
    last = words[phrase.last]
    found = (1.5 if is_own_first(last.key) and not kinds.of(last).member else 0.75) * last.owns
    found += 3.0 * (not words[phrase.first].initials and INITIALS_AFTER.match(text, last.end) is not None)
    found += 1.25 * (CONTACT.match(text, last.end) is not None) + 1.5 * _with_me(words, phrase)
    at = phrase.last + 1
    if at >= len(words):
        return found
    if joined(words, at):
        return found + _word_after(words[at], last, kinds)
    # Sanne: heb jij de sleutel?
    speaks = words[at].gap.startswith(":") and _line_begins(text, words[phrase.first].start)
    own = kinds.of(last).first > 0 and is_own_first(last.key)
    return found + (1.5 if own else 0.75) * speaks


def _word_after(word: Token, last: Token, kinds: Kinds) -> float:
    own, first = is_own_first(last.key), kinds.of(last).first
    if word.kind == "code":
        return -0.5 if first == 2 and own else -2.0
    if word.key in listed("organisations_after") and (word.text[0].isupper() or word.key in {"bv", "b.v."}):
        return -4.0
    if word.key in small_set("owned"):
        return 1.0
    if word.key in listed("person_verbs"):
        return 1.75
    if word.key in listed("strong_verbs"):
        return 1.25
    # a noun has no article where a sentence begins only when it is a name, or when it is the weather
    tells = word.key not in small_set("weak_verbs") and last.key not in small_set("weather")
    return (1.5 if first == 1 and own and last.opens and tells else 0.75) * (word.key in listed("verbs"))


def _line_begins(text: str, start: int) -> bool:
    line = text[max(0, start - 24) : start].rpartition("\n")[2]
    return not line.strip(" \t[]0123456789:.,-/*>uh")


def _with_me(words: Sequence[Token], phrase: Phrase) -> bool:
    """Tell whether the one who speaks stands beside the name: Ton en ik."""
    after = [word.key for word in words[phrase.last + 1 : phrase.last + 3]]
    before = [word.key for word in words[max(0, phrase.first - 2) : phrase.first]]
    pronouns = small_set("pronouns")
    return (len(after) == 2 and after[0] == "en" and after[1] in pronouns) or (
        len(before) == 2 and before[1] == "en" and before[0] in pronouns
    )
