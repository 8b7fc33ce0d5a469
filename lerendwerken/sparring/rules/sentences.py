"""A reply as its checks read it: sentence by sentence, in plain small letters, with quotations blanked out.

Every place is one of the text as given: code points, `end` exclusive.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# a quotation that is still open, because the reply is still coming in, runs to the end of its paragraph
QUOTE = re.compile(
    r"[“„][^“”\n]{2,}[”“]?|«[^»\n]{2,}»?|\"[^\"\n]{2,}\"?|(?<!\w)[‘'](?=\w)[^‘’'\n]{2,300}(?:['’]\w[^‘’'\n]*)*['’](?!\w)"
)
CLOSING = "”“»\"'’"
# who quotes says first whose words they are
LEAST_BEFORE = 3
# a dot after these, or after the number of a list, ends no sentence
OPEN = re.compile(
    r"(?:^\s*[-*•]?\s*\d{1,2}|\b(?:bijv|bv|nr|o\.a|d\.w\.z|i\.p\.v|m\.b\.t|t\.o\.v|evt|enz|dhr|mevr|dr|ca|e\.g|i\.e))\.$"
)
END = re.compile(r"[.!?…]+[\"'”’)\]*_]*(?=\s|$)|\n|$")
STRAIGHT = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "*": " ", "_": " ", "`": " ", "#": " "})
BLANK = "\x00"


@dataclass(frozen=True)
class Sentence:
    """One sentence or list item, and where it stands."""

    start: int
    end: int
    plain: str

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end

    @property
    def question(self) -> bool:
        """Whether it asks."""
        return self.plain.rstrip("\"'”’)] ").endswith("?")


@dataclass(frozen=True)
class Reading:
    """A reply, and the same in plain letters of the same length, without what it quotes."""

    text: str
    plain: str
    team: str

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences, in order."""
        return tuple(
            Sentence(start, end, " ".join(self.plain[start:end].split())) for start, end in sentence_places(self.text)
        )


def read(text: str, *, quoted: str = "") -> Reading:
    """Return a reply as its checks read it; `quoted` is the text that it may quote at any length."""
    return Reading(text, _without_quotations(text, quoted), plain_letters(quoted))


def plain_letters(text: str) -> str:
    """Return a text of the same length in small letters, without accents, emphasis and curly marks."""
    return "".join(map(_plain, text)).translate(STRAIGHT)


def words(text: str) -> list[str]:
    """Return the words of a text in plain letters."""
    return WORD.findall(plain_letters(text))


def count_words(text: str) -> int:
    """Return how many words a text has, as people count them."""
    return len(WORD.findall(text))


def sentence_places(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a text stand, without the white space around them."""
    start = 0
    for found in END.finditer(text):
        piece = text[start : found.end()]
        if OPEN.search(piece) and found.end() < len(text) and "\n" not in found[0]:
            continue
        if WORD.search(piece):
            yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
            start = found.end()


def _plain(character: str) -> str:
    small = unicodedata.normalize("NFKD", character)[:1].lower()
    return small if len(small) == 1 else character


def _without_quotations(text: str, quoted: str) -> str:
    """Blank out quotations; a reply that begins with one is none, unless it repeats the team."""
    plain, theirs = plain_letters(text), " ".join(words(quoted))
    for found in QUOTE.finditer(text):
        told = count_words(text[: found.start()]) >= LEAST_BEFORE or f" {' '.join(words(found[0]))} " in f" {theirs} "
        short = 2 * count_words(found[0]) <= count_words(text)
        if told or short:
            start, end = found.start() + 1, found.end() - (found[0][-1] in CLOSING)
            plain = plain[:start] + BLANK * (end - start) + plain[end:]
    return plain
