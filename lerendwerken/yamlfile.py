"""YAML files that people write: read strictly, with the place of every value, and turned into values or a clear message.

YAML 1.2 core schema, so that `nee`, `on` and `09:30` stay text. Aliases are refused: nobody here needs them, and they are
how a small file grows to gigabytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from lerendwerken.errors import InputError
from lerendwerken.faults import explain
from lerendwerken.files import read_text
from lerendwerken.messages import _, ngettext

DEEPEST = 20
SHOWN = 10
# a Dutch reader sees twelve hundred in 1.200, YAML sees one and a fifth
AMBIGUOUS = re.compile(r"[-+]?[1-9][0-9]{0,2}\.[0-9]{3}")
Model = TypeVar("Model", bound=BaseModel)
Place = tuple[str | int, ...]


class CoreLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe loader with the types of the YAML 1.2 core schema: null, booleans, integers, floats and text."""


CoreLoader.yaml_implicit_resolvers = {}
CORE = {
    "null": (r"~|null|Null|NULL|", "~nN\0"),
    "bool": (r"true|True|TRUE|false|False|FALSE", "tTfF"),
    "int": (r"[-+]?[0-9]+", "-+0123456789"),
    "float": (r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
}
for _name, (_pattern, _first) in CORE.items():
    _first_characters = ["" if character == "\0" else character for character in _first]
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_name}", re.compile(rf"^(?:{_pattern})$"), _first_characters)


@dataclass(frozen=True)
class YamlFile:
    """A YAML file as read: its data, and the line on which each value stands (counted from 1)."""

    name: str
    data: Any
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int:
        """Return the line of a value, or of the nearest thing around it that stands in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def where(self, place: Place) -> str:
        """Return file, line and field in words."""
        field = ".".join(str(part + 1) if isinstance(part, int) else part for part in place)
        where = _("{file}, line {line}").format(file=self.name, line=self.line(place))
        return _("{where}, field '{field}'").format(where=where, field=field) if field else where

    def error(self, place: Place, what: str, remedy: str = "") -> InputError:
        """Return the error for one value of this file."""
        return InputError(what, self.where(place), remedy)

    def parse(self, model: type[Model], *, context: Any = None) -> Model:
        """Return the file as a value.

        Raises:
            InputError: the file does not fit; the message names line, field and remedy of each fault.
        """
        if not isinstance(self.data, dict):
            raise self.error((), _("must hold fields of the form 'name: value'."))
        newest = getattr(model, "newest_format", 1)
        found = self.data.get("formaat", newest)
        if isinstance(found, int) and found > newest:
            raise self.error(
                ("formaat",),
                _("was made for a newer version of lerendwerken (format {found}; this one knows {newest}).").format(
                    found=found, newest=newest
                ),
                _("Update lerendwerken."),
            )
        try:
            return model.model_validate(self.data, context=context)
        except ValidationError as error:
            raise self._refusal(model, error) from None

    def _refusal(self, model: type[BaseModel], error: ValidationError) -> InputError:
        faults = error.errors(include_url=False, include_input=True)
        told = [f"{self.where(_known(fault['loc'], self))}: {explain(model, fault)}" for fault in faults[:SHOWN]]
        rest = len(faults) - len(told)
        if rest:
            told.append(ngettext("and {count} more fault.", "and {count} more faults.", rest).format(count=rest))
        return InputError("\n".join(told))


def read_yaml(path: Path) -> YamlFile:
    """Read a YAML file from disk.

    Raises:
        InputError: it is missing, too large, not UTF-8, not YAML, or uses aliases or double keys.
    """
    return parse_yaml(read_text(path), name=str(path))


def load(path: Path, model: type[Model], *, context: Any = None) -> Model:
    """Read a YAML file from disk as a value; raises as `read_yaml` and `YamlFile.parse` do."""
    return read_yaml(path).parse(model, context=context)


def parse_yaml(text: str, *, name: str) -> YamlFile:
    """Return YAML text with places; `name` is what messages call it.

    Raises:
        InputError: it is not YAML, or uses aliases, double keys or too deep nesting.
    """
    try:
        node = yaml.compose(text, Loader=CoreLoader)
        lines: dict[Place, int] = {}
        data = _Reader(name, lines).value(node, ())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise InputError(
            _("is not readable YAML ({problem}).").format(problem=error.problem or error.context),
            _("{file}, line {line}").format(file=name, line=line),
            _("Check indents, colons and quotes; text with a colon in it needs quotes."),
        ) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        reason = getattr(error, "reason", type(error).__name__)
        raise InputError(_("is not readable YAML ({problem}).").format(problem=reason), name) from None
    return YamlFile(name=name, data=data, lines=lines)


class _Reader:
    """Turns composed nodes into plain data and notes the line of each."""

    def __init__(self, name: str, lines: dict[Place, int]) -> None:
        self.name = name
        self.lines = lines
        self.seen: set[int] = set()
        self.constructor = yaml.constructor.SafeConstructor()

    def refuse(self, node: Any, what: str, remedy: str = "") -> InputError:
        where = _("{file}, line {line}").format(file=self.name, line=node.start_mark.line + 1)
        return InputError(what, where, remedy)

    def value(self, node: Any, place: Place) -> Any:
        if node is None:
            return None
        if id(node) in self.seen:
            raise self.refuse(node, _("refers to another part of the file (& and *)."), _("Write the value out in full."))
        self.seen.add(id(node))
        if len(place) > DEEPEST:
            raise self.refuse(node, _("is nested too deep."))
        self.lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return dict(self.pairs(node, place))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*place, index)) for index, item in enumerate(node.value)]
        return self.scalar(node)

    def pairs(self, node: yaml.MappingNode, place: Place) -> Iterator[tuple[str, Any]]:
        names: set[str] = set()
        for key, item in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise self.refuse(key, _("has a field name that is not plain text."))
            if key.value in names:
                raise self.refuse(key, _("the field '{field}' stands here twice.").format(field=key.value))
            names.add(key.value)
            self.lines[(*place, key.value)] = key.start_mark.line + 1
            yield key.value, self.value(item, (*place, key.value))

    def scalar(self, node: yaml.ScalarNode) -> Any:
        kind = node.tag.removeprefix("tag:yaml.org,2002:")
        if kind == "str":
            return node.value
        if kind not in CORE:
            raise self.refuse(node, _("uses a YAML tag ({tag}).").format(tag=node.tag), _("Write plain values."))
        if kind == "int" and len(node.value) > 18:
            raise self.refuse(node, _("holds a number that is too large."))
        if kind == "int":
            return int(node.value)
        if kind == "float" and AMBIGUOUS.fullmatch(node.value):
            raise self.refuse(
                node,
                _("'{number}' can mean two things.").format(number=node.value),
                _("Write thousands without a point ({whole}), or decimals with a comma ({part}).").format(
                    whole=node.value.replace(".", ""), part=node.value.replace(".", ",")
                ),
            )
        return float(node.value) if kind == "float" else self.constructor.construct_object(node)


def _known(loc: Place, file: YamlFile) -> Place:
    """Return the part of a pydantic location that stands in the file, and the missing or unknown field after it."""
    known: Place = ()
    for part in loc:
        if isinstance(part, str) and part.startswith("<"):  # the name of a choice between types, not a field
            continue
        known = (*known, part)
        if known not in file.lines:
            break
    return known
