"""Listening to a model: a reply is checked as it comes, asked again once, then mended or left to the practice partner."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lerendwerken.errors import ModelError
from lerendwerken.sparring.model import ChatModel, Message, Usage, total_usage
from lerendwerken.sparring.request import Request
from lerendwerken.sparring.rules.checking import MOST_CHARACTERS, Bounds, Breach, check_reply, correction
from lerendwerken.sparring.rules.mending import mend
from lerendwerken.values import clean_text, visible_text

SENTENCE_END = re.compile(r"[.!?\n]")
# a reply that breaks a rule and is this long has nothing left to keep
ENOUGH = 3 * MOST_CHARACTERS
NONE: tuple[Breach, ...] = ()
OnText = Callable[[str], None]


@dataclass(frozen=True)
class Listened:
    """One reply as it came: its text, the rules that it breaks, and what it used."""

    text: str = field(repr=False)
    breaches: tuple[Breach, ...] = ()
    usage: Usage | None = None


@dataclass(frozen=True)
class Heard:
    """A reply that keeps the rules.

    Attributes:
        text: in placeholders; None when nothing could be kept, so that the practice partner must speak.
        marks: what was done to it, then the codes of the rules that were broken.
        usage: tokens of both requests; None where one of them is not known.
    """

    text: str | None = field(repr=False)
    marks: tuple[str, ...] = ()
    usage: Usage | None = None


def hear(model: ChatModel, request: Request, *, on_text: OnText | None) -> Heard:
    """Return a model's reply, asked again once where it breaks a rule that code can see.

    Raises:
        ModelError: there is no reply.
    """
    first = listen(model, request.messages, on_text=on_text, bounds=request.bounds)
    if not first.breaches:
        return Heard(first.text, usage=first.usage)
    codes = tuple(dict.fromkeys(breach.code for breach in first.breaches))
    try:
        again = request.corrected(correction(first.breaches))
        second = listen(model, again, on_text=on_text, bounds=request.bounds)
    except ModelError:
        return _mended(first, request.bounds, codes, usage=None, on_text=on_text)
    usage = total_usage((first.usage, second.usage))
    if not second.breaches:
        return Heard(second.text, ("asked_again", *codes), usage)
    codes = tuple(dict.fromkeys(breach.code for breach in second.breaches))
    return _mended(second, request.bounds, codes, usage=usage, on_text=on_text)


def _mended(
    reply: Listened, bounds: Bounds, codes: tuple[str, ...], *, usage: Usage | None, on_text: OnText | None
) -> Heard:
    kept = mend(reply.text, reply.breaches, bounds=bounds)
    if kept is not None and on_text:
        on_text(kept)
    return Heard(kept, ("mended" if kept is not None else "replaced", *codes), usage)


def listen(
    model: ChatModel,
    messages: Sequence[Message],
    *,
    on_text: OnText | None,
    bounds: Bounds | None = None,
) -> Listened:
    """Return a model's reply, in placeholders; what breaks a rule of `bounds` is no longer shown once that is seen.

    Such a reply is heard to its end, because only then the endpoint tells what it used; unless it goes on and on.

    Raises:
        ModelError: there is no reply.
    """
    text, usage, seen = "", None, NONE
    for piece in model.stream(messages):
        if isinstance(piece, Usage):
            usage = piece
            continue
        text += piece
        seen = seen or (_seen(text, bounds) if bounds and SENTENCE_END.search(piece) else NONE)
        if seen and len(text) > ENOUGH:
            break
        if on_text and not seen:
            on_text(text)
    text = _clean(text)
    if not text:
        raise ModelError("empty")
    seen = check_reply(text, bounds) if bounds else NONE
    if on_text and not seen:
        on_text(text)
    return Listened(text, seen, usage)


def _seen(text: str, bounds: Bounds) -> tuple[Breach, ...]:
    """Return what the whole sentences of a reply so far break: half a sentence can still become a question."""
    end = max(found.end() for found in SENTENCE_END.finditer(text))
    return check_reply(_clean(text[:end]), bounds)


def _clean(text: str) -> str:
    return str(clean_text(visible_text(text)))
