"""Letters: one spelling under which a name is known, whatever its accents and capitals."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

# letters that Unicode does not take apart
APART: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a", "ħ": "h"}
)


def bare(text: str) -> str:
    """Return a text without accents; capitals stay."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return a text without accents and capitals, its words one space apart."""
    return " ".join(bare(text).casefold().translate(APART).split())
