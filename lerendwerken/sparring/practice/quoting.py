"""Quoting a team: which piece of a text is shown back, in its own words and in clauses that can be read by themselves."""

from __future__ import annotations

import re

from lerendwerken.sparring.practice.wording import counted, dated, roots, sentences

CLAUSE = re.compile(
    r"(?<=[,;:–])\s+|(?<!toch)\s+(?=(?:en|maar|want|omdat|doordat|zodat|dus|terwijl|waardoor|als|dan|die|dat|of)\s)",
    re.IGNORECASE,
)
LOOSE_START = re.compile(r"^(?:en|maar|want|dus|of)\s+(?:dan\s+)?", re.IGNORECASE)
LOOSE_END = re.compile(r"(?:\s+(?:en|maar|want|dus|of|als|dan|die|dat|omdat|zodat))*[\s,;:–]*$", re.IGNORECASE)
LONGEST_QUOTE = 18
LEAST_QUOTE = 5
LONGEST_WORD = 40


def quote(text: str, *, around: str | None = None, small: frozenset[str] = frozenset(), longest: int = LONGEST_QUOTE) -> str:
    """Return a short piece of a text in its own words; empty without words.

    It comes from the sentence with `around`, else from the one that says most: numbers, days, and words that are not small.

    Args:
        text: what the team wrote, without marks of lists and the like.
        around: words that must be in the piece.
        small: words that say nothing about a subject.
        longest: most words of the piece.
    """
    found = sentences(text)
    if not found:
        return ""
    chosen = next((s for s in found if around and around.casefold() in s.casefold()), None)
    chosen = (chosen or max(found, key=lambda sentence: _weight(sentence, small))).rstrip(".,;: ")
    words = [word if len(word) <= LONGEST_WORD else f"{word[:LONGEST_WORD]}…" for word in chosen.split()]
    return " ".join(words) if len(words) <= longest else _shortened(words, around, longest)


def clauses(sentence: str) -> list[str]:
    """Return the clauses of a sentence."""
    return [clause.strip(" ,;:–") for clause in CLAUSE.split(sentence) if clause.strip(" ,;:–")]


def _weight(sentence: str, small: frozenset[str]) -> int:
    return min(len(roots(sentence, small=small)), 6) + 2 * counted(sentence) + 2 * dated(sentence)


def _shortened(words: list[str], around: str | None, longest: int) -> str:
    """Return whole clauses, from the start or else from the clause with `around`; a piece of one where that is too long."""
    sentence = " ".join(words)
    end_of_around = sentence.casefold().find(around.casefold()) + len(around) if around else 1
    starts = [0, *(found.end() for found in CLAUSE.finditer(sentence))]
    ends = [*starts[1:], len(sentence)]
    at = next((number for number, end in enumerate(ends) if end >= end_of_around), 0)
    first = 0 if _length(sentence[: ends[at]]) <= longest else at
    last = max((n for n in range(at, len(ends)) if _length(sentence[starts[first] : ends[n]]) <= longest), default=at)
    piece = LOOSE_END.sub("", sentence[starts[first] : ends[last]])
    piece = LOOSE_START.sub("", piece) if first else piece
    if not LEAST_QUOTE <= _length(piece) <= longest or (around and around.casefold() not in piece.casefold()):
        return _window(words, _length(sentence[: max(end_of_around - 1, 0)]) - 1, longest)
    return ("… " if first else "") + piece + (" …" if last + 1 < len(ends) else "")


def _window(words: list[str], middle: int, longest: int) -> str:
    start = max(0, min(middle - longest // 2, len(words) - longest)) if middle >= longest else 0
    end = start + longest
    piece = " ".join(words[start:end])
    return ("… " if start else "") + (LOOSE_END.sub("", piece) + " …" if end < len(words) else piece)


def _length(text: str) -> int:
    return len(text.split())
