"""What can go wrong, told to people: what, where, and what to do next.

LerendwerkenError
├── InputError          a file, option or value is wrong           (exit 2)
│   └── NotFoundError   a name that nothing in the workspace has   (exit 2)
├── WorkError           the work itself failed                     (exit 1)
│   ├── GateError       a step comes too early                     (exit 1)
│   └── TakenError      another process works on the same thing    (exit 1)
└── ModelError          the language model did not answer          (handled, never shown)
"""

from __future__ import annotations

from typing import ClassVar


class LerendwerkenError(Exception):
    """Root of all errors of the product.

    Attributes:
        what: what is wrong, one sentence without personal text.
        where: file, line and field, or the step; may be empty.
        remedy: what to do now; may be empty.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where, remedy)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        """Return the message as people read it."""
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text} {self.remedy}" if self.remedy else text


class InputError(LerendwerkenError):
    """A file, an option or a value that people gave is wrong."""

    exit_code = 2


class NotFoundError(InputError):
    """A team, kit, record or other name does not exist."""


class WorkError(LerendwerkenError):
    """The work failed although the input was right."""


class GateError(WorkError):
    """A step is asked for before what it needs is there."""


class TakenError(WorkError):
    """Another process has the session, record or folder."""


class ModelError(LerendwerkenError):
    """The language model did not give a usable reply; `reason` is a fixed code, never the reply's text."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.args = (reason,)
        self.reason = reason
