"""Words of a text: whether a trigger word stands in it, what it is about, and which numbers and days it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lerendwerken.detection import PLACEHOLDER

WORD = re.compile(r"[^\W_]+(?:['’%][^\W_]*)?%?")
SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\S)[^.!?\n]*)*[.!?]?")
# the mark of a list item, the headers of a mail, and its first and last lines: they are nobody's thought
FURNITURE = re.compile(
    r"^[ \t]*(?:"
    r"(?:[-*•–>]+|\d{1,2}[.)](?=\s|$)|[a-h][.)](?=\s))[ \t]*"
    r"|(?:van|aan|cc|bcc|onderwerp|verzonden|from|to|subject|sent)[ \t]*:.*$"
    r"|(?:beste|geachte)\b[^.!?\n]{0,60},[ \t]*$|(?:hallo|hoi)\b(?:[ ,]+\w+){0,3}[,!. ]*$"
    r"|(?:(?:met )?(?:vriendelijke|hartelijke) groet(?:en)?|groetjes|groeten|groet|mvg)[,!. ]*(?:$\n.*)?$)",
    re.IGNORECASE | re.MULTILINE,
)
# numbers written out; "een" is left out, because it is an article far more often
NUMBER = re.compile(
    r"[0-9]|\b(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|(?:der|veer|vijf|zes|zeven|acht|negen)tien"
    r"|[a-zë]*(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd|duizend))\b",
    re.IGNORECASE,
)
DAY = re.compile(
    r"\b(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag\w*|(?:over)?morgen|vandaag|gisteren|eergisteren|van(?:ochtend|middag|avond)"
    r"|(?:deze|vorige|volgende|komende|afgelopen) (?:week|maand)|week \d{1,2}|weekend"
    r"|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    r"|\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?|\d{1,2}[.:]\d{2}(?: uur)?|(?:om|voor|na|vanaf|tot) (?:half )?\w+ uur)\b",
    re.IGNORECASE,
)
AMOUNT = re.compile(
    r"(?<![\w.,:/-])(?:€ ?)?(?:\d+(?:[.,]\d+)*|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|twintig)"
    r"(?![\w.,:/-]*\d)"
    r"(?: ?(?P<unit>%|(?!per\b)[^\W\d_]{3,}))?(?P<per> per [^\W\d_]+)?",
    re.IGNORECASE,
)
NOT_BEFORE = re.compile(r"\b(?:niet|geen|zonder|nauwelijks)\s+(?:(?:zo|echt|heel|erg|te|meer|enkele?)\s+)?$", re.IGNORECASE)
NOT_AFTER = re.compile(r"^\s+(?:is|was|zijn|waren) (?:het|dat|dit)(?: \w+)? niet\b", re.IGNORECASE)
ENDING = re.compile(r"(?<=\w{3})(?:['’]\w*|den|ten|de|te|en|e|t|d|s)$")
DOUBLE = re.compile(r"([^\W\d_aeiou])\1$")
STEM = 4
ROOT = 5


def counted(text: str) -> bool:
    """Tell whether a text holds a number, in digits or written out."""
    return NUMBER.search(text) is not None


def dated(text: str) -> bool:
    """Tell whether a text says when: a day, a date or a time."""
    return DAY.search(text) is not None


def matched(trigger: str, text: str) -> str | None:
    """Return the words of a text that a trigger points at, or None.

    All words of a trigger must stand together; the last one, of four letters or more, may have any ending.
    """
    found = _pattern(trigger).search(text)
    return found[0] if found else None


def meant(trigger: str, text: str) -> str | None:
    """Return the words that a trigger points at where the text does not deny them (`geen cursus`, `mislukt is het niet`)."""
    for found in _pattern(trigger).finditer(text):
        if not (NOT_BEFORE.search(text[: found.start()]) or NOT_AFTER.search(text[found.end() :])):
            return found[0]
    return None


@lru_cache(maxsize=4096)
def _pattern(trigger: str) -> re.Pattern[str]:
    *before, last = WORD.findall(trigger) or [trigger]
    stem = _stem(last)
    ending = r"[^\W_]*" if len(stem) >= STEM and stem[-1].isalpha() else ""
    words = [re.escape(word) for word in before] + [re.escape(stem) + ending]
    together = r"[^\w\n]+".join(words)
    return re.compile(rf"(?<![^\W_]){together}(?![^\W_])", re.IGNORECASE)


def _stem(word: str) -> str:
    """Return a word without the ending of a verb or plural (verbeteren: verbeter), where enough is left."""
    cut = len(word) >= 8 and word.endswith("en") and not word.endswith("een")
    return word[:-2] if cut else word


def roots(text: str, *, small: frozenset[str]) -> frozenset[str]:
    """Return the first letters of the words that say what a text is about: enough to see kinship.

    Small words, numbers and placeholders are left out: two texts that share only those are not about one thing.
    """
    words = (word.casefold() for word in WORD.findall(PLACEHOLDER.sub(" ", text)))
    return frozenset(_root(word) for word in words if len(word) >= STEM and not word.isdigit() and word not in small)


def _root(word: str) -> str:
    """Return what forms of one word share: `belt`, `bellen` and `belden` all become `bel`."""
    return DOUBLE.sub(r"\1", ENDING.sub("", word))[:ROOT]


def amounts(text: str, *, small: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield the unit of each number in a text, as its root, and the words of the number with it: `per dag`, `30 per dag`."""
    for found in AMOUNT.finditer(text):
        unit = (found["unit"] or "").casefold()
        known = unit and unit not in small and not DAY.fullmatch(unit)
        if known or (found["per"] and not unit):
            yield _root(unit) + (found["per"] or "").casefold(), found[0].strip()


def bodied(text: str) -> str:
    """Return a text without marks of lists, mail headers, salutations and quotation marks."""
    return FURNITURE.sub("", text).translate(str.maketrans("", "", '“”„"«»'))


def sentences(text: str) -> list[str]:
    """Return the sentences and list items of a text."""
    return [" ".join(found[0].split()) for found in SENTENCE.finditer(text) if WORD.search(found[0])]
