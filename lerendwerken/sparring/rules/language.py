"""Which language a reply is in: by its function words, which every text of some length is full of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from pydantic import Field

from lerendwerken.sparring.prompts import prompt_text
from lerendwerken.sparring.rules.sentences import BLANK, Reading
from lerendwerken.values import Text, Value
from lerendwerken.yamlfile import parse_yaml

# fewer words say too little: a title, a quotation, a term of the trade
LEAST_WORDS: Final = 8
LEAST_HITS: Final = 3
MOST_STRANGE: Final = 20
LETTERS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


class _Languages(Value):
    words: dict[str, Text] = Field(alias="woorden")


@cache
def _languages() -> Mapping[str, frozenset[str]]:
    read = parse_yaml(prompt_text("talen.yaml"), name="talen.yaml").parse(_Languages)
    return {language: frozenset(text.split()) for language, text in read.words.items()}


def foreign(reading: Reading, *, language: str = "nl") -> Iterator[tuple[int, int]]:
    """Yield the paragraphs in another language than that of the team, or the whole where each is too short to tell."""
    found = [(start, end) for start, end in _paragraphs(reading.plain) if _foreign(reading.plain[start:end], language)]
    if not found and _foreign(reading.plain, language):
        found = [(0, len(reading.plain))]
    yield from found


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    yield from (found.span() for found in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text))


def _foreign(text: str, language: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    strange = sum(not unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    if 2 * strange > len(letters) > MOST_STRANGE:
        return True
    tokens = LETTERS.findall(text.replace(BLANK, " "))
    hits = {name: sum(token in words for token in tokens) for name, words in _languages().items()}
    ours = hits.pop(language)
    return len(tokens) >= LEAST_WORDS and max(hits.values()) >= LEAST_HITS and max(hits.values()) > 1.5 * ours
