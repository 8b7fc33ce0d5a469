"""Texts on the command line: what they look like with placeholders, and where personal data stands in them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, StrictStr, ValidationError

from lerendwerken.detection import WHYS
from lerendwerken.errors import InputError
from lerendwerken.faults import explain
from lerendwerken.messages import _
from lerendwerken.redaction import Redaction, Replacement


class Labelled(BaseModel):
    """One line of input: a text under a name, and the names of people known beforehand. Other fields are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    id: str
    text: StrictStr = Field(repr=False)
    roster: tuple[str, ...] | None = Field(default=None, repr=False)


def read_text(path: Path | None) -> str:
    """Return what a file holds, or standard input where there is none.

    Raises:
        InputError: it cannot be read, or is no UTF-8.
    """
    where = str(path) if path else _("standard input")
    try:
        return (path.read_bytes() if path else sys.stdin.buffer.read()).decode("utf-8-sig")
    except OSError as error:
        raise InputError(_("cannot be read: {reason}.").format(reason=error.strerror), where) from None
    except UnicodeDecodeError as error:
        raise InputError(
            _("is not UTF-8 at byte {place}.").format(place=error.start), where, _("Save it as UTF-8 and try again.")
        ) from None


def explained(replacements: Iterable[Replacement]) -> tuple[str, ...]:
    """Return what stands for what and why, one line each, for the team's own eyes."""
    text = _("{placeholder} stands for “{original}”: it {why}.")
    return tuple(
        text.format(placeholder=item.placeholder, original=item.original, why=_(WHYS[item.why])) for item in replacements
    )


def never_complete() -> str:
    """Return the warning that belongs to every text with placeholders."""
    return _(
        "No program finds everything. Read the text yourselves: could others recognise someone or something in it? "
        "Then replace that too."
    )


def spans_of(lines: str, *, roster: Iterable[str] = (), where: str) -> Iterator[str]:
    """Yield one JSON line per text with the spans that were found: start and end in code points, end exclusive, label.

    Raises:
        InputError: a line is not a JSON object with `id` and `text`; nothing was yielded before.
    """
    place = _("{file}, line {line}")
    rows = [_parsed(line, place.format(file=where, line=number)) for number, line in _numbered(lines)]
    members = tuple(roster)
    for row in rows:
        found = Redaction(roster=(*members, *(row.roster or ()))).find(row.text)
        spans = [{"start": span.start, "end": span.end, "label": span.label} for span in found if span.label]
        yield json.dumps({"id": row.id, "spans": spans}, ensure_ascii=False)


def _numbered(lines: str) -> Iterator[tuple[int, str]]:
    # not splitlines: a text in JSON may hold line separators that are no line ends
    yield from ((number, line) for number, line in enumerate(lines.split("\n"), start=1) if line.strip())


def _parsed(line: str, where: str) -> Labelled:
    try:
        data: Any = json.loads(line)
        return Labelled.model_validate(data)
    except json.JSONDecodeError as error:
        raise InputError(_("is not JSON (character {place}).").format(place=error.pos + 1), where) from None
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(map(str, fault["loc"]))
        remedy = _('A line looks like {"id": "1", "text": "…"}.')
        raise InputError(f"{field}: {explain(Labelled, fault)}", where, remedy) from None
