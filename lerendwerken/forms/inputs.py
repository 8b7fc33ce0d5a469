"""One asked thing as a field: read as plain data for the answer's type, and filled with what the journal holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol

from lerendwerken.asked import Asked
from lerendwerken.forms import elements
from lerendwerken.messages import _

Changed = Callable[[], None]


class Input(Protocol):
    """A field of a form; None stands for empty."""

    asked: Asked
    widget: Any

    def read(self) -> Any:
        """Return what stands in it, as plain data."""
        ...

    def fill(self, value: Any) -> None:
        """Put plain data in it."""
        ...


def make_input(asked: Asked, changed: Changed) -> Input:
    """Return the field for an asked thing; `changed` is called when people change it."""
    if asked.shape == "rows":
        return Rows(asked, changed)
    return Ticks(asked, changed) if asked.shape == "ticks" else Single(asked, changed)


def read_all(inputs: Sequence[Input]) -> dict[str, Any]:
    """Return what stands in fields, by name, without the empty ones."""
    found = {item.asked.name: item.read() for item in inputs}
    return {name: value for name, value in found.items() if value is not None}


def fill_all(inputs: Sequence[Input], data: Mapping[str, Any]) -> None:
    """Put data in fields, by name."""
    for item in inputs:
        if item.asked.name in data:
            item.fill(data[item.asked.name])


class Single:
    """A field with one value, or with one line for each of several."""

    def __init__(self, asked: Asked, changed: Changed) -> None:
        self.asked = asked
        self.control = _control(asked)
        self.widget = elements.column(self.control, *_hints(asked)) if asked.hints else self.control
        if asked.default is not None:
            self.fill(asked.default)
        elements.on_change([self.control], changed)

    def read(self) -> Any:
        """Return its value as plain data; None when it is empty."""
        value = self.control.value
        if isinstance(value, str) and self.asked.shape == "lines":
            return [line for line in value.splitlines() if line.strip()] or None
        if isinstance(value, str):
            return value if value.strip() else None
        return value.isoformat() if isinstance(value, dt.date) else value

    def fill(self, value: Any) -> None:
        """Put a value in it; one that can no longer be chosen is left out."""
        if self.asked.shape in {"choice", "yes_no"}:
            self.control.value = value if value in [known for _words, known in self.asked.choices] else None
        elif self.asked.shape == "date":
            self.control.value = dt.date.fromisoformat(value)
        else:
            self.control.value = as_text(value)


class Ticks:
    """A list of things, each on or off."""

    def __init__(self, asked: Asked, changed: Changed) -> None:
        self.asked = asked
        self.ticks = {name: elements.tick(words) for words, name in asked.choices}
        self.widget = elements.column(elements.heading(asked.label), *self.ticks.values())
        elements.on_change(self.ticks.values(), changed)

    def read(self) -> Any:
        """Return the names of what is on; None when nothing is."""
        return [name for name, tick in self.ticks.items() if tick.value] or None

    def fill(self, value: Any) -> None:
        """Turn on what is named."""
        for name, tick in self.ticks.items():
            tick.value = name in value


class Rows:
    """Any number of rows, each with the same fields; a row in which nothing was filled in does not count."""

    def __init__(self, asked: Asked, changed: Changed) -> None:
        self.asked = asked
        self.changed = changed
        self.rows: list[Row] = []
        self.lines = elements.column()
        self.more = elements.button(_("Add a row"), self.add)
        self.widget = elements.column(elements.heading(asked.label), self.lines, self.more)

    def add(self, data: Mapping[str, Any] | None = None) -> None:
        """Add a row at the end."""
        row = Row(self, data or {})
        self._show([*self.rows, row])

    def remove(self, row: Row) -> None:
        """Take a row away."""
        self._show([kept for kept in self.rows if kept is not row])
        self.changed()

    def read(self) -> Any:
        """Return the rows in which something was filled in; None when there are none."""
        return [row.read() for row in self.rows if not row.empty] or None

    def fill(self, value: Any) -> None:
        """Replace all rows."""
        self._show([Row(self, data) for data in value])

    def _show(self, rows: list[Row]) -> None:
        self.rows = rows
        self.lines.children = tuple(row.widget for row in rows)


class Row:
    """One row of `Rows`."""

    def __init__(self, rows: Rows, data: Mapping[str, Any]) -> None:
        self.inputs = [make_input(asked, rows.changed) for asked in rows.asked.inner]
        self.blank = read_all(self.inputs)
        fill_all(self.inputs, data)
        self.less = elements.button(_("Remove this row"), lambda: rows.remove(self))
        self.widget = elements.column(*(item.widget for item in self.inputs), self.less)

    @property
    def empty(self) -> bool:
        """Whether it is as it was when it was added."""
        return self.read() == self.blank

    def read(self) -> dict[str, Any]:
        """Return what stands in it."""
        return read_all(self.inputs)


def as_text(value: Any) -> str:
    """Return plain data as people type it: numbers with a comma and every digit, lists one item per line."""
    if isinstance(value, list):
        return "\n".join(value)
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f").removesuffix(".0").replace(".", ",")
    return str(value)


def _control(asked: Asked) -> Any:
    if asked.shape == "choice":
        first = [] if asked.default is not None else [(_("Choose …") if asked.required else _("None"), None)]
        return elements.choice(asked.label, [*first, *asked.choices])
    if asked.shape == "yes_no":
        last = [] if asked.required else [(_("not filled in"), None)]
        return elements.few(asked.label, [*asked.choices, *last])
    if asked.shape == "date":
        return elements.day(asked.label)
    if asked.shape in {"text", "lines"}:
        label = asked.label if asked.shape == "text" else _("{question} One on each line.").format(question=asked.label)
        return elements.many_lines(label)
    return elements.one_line(asked.label, placeholder="0–100" if asked.shape == "percentage" else "")


def _hints(asked: Asked) -> list[Any]:
    return [elements.html(elements.words(" ".join(asked.hints), kind="hint"))]
