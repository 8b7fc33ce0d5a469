"""Claims: what a partner said that can be checked, listed for the team to settle.

The model is asked for the list as a value; an endpoint that cannot give one is asked for lines of text; when the model does
not answer at all, sentences of a telling form are taken. What a model lists without having said it is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from pydantic import BaseModel, Field
from rapidfuzz import fuzz

from lerendwerken.errors import ModelError
from lerendwerken.redaction import RedactedText, joined, trusted
from lerendwerken.sparring.fence import fenced, new_code
from lerendwerken.sparring.model import ChatModel, Message, StructuredModel, Usage
from lerendwerken.sparring.prompts import prompt
from lerendwerken.values import one_line

MOST: Final = 8
LONGEST: Final = 300
# share of a claim's longer words that must have been said; its numbers must all have been
GROUNDED: Final = 0.6
SAME: Final = 85
BULLET: Final = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+(?P<claim>\S.*)$", re.MULTILINE)
SENTENCE: Final = re.compile(r"[^.!?\n]+(?:\.(?=\S)[^.!?\n]*)*[.!?]?")
TELLING: Final = re.compile(
    r"\d|\b(?:procent|wet(?:telijk|ten)?|artikel|avg|verplicht|verboden|onderzoek\w*|stud(?:ie|ies)|blijkt|bewezen|gemiddeld"
    r"|altijd|nooit|meestal|de meeste|vaak|leidt tot|veroorzaakt|komt doordat|volgens|sinds|wereldwijd|in nederland)\b",
    re.IGNORECASE,
)
LONG_WORD: Final = re.compile(r"[^\W\d_]{4,}")
NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?")
# a sentence that tells the team what to do is no claim
ORDER: Final = re.compile(
    r"^(?:schrijf|neem|kies|tel|zoek|kijk|leg|streep|vraag|noteer|probeer|begin|maak|stel|denk|noem|beschrijf)\b",
    re.IGNORECASE,
)


class Claims(BaseModel):
    """The form in which a model gives its list."""

    beweringen: list[str] = Field(max_length=50)


@dataclass(frozen=True)
class Listed:
    """Claims, in placeholders.

    Attributes:
        claims: each in one line, in the order in which they were made.
        by_model: whether a model listed them; else our own rules did.
        usage: what the model used for it, where it tells.
    """

    claims: tuple[str, ...] = field(repr=False)
    by_model: bool
    usage: Usage | None = None


def list_claims(replies: Sequence[RedactedText], *, model: ChatModel | None) -> Listed:
    """Return the claims in an AI's replies. Without a model, or when it fails, our own rules list them."""
    said = joined(replies)
    code = new_code()
    messages = (Message("system", prompt("beweringen", code=trusted(code))), Message("user", fenced(said, code=code)))
    try:
        found, usage = _asked(messages, model) if model else (None, None)
    except ModelError:
        found, usage = None, None
    if found is None:
        return Listed(_distinct(_telling(said.text)), by_model=False)
    return Listed(_distinct(claim for claim in found if _grounded(claim, said.text)), by_model=True, usage=usage)


def unsettled(listed: Iterable[str], settled: Iterable[str]) -> tuple[str, ...]:
    """Return the listed claims that nobody settled; a claim may be settled in slightly other words."""
    known = tuple(settled)
    return tuple(claim for claim in listed if not any(_same(claim, other) for other in known))


def _same(one: str, other: str) -> bool:
    numbers = sorted(NUMBER.findall(one)) == sorted(NUMBER.findall(other))
    return numbers and fuzz.ratio(_plain(one), _plain(other)) >= SAME


def _asked(messages: Sequence[Message], model: ChatModel) -> tuple[list[str], Usage | None]:
    if isinstance(model, StructuredModel):
        try:
            answered = model.structured(messages, Claims)
        except ModelError as error:
            if error.reason != "no_structure":
                raise
        else:
            return answered.value.beweringen, answered.usage
    pieces = list(model.stream(messages))
    text = "".join(piece for piece in pieces if isinstance(piece, str))
    usage = next((piece for piece in pieces if isinstance(piece, Usage)), None)
    return [found["claim"] for found in BULLET.finditer(text)], usage


def _telling(said: str) -> Iterator[str]:
    """Yield the sentences that state something which can be checked."""
    for found in SENTENCE.finditer(said):
        sentence = found[0].strip(" -*\"'“”‘’")
        if not found[0].endswith("?") and TELLING.search(sentence) and not ORDER.match(sentence):
            yield sentence


def _grounded(claim: str, said: str) -> bool:
    """Tell whether a claim was made in what was said, be it in another order."""
    words, heard = LONG_WORD.findall(claim.casefold()), set(LONG_WORD.findall(said.casefold()))
    numbers = set(NUMBER.findall(claim)) <= set(NUMBER.findall(said))
    return numbers and sum(word in heard for word in words) >= GROUNDED * len(words)


def _distinct(claims: Iterable[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for claim in (str(one_line(claim))[:LONGEST] for claim in claims):
        if claim and unsettled([claim], kept):
            kept.append(claim)
    return tuple(kept[:MOST])


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
