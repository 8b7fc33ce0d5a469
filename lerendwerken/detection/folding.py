"""Folding: a text without the tricks of Unicode, and the way back to the places in the text as typed.

What is undone: decomposed accents, invisible characters, stray combining marks, full-width, mathematical, circled and
foreign digits and letters, look-alike letters of other scripts, and the many kinds of spaces, hyphens and quotes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

# what NFKC leaves alone or would tear apart
SIGNS: Final[dict[int, str]] = {
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4\u02b9\u02bb"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"), '"'),
    **dict.fromkeys(map(ord, "\u2212\u2043"), "-"),
    **dict.fromkeys(map(ord, "\u2044\u2215"), "/"),
    **dict.fromkeys(map(ord, "\u3010\u3014\u27e6\u2772\u298b"), "["),
    **dict.fromkeys(map(ord, "\u3011\u3015\u27e7\u2773\u298c"), "]"),
    **dict.fromkeys(map(ord, "\u2028\u2029\u0085"), "\n"),
    **dict.fromkeys(map(ord, "\u2024\u2219\u3002\uff61"), "."),
    0x2800: " ",
    # white letters on black, and the letters that make flags
    **{first + letter: chr(ord("A") + letter) for first in (0x1F150, 0x1F170, 0x1F1E6) for letter in range(26)},
}
LONG_DASHES: Final = "\u2014\u2015\u2e3a\u2e3b"
# long dashes join what people mean to keep apart, but in numbers they are hyphens
NUMBER_DASH: Final = re.compile(rf"(?<=[0-9)])( ?)[{LONG_DASHES}](?= ?[0-9(])")
# invisible, whatever Unicode calls them: control and format characters, tags, variation selectors, fillers
HIDDEN: Final = re.compile(
    r"[\0-\x08\x0b-\x1f\x7f\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
MARKS: Final = frozenset({"Mn", "Me", "Mc"})
# one raised digit is a footnote or a unit, several are a number
RAISED: Final = re.compile("[\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089]{2,}")
SMALL_CAPITAL: Final = re.compile("LATIN LETTER SMALL CAPITAL ([A-Z])")
WORD: Final = re.compile(r"[^\W\d_]+")
# alike in some hands only, so not in unicode.org's table: believed within a word that is Latin for the rest
ALIKE: Final = dict(zip("кмтнвгпиεκτιη", "kmthbrnuektin", strict=True))


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as detectors read it.

    Attributes:
        text: the folded text.
        starts: for each code point of `text`, where its source begins in the text as typed.
        ends: and the code point after its source.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def typed(self, start: int, end: int) -> tuple[int, int]:
        """Return where a place of the folded text, at least one code point, stands in the text as typed; end exclusive."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Return a text as detectors read it."""
    if text.isascii() and not HIDDEN.search(text):
        return Folded(text, range(len(text)), range(1, len(text) + 1))
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for cluster, start, end in _clusters(text):
        folded = cluster if cluster.isascii() else _folded(cluster)
        letters += folded
        starts += [start] * len(folded)
        ends += [end] * len(folded)
    numbers = RAISED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), "".join(letters))
    return Folded(_without_look_alikes(NUMBER_DASH.sub(r"\1-", numbers)), starts, ends)


def _clusters(text: str) -> list[tuple[str, int, int]]:
    """Return the visible characters with the marks that belong to them, and where they begin and end."""
    clusters: list[tuple[str, int, int]] = []
    for at, char in enumerate(text):
        kind = "" if " " <= char < "\x7f" else _kind(char)
        if kind == "mark" and clusters:
            base, start, _end = clusters[-1]
            # a thousand marks on one letter are still one letter
            clusters[-1] = (base + char if len(base) < 8 else base, start, at + 1)
        elif kind != "hidden":
            clusters.append((char, at, at + 1))
    return clusters


@lru_cache(maxsize=4096)
def _kind(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cf" or HIDDEN.fullmatch(char):
        return "hidden"
    # of Hangul, vowels and final consonants are no combining marks, but do compose
    return "mark" if category in MARKS or "\u1161" <= char <= "\u11ff" else ""


@lru_cache(maxsize=4096)
def _folded(cluster: str) -> str:
    composed = unicodedata.normalize("NFC", cluster)
    base, others = composed[0], list(composed[1:])
    # a mark that makes no letter together with a Latin one is a trick or a slip
    kept = others if ord(base) > 0x24F else [c for c in others if unicodedata.category(c) not in MARKS]
    return "".join(map(_folded_char, [base, *kept]))


def _folded_char(char: str) -> str:
    category = unicodedata.category(char)
    if ord(char) in SIGNS or category == "Zs":
        return SIGNS.get(ord(char), " ")
    decomposed = unicodedata.decomposition(char)
    # raised numbers are not lowered one by one; fractions and free-standing accents would fall apart
    if decomposed.startswith(("<super>", "<sub>", "<fraction>", "<compat> 0020")):
        return char
    if (digit := unicodedata.digit(char, None)) is not None:
        return str(digit)
    if small := SMALL_CAPITAL.fullmatch(unicodedata.name(char, "")):
        return small[1].lower()
    hyphen = category == "Pd" and char not in LONG_DASHES
    return "-" if hyphen else unicodedata.normalize("NFKC", char)


def _without_look_alikes(text: str) -> str:
    """Return a text of the same length in which letters that only pose as Latin ones are Latin."""
    suspects = [found.span() for found in WORD.finditer(text) if not found[0].isascii() and any(map(_foreign, found[0]))]
    if not suspects:
        return text
    whole = [text[start:end] for start, end in suspects if all(map(_foreign, text[start:end]))]
    # one word that is Greek or Cyrillic beyond doubt: others of foreign letters only are honest, too
    honest = not all(_poses(word) for word in whole)
    edges = [0, *(edge for span in suspects for edge in span), len(text)]
    pieces = [text[start:end] for start, end in pairwise(edges)]
    pieces[1::2] = [_latin(piece, honest=honest) for piece in pieces[1::2]]
    return "".join(pieces)


def _latin(word: str, *, honest: bool) -> str:
    mixed = not all(map(_foreign, word))
    if not mixed and (honest or not _poses(word)):
        return word
    return "".join((_look_alike(c) or (ALIKE.get(c, c) if mixed else c)) if _foreign(c) else c for c in word)


def _poses(word: str) -> bool:
    return all(map(_look_alike, word))


@lru_cache(maxsize=4096)
def _foreign(char: str) -> bool:
    """Tell whether a letter is of another script, or Latin only to those who write phonetics."""
    if 0x250 <= ord(char) <= 0x2AF or 0x1D00 <= ord(char) <= 0x1DBF:
        return True
    return ord(char) > 0x24F and not unicodedata.name(char, "").startswith("LATIN")


@lru_cache(maxsize=4096)
def _look_alike(char: str) -> str | None:
    """Return the Latin letter that a letter of another script looks like, of the same case."""
    from confusable_homoglyphs.confusables import confusables_data  # late: reads unicode.org's table

    alike = (other["c"] for other in confusables_data.get(char, ()))
    latin: str | None = next((c for c in alike if len(c) == 1 and c.isascii() and c.isalpha()), None)
    # the table takes I, l and 1 for one and the same sign
    return "I" if latin == "l" and char.isupper() else latin
