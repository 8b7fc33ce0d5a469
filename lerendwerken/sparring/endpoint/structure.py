"""A reply as a value: asked in the strictest form that an endpoint knows, checked, and asked again once with the faults."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Final

from pydantic import ValidationError

from lerendwerken.errors import ModelError
from lerendwerken.redaction import RedactedText, joined, trusted
from lerendwerken.sparring.model import Message, T
from lerendwerken.sparring.prompts import prompt

FORMS: Final = ("json_schema", "json_object")
SHOWN: Final = 5
Ask = Callable[[Sequence[Message], str], str]


def ask_value(messages: Sequence[Message], schema: type[T], *, ask: Ask, refused: set[str]) -> tuple[T, str]:
    """Return a value, and the form in which it came.

    Args:
        messages: the question itself; what form the reply must have is added here.
        schema: what the reply must be.
        ask: sends messages, asks for a form, and returns the whole reply.
        refused: forms that the endpoint does not know; those that it refuses now are added.

    Raises:
        ModelError: there is no reply, or no usable value in any form ("no_structure").
    """
    told = _with_form(
        messages, prompt("structuur", schema=trusted(json.dumps(schema.model_json_schema(), ensure_ascii=False)))
    )
    repairs = 1
    for form in [form for form in FORMS if form not in refused]:
        faults = ""
        while True:
            try:
                reply = ask(_with_form(told, prompt("structuur_herstel", faults=trusted(faults))) if faults else told, form)
            except ModelError as error:
                if error.reason != "rejected":
                    raise
                refused.add(form)
                break
            value, faults = _parsed(reply, schema)
            if value is not None:
                return value, form
            if not repairs:
                break
            repairs -= 1
    raise ModelError("no_structure")


def _parsed(reply: str, schema: type[T]) -> tuple[T | None, str]:
    """Return the value in a reply, or what is wrong with it: kinds and places, nothing of the reply itself."""
    start, end = reply.find("{"), reply.rfind("}")
    try:
        return schema.model_validate_json(reply[start : end + 1] if 0 <= start < end else reply), ""
    except ValidationError as error:
        return None, "\n".join(f"- {_fault(fault['loc'], fault['type'])}" for fault in error.errors()[:SHOWN])


def _fault(place: tuple[str | int, ...], kind: str) -> str:
    # the name of a field too many is the model's own invention
    known = place[:-1] if kind == "extra_forbidden" else place
    return f"{'.'.join(map(str, known)) or '(alles)'}: {kind}"


def _with_form(messages: Sequence[Message], form: RedactedText) -> tuple[Message, ...]:
    """Return messages with more system text: in the first message, because many models take no other."""
    first, *others = messages
    if first.role == "system":
        return (Message("system", joined([first.text, form])), *others)
    return (Message("system", form), *messages)
