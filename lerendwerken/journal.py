"""A session's journal: every answer as it is given, one JSON line each, on disk before anything else happens.

Whoever opens the journal last writes in it; an earlier process that tries to go on gets a clear word. A line that was cut
off by a crash is dropped when the journal is next opened: it was never confirmed.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock, Timeout
from pydantic import Field, ValidationError

from lerendwerken.errors import TakenError, WorkError
from lerendwerken.messages import _
from lerendwerken.values import Text, Value

PATIENCE = 10.0
EntryKind = Literal[
    "opened",
    "situation",
    "answer",
    "draft",
    "apart",
    "seen",
    "skipped",
    "cleared",
    "locked",
    "unlocked",
    "placeholders",
    "exchange",
    "claims",
    "retried",
    "restarted",
    "published",
    "closed",
]


class Entry(Value):
    """One line of a journal."""

    at: dt.datetime
    writer: str
    kind: EntryKind
    step: str | None = None
    data: dict[str, Any] = Field(default_factory=dict)


class Exchange(Value):
    """One turn with the partner: what was sent, in placeholders, and what came back, with names put back.

    Attributes:
        fallback: why the practice partner spoke instead of the model, as a code.
        marks: what our code did to the reply, as codes: asked again, cut, replaced.
        seconds: how long it took until the reply was whole.
        prompt_tokens: tokens that the model read for this turn, repeated requests included; None when it did not tell.
        completion_tokens: tokens that it wrote.
        host: machine on which the model stands; None without one.
        prompts: version of our instructions that the model was given; None without a model.
    """

    sent: str
    reply: str
    raw_reply: str
    model: str
    is_ai: bool
    fallback: str | None = None
    marks: tuple[str, ...] = ()
    seconds: float | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    host: str | None = None
    prompts: str | None = None


class Apart(Value):
    """What members wrote each for themselves in a step, in the order of writing; unseen until all is shown together."""

    texts: tuple[Text, ...] = ()
    shown: bool = False


class Listing(Value):
    """The claims in the partner's replies, names put back, each for the team to settle.

    Attributes:
        model: name of the language model that listed them; None when our own rules did.
        prompt_tokens: tokens that the model read for the list; None when it did not tell, or was not asked.
        completion_tokens: tokens that it wrote.
        host: machine on which the model stands.
    """

    claims: tuple[str, ...]
    model: str | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    host: str | None = None


@dataclass(frozen=True)
class JournalState:
    """What the lines of a journal add up to.

    Attributes:
        drafts: what was typed in a step and is no answer yet, by step; the situation under the empty name.
        apart: what members wrote each for themselves, by step.
        seen: step that was last in view; the situation is the empty name, None before any was.
    """

    round: int = 0
    opened: dt.date | None = None
    situation: Mapping[str, Any] | None = None
    answers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    skipped: Mapping[str, str] = field(default_factory=dict)
    drafts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)
    apart: Mapping[str, Apart] = field(default_factory=dict, repr=False)
    seen: str | None = None
    locked: bool = False
    correction: str | None = None
    placeholders: Mapping[str, str] = field(default_factory=dict, repr=False)
    exchanges: tuple[Exchange, ...] = ()
    listing: Listing | None = None
    published: int | None = None
    closed: bool = False


@dataclass
class Journal:
    """The journal at a path. `writer` is a token of this process's turn at it; empty until `open` is called."""

    path: Path
    writer: str = ""
    size: int = 0

    def entries(self) -> list[Entry]:
        """Return all whole lines.

        Raises:
            WorkError: a line in the middle is damaged.
        """
        if not self.path.is_file():
            return []
        lines = self.path.read_bytes().split(b"\n")[:-1]
        found = []
        for number, line in enumerate(lines, start=1):
            try:
                found.append(Entry.model_validate_json(line))
            except ValidationError:
                raise WorkError(
                    _("the journal is damaged."),
                    _("{file}, line {line}").format(file=self.path, line=number),
                    _("Take that line out by hand; the others are whole."),
                ) from None
        return found

    def state(self) -> JournalState:
        """Return what the journal adds up to."""
        return fold(self.entries())

    def open(self) -> JournalState:
        """Take the journal over and return where it stands; a closed session begins a new round.

        Raises:
            TakenError: another process is writing in it right now and does not finish.
            WorkError: it cannot be written, or is damaged.
        """
        with self._locked():
            self._drop_torn_line()
            state = self.state()
            self.writer = secrets.token_hex(8)
            self.size = self.path.stat().st_size if self.path.exists() else 0
            new_round = state.round + 1 if state.closed or not state.round else state.round
            self._write("opened", None, {"round": new_round})
        return self.state()

    def append(self, kind: EntryKind, *, step: str | None = None, data: Mapping[str, Any] | None = None) -> None:
        """Write one line and wait until it is on disk.

        Raises:
            TakenError: another process has opened this journal since.
            WorkError: it cannot be written; what was there is whole.
        """
        with self._locked():
            if not self.path.exists() or self.path.stat().st_size != self.size:
                raise TakenError(
                    _("this session was opened elsewhere; go on there. What was saved before is safe."),
                    str(self.path.parent),
                )
            self._write(kind, step, dict(data or {}))

    def close(self) -> None:
        """Mark the session as done, whoever wrote in it last; doing it again begins a new round."""
        with self._locked():
            self._drop_torn_line()
            self.size = self.path.stat().st_size
            self._write("closed", None, {})

    def _write(self, kind: EntryKind, step: str | None, data: dict[str, Any]) -> None:
        entry = Entry(at=dt.datetime.now(dt.UTC), writer=self.writer, kind=kind, step=step, data=data)
        line = entry.model_dump_json().encode() + b"\n"
        try:
            with self.path.open("ab") as file:
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            if self.path.exists():
                os.truncate(self.path, self.size)
            raise _unwritable(self.path, error) from None
        self.size += len(line)

    def _drop_torn_line(self) -> None:
        if not self.path.exists():
            return
        content = self.path.read_bytes()
        whole = content.rfind(b"\n") + 1
        if whole < len(content):
            with self.path.open("r+b") as file:
                file.truncate(whole)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(self.path.with_suffix(".lock"), timeout=PATIENCE):
                yield
        except Timeout:
            raise TakenError(
                _("is being written by another process."), str(self.path), _("Try again in a moment.")
            ) from None
        except OSError as error:
            raise _unwritable(self.path, error) from None


def _unwritable(path: Path, error: OSError) -> WorkError:
    return WorkError(
        _("cannot be written: {reason}.").format(reason=error.strerror),
        str(path),
        _("What was saved before is safe. Check the space on the disk and the rights on the folder."),
    )


def fold(entries: Sequence[Entry]) -> JournalState:
    """Return what journal entries add up to, oldest first."""
    state = JournalState()
    for entry in entries:
        state = replace(state, **_CHANGES[entry.kind](state, entry))
    return state


def _opened(state: JournalState, entry: Entry) -> dict[str, Any]:
    if entry.data["round"] == state.round:
        return {}
    day = entry.at.astimezone().date()
    return {"round": entry.data["round"], "opened": day, "published": None, "closed": False, "correction": None}


def _without(kept: Mapping[str, Any], step: str | None) -> dict[str, Any]:
    return {name: value for name, value in kept.items() if name != step}


def _cleared(state: JournalState, entry: Entry) -> dict[str, Any]:
    """Return a state in which a step is as if nothing was ever typed in it; each step stands in at most one of the three."""
    found = {name: _without(getattr(state, name), entry.step) for name in ("answers", "skipped", "drafts")}
    return found if entry.step else {**found, "situation": None}


def _answered(state: JournalState, entry: Entry) -> dict[str, Any]:
    cleared = _cleared(state, entry)
    return {**cleared, "answers": {**cleared["answers"], str(entry.step): entry.data}}


def _skipped(state: JournalState, entry: Entry) -> dict[str, Any]:
    cleared = _cleared(state, entry)
    return {**cleared, "skipped": {**cleared["skipped"], str(entry.step): entry.data["reason"]}}


def _drafted(state: JournalState, entry: Entry) -> dict[str, Any]:
    cleared = _cleared(state, entry)
    return {**cleared, "drafts": {**cleared["drafts"], entry.step or "": entry.data}}


def _situated(state: JournalState, entry: Entry) -> dict[str, Any]:
    return {"situation": entry.data, "drafts": _without(state.drafts, "")}


def _apart(state: JournalState, entry: Entry) -> dict[str, Any]:
    return {"apart": {**state.apart, str(entry.step): Apart.model_validate(entry.data)}}


_CHANGES: Mapping[EntryKind, Callable[[JournalState, Entry], dict[str, Any]]] = {
    "opened": _opened,
    "situation": _situated,
    "answer": _answered,
    "draft": _drafted,
    "apart": _apart,
    "seen": lambda _state, entry: {"seen": entry.step},
    "skipped": _skipped,
    "cleared": _cleared,
    "locked": lambda _state, _entry: {"locked": True},
    "unlocked": lambda _state, entry: {"locked": False, "correction": entry.data["reason"]},
    "placeholders": lambda state, entry: {"placeholders": {**state.placeholders, **entry.data}},
    "exchange": lambda state, entry: {
        "exchanges": (*state.exchanges, Exchange.model_validate(entry.data)),
        "listing": None,
    },
    "claims": lambda _state, entry: {"listing": Listing.model_validate(entry.data)},
    "retried": lambda state, entry: {"exchanges": state.exchanges[: entry.data["from"]], "listing": None},
    "restarted": lambda _state, _entry: {"exchanges": (), "listing": None},
    "published": lambda _state, entry: {"published": entry.data["revision"]},
    "closed": lambda _state, _entry: {"closed": True},
}
