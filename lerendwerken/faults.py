"""What pydantic finds wrong, told as a sentence for people with what to do about it."""

from __future__ import annotations

import types
import typing
from typing import Any

from pydantic import BaseModel

from lerendwerken.messages import N_, _
from lerendwerken.names import nearest

Place = tuple[str | int, ...]


def explain(model: type[BaseModel], fault: Any) -> str:
    """Return one fault that pydantic found as a sentence for people, with what to do about it."""
    kind, loc, context = fault["type"], fault["loc"], fault.get("ctx", {})
    if kind == "extra_forbidden":
        return _("is unknown.") + " " + nearest(str(loc[-1]), _fields_at(model, loc[:-1]))
    if kind == "value_error":
        return str(context["error"])
    if kind in _WITH_CONTEXT:
        return _(_WITH_CONTEXT[kind]).format(**{name: str(value).replace(" or ", ", ") for name, value in context.items()})
    if kind in {"too_short", "too_long"} and isinstance(fault.get("input"), str):
        kind = f"string_{kind}"
    sentence = _SENTENCES.get(kind.rsplit("_", 1)[0], _SENTENCES.get(kind))
    return _(sentence) if sentence else str(fault["msg"])


_WITH_CONTEXT = {
    "literal_error": N_("must be one of: {expected}."),
    "enum": N_("must be one of: {expected}."),
    "greater_than_equal": N_("must be at least {ge}."),
    "less_than_equal": N_("must be at most {le}."),
    "string_pattern_mismatch": N_("is not written as it should be; the form is: {pattern}"),
    "json_invalid": N_("is not readable JSON ({error})."),
}
_SENTENCES = {
    "missing": N_("is missing or still empty; fill it in."),
    "string": N_("must be text; put quotes around it."),
    "int": N_("must be a whole number."),
    "float": N_("must be a number."),
    "bool": N_("must be ja or nee."),
    "date": N_("must be a date, such as 2026-11-27."),
    "date_from_datetime": N_("must be a date, such as 2026-11-27."),
    "tuple": N_("must be a list, each item after a dash."),
    "list": N_("must be a list, each item after a dash."),
    "dict": N_("must hold fields of the form 'name: value'."),
    "model": N_("must hold fields of the form 'name: value'."),
    "model_attributes": N_("must hold fields of the form 'name: value'."),
    "string_too": N_("is empty or too long."),
    "too": N_("holds too few or too many items."),
}


def _fields_at(model: Any, loc: Place) -> list[str]:
    """Return the names of the fields that a model knows at a place inside it, of every type that may stand there."""
    kinds = [model]
    for part in loc:
        if not (isinstance(part, str) and part.startswith("<")):
            kinds = [_descend(kind, part) for outer in kinds for kind in _choices(outer)]
    models = [kind for outer in kinds for kind in _choices(outer) if isinstance(kind, type) and issubclass(kind, BaseModel)]
    return [name for kind in models for name in _aliases(kind)]


def _aliases(model: type[BaseModel]) -> dict[str, Any]:
    return {info.alias or name: info.annotation for name, info in model.model_fields.items()}


def _descend(annotation: Any, part: str | int) -> Any:
    """Return the type of one field of a model, or of the items of a container."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _aliases(annotation).get(str(part))
    arguments = [a for a in typing.get_args(annotation) if a is not ...]
    return arguments[-1] if arguments else None


def _choices(annotation: Any) -> list[Any]:
    """Return the types that may stand where a type is expected: itself, or what is inside `Annotated` and unions."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return _choices(typing.get_args(annotation)[0])
    if origin in {typing.Union, types.UnionType}:
        return [kind for choice in typing.get_args(annotation) for kind in _choices(choice)]
    return [annotation]
