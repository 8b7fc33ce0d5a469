"""A form: fields, a button that keeps them, and a line that says what became of it. What was typed always stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from lerendwerken.asked import Asked
from lerendwerken.errors import InputError, LerendwerkenError
from lerendwerken.faults import explain
from lerendwerken.forms import elements
from lerendwerken.messages import _

Labels = Mapping[str, str]


class Status:
    """What became of a form: one line, and the faults that are to be mended."""

    def __init__(self) -> None:
        self.line = ""
        self.faults: list[str] = []
        self.widget = elements.html()

    def say(self, line: str) -> None:
        """Say how it stands; earlier faults are over."""
        self._show(line, [])

    def saved(self, line: str = "") -> None:
        """Say that it is on disk, and when."""
        words = line or _("Saved")
        self.say(f"{words} {dt.datetime.now().astimezone():%H:%M}")

    def unsaved(self) -> None:
        """Say that what is typed is not on disk yet; faults stay in sight while people mend them."""
        self._show(_("Not saved yet"), self.faults)

    def fault(self, *faults: str) -> None:
        """Say what is wrong; the line keeps saying what is on disk."""
        self._show(self.line, list(faults))

    def _show(self, line: str, faults: list[str]) -> None:
        if (line, faults) == (self.line, self.faults):
            return
        self.line, self.faults = line, faults
        shown = [elements.words(text, kind="fault", role="alert") for text in faults]
        self.widget.value = "".join([elements.words(line, role="status"), *shown])


def attempt(work: Callable[[], None], *, status: Status, model: type[BaseModel], asked: Sequence[Asked]) -> bool:
    """Do some work and tell whether it succeeded; a fault is shown in words, at the form."""
    try:
        work()
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        status.fault(*(f"{place(fault['loc'], asked)}: {explain(model, fault)}" for fault in faults))
    except LerendwerkenError as error:
        status.fault(told(error, asked))
    else:
        return True
    return False


def told(error: LerendwerkenError, asked: Sequence[Asked]) -> str:
    """Return an error as words, with the question where it names a field."""
    labels = {item.name: item.label.rstrip(".") for item in asked}
    if isinstance(error, InputError) and error.where in labels:
        return str(type(error)(error.what, labels[error.where], error.remedy))
    return str(error)


def place(loc: Sequence[str | int], asked: Sequence[Asked]) -> str:
    """Return the place of a fault as the questions on the way to it."""
    found, level = [], {item.name: item for item in asked}
    for part in loc:
        if isinstance(part, int):
            found.append(_("row {number}").format(number=part + 1))
        elif part in level:
            found.append(level[part].label.rstrip("."))
            level = {item.name: item for item in level[part].inner} or level
    return ", ".join(found) or str(loc[-1] if loc else "")


def kept_line(data: Any) -> str:
    """Return how a form stands when it opens."""
    return _("Saved earlier") if data is not None else ""
