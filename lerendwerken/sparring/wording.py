"""Words of a text: whether a trigger word stands in it, and the sentence in which it does."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:['’%][^\W_]*)?%?")
SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\S)[^.!?\n]*)*[.!?]?")
# numbers written out; "een" is left out, because it is an article far more often
NUMBER = re.compile(
    r"[0-9]|\b(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|(?:der|veer|vijf|zes|zeven|acht|negen)tien"
    r"|[a-zë]*(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd|duizend))\b",
    re.IGNORECASE,
)
STEM = 4
LONGEST_QUOTE = 18


def counted(text: str) -> bool:
    """Tell whether a text holds a number, in digits or written out."""
    return NUMBER.search(text) is not None


def matched(trigger: str, text: str) -> str | None:
    """Return the words of a text that a trigger points at, or None.

    All words of a trigger must stand together; the last one, of four letters or more, may have any ending.
    """
    found = _pattern(trigger).search(text)
    return found[0] if found else None


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


def quote(text: str, *, around: str | None = None) -> str:
    """Return a short piece of a text in its own words: the sentence with `around`, else the first; empty without words."""
    sentences = [" ".join(found[0].split()) for found in SENTENCE.finditer(text) if WORD.search(found[0])]
    if not sentences:
        return ""
    chosen = next((s for s in sentences if around and around.casefold() in s.casefold()), sentences[0])
    return _shortened(chosen.rstrip(".").translate(str.maketrans("", "", '“”„"')), around)


def _shortened(sentence: str, around: str | None) -> str:
    words = sentence.split()
    if len(words) <= LONGEST_QUOTE:
        return sentence
    at = sentence.casefold().find(around.casefold()) if around else 0
    before = len(sentence[: max(at, 0)].split())
    start = max(0, min(before - LONGEST_QUOTE // 2, len(words) - LONGEST_QUOTE))
    end = start + LONGEST_QUOTE
    return ("… " if start else "") + " ".join(words[start:end]) + (" …" if end < len(words) else "")
