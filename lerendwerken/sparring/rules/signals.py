"""What a reply says that breaks a rule: sentence by sentence, by the forms of words in the shipped `signalen.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, Literal

from pydantic import Field

from lerendwerken.sparring.prompts import prompt_text
from lerendwerken.sparring.rules.sentences import Reading, Sentence
from lerendwerken.values import Value
from lerendwerken.yamlfile import parse_yaml

Place = tuple[int, int]
Signal = Literal["recommends", "praise", "judges", "human", "ready", "ideas", "asks"]
Patterns = tuple[re.Pattern[str], ...]
OPENING: Final = 2
SLOT = re.compile(r"\{([a-z_]+)\}")
# a partner that says it is an AI may play someone
PLAYS = re.compile(r"\b(?:ik ben (?:een|jullie|de) ai\b|als ai\b|een ai die)")


class Forms(Value):
    """The forms of one signal, by the sentences in which they count."""

    always: tuple[str, ...] = Field(default=(), alias="altijd")
    asked: tuple[str, ...] = Field(default=(), alias="vraag")
    stated: tuple[str, ...] = Field(default=(), alias="bewering")
    opening: tuple[str, ...] = Field(default=(), alias="begin")


class Signals(Value):
    """The shipped forms of words, and the words that they are made of."""

    words: dict[str, tuple[str, ...]] = Field(alias="woorden")
    allowed: tuple[str, ...] = Field(alias="toegestaan")
    recommends: Forms = Field(alias="aanbevelen")
    praise: Forms = Field(alias="prijzen")
    judges: Forms = Field(alias="oordelen")
    human: Forms = Field(alias="mens")
    ready: Forms = Field(alias="kant_en_klaar")
    ideas: Forms = Field(alias="ideeen")
    asks: Forms = Field(alias="om_antwoord")


def says(reading: Reading, signal: Signal) -> Iterator[Place]:
    """Yield the sentences of a reply that hold a form of a signal."""
    for number, sentence in enumerate(reading.sentences):
        kinds = ["asked", "always"] if sentence.question else ["asked", "always", "stated"]
        if number < OPENING and not sentence.question:
            kinds.append("opening")
        if any(_holds(sentence, signal, kind) for kind in kinds):
            yield sentence.place


def human_claims(reading: Reading) -> Iterator[Place]:
    """Yield the sentences that claim to be, or to have lived as, a human being; who says that it plays one may do so."""
    if not PLAYS.search(reading.plain):
        yield from says(reading, "human")


def _holds(sentence: Sentence, signal: Signal, kind: str) -> bool:
    free = [] if kind == "asked" else [found.span() for pattern in _allowed() for found in pattern.finditer(sentence.plain)]
    return any(
        not any(start <= found.start() < end for start, end in free)
        for pattern in _patterns(signal, kind)
        for found in pattern.finditer(sentence.plain)
    )


@cache
def _signals() -> Signals:
    return parse_yaml(prompt_text("signalen.yaml"), name="signalen.yaml").parse(Signals)


@cache
def _patterns(signal: Signal, kind: str) -> Patterns:
    return tuple(map(_compiled, getattr(getattr(_signals(), signal), kind)))


@cache
def _allowed() -> Patterns:
    return tuple(map(_compiled, _signals().allowed))


def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(_filled(form, _signals().words))


def _filled(form: str, rows: Mapping[str, tuple[str, ...]]) -> str:
    return SLOT.sub(lambda slot: f"(?:{'|'.join(_filled(word, rows) for word in rows[slot[1]])})", form)
