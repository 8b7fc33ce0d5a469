"""Records and proposals on disk: the truth of the site, each file written whole or not at all, under a lock."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout
from pydantic import BaseModel, ValidationError

from lerendwerken.errors import InputError, TakenError, WorkError
from lerendwerken.faults import explain
from lerendwerken.files import read_text, write_whole
from lerendwerken.messages import _
from lerendwerken.names import not_found
from lerendwerken.proposal import Proposal
from lerendwerken.record import Outcome, Record, RecordFile

Stored = TypeVar("Stored", RecordFile, Proposal)
LARGEST = 20_000_000
PATIENCE = 10.0
ID = re.compile(r"[a-z0-9-]+/\d{4}-W\d{2}-[a-z0-9-]+")


@dataclass(frozen=True)
class Archive:
    """The records and proposals of a workspace; `book` is its book folder."""

    book: Path

    def record_path(self, record_id: str) -> Path:
        """Return where a record's file stands."""
        return self.book / "records" / f"{record_id}.json"

    def proposal_path(self, proposal_id: str) -> Path:
        """Return where a proposal's file stands."""
        return self.book / "proposals" / f"{proposal_id}.json"

    def record_ids(self) -> list[str]:
        """Return the names of all records, in order of team, week and kit."""
        return _ids(self.book / "records")

    def records(self) -> Iterator[RecordFile]:
        """Yield all records in order of name; raises `InputError` at a file that is wrong."""
        for name in self.record_ids():
            yield _read(self.record_path(name), RecordFile)

    def proposals(self) -> Iterator[Proposal]:
        """Yield all proposals in order of name; raises `InputError` at a file that is wrong."""
        for name in _ids(self.book / "proposals"):
            yield _read(self.proposal_path(name), Proposal)

    def find(self, record_id: str) -> RecordFile | None:
        """Return a record, or None where there is none."""
        path = self.record_path(record_id)
        return _read(path, RecordFile) if ID.fullmatch(record_id) and path.is_file() else None

    def record(self, record_id: str) -> RecordFile:
        """Return a record; raises `NotFoundError` with the nearest names."""
        found = self.find(record_id)
        if found is None:
            raise not_found(_("Record"), record_id, self.record_ids())
        return found

    def proposal(self, proposal_id: str) -> Proposal | None:
        """Return a proposal, or None where there is none."""
        path = self.proposal_path(proposal_id)
        return _read(path, Proposal) if path.is_file() else None

    def of_team(self, team: str) -> list[Record]:
        """Return the current records of a team, oldest week first."""
        names = [name for name in self.record_ids() if name.startswith(f"{team}/")]
        return sorted((self.record(name).current for name in names), key=lambda record: (record.week, record.kit.slug))

    def add_revision(self, make: Callable[[RecordFile | None], Record | None], *, record_id: str) -> Record | None:
        """Add the revision that `make` returns for the record as it stands; None leaves it as it is.

        Raises:
            TakenError: another process keeps the record too long.
            WorkError: it cannot be written; the old file is untouched.
        """
        path = self.record_path(record_id)
        with self._locked(path):
            found = self.find(record_id)
            record = make(found)
            if record is not None:
                earlier = found.revisions if found else ()
                write_whole(path, as_json(RecordFile(revisions=(*earlier, record))))
        return record

    def add_outcome(self, record_id: str, outcome: Outcome, *, software: str) -> Record:
        """Add a measurement to a record as a new revision; the same measurement from the same source is added once.

        Raises:
            NotFoundError: there is no such record.
            InputError: the record has no expectation to measure against.
        """
        current = self.record(record_id).current
        if current.expectation is None:
            raise InputError(
                _("this record has no result decided up front, so there is nothing to measure against."), record_id
            )

        def make(found: RecordFile | None) -> Record | None:
            latest = found.current if found else current
            if outcome in latest.outcomes:
                return None
            others = tuple(o for o in latest.outcomes if outcome.source is None or o.source != outcome.source)
            changes = {
                "outcomes": (*others, outcome),
                "revision": latest.revision + 1,
                "date": dt.date.today(),
                "reason": _("measured"),
                "software": software,
            }
            return latest.model_copy(update=changes)

        return self.add_revision(make, record_id=record_id) or self.record(record_id).current

    def write_proposal(self, proposal: Proposal) -> None:
        """Write a proposal; raises `TakenError` or `WorkError` as `add_revision` does."""
        path = self.proposal_path(proposal.id)
        with self._locked(path):
            write_whole(path, as_json(proposal))

    @contextmanager
    def _locked(self, path: Path) -> Iterator[None]:
        """Hold the archive's lock while one file is read and written anew."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(self.book / ".archive.lock", timeout=PATIENCE):
                yield
        except Timeout:
            raise TakenError(_("is being written by another process."), str(path), _("Try again in a moment.")) from None
        except OSError as error:
            raise WorkError(_("cannot be written: {reason}.").format(reason=error.strerror), str(path)) from None


def as_json(value: BaseModel) -> str:
    """Return a value as the text of its file: indented JSON, without fields that are empty."""
    return value.model_dump_json(indent=2, exclude_none=True) + "\n"


def _ids(folder: Path) -> list[str]:
    found = (path.relative_to(folder).with_suffix("").as_posix() for path in folder.glob("*/*.json"))
    return sorted(name for name in found if ID.fullmatch(name))


def _read(path: Path, model: type[Stored]) -> Stored:
    text = read_text(path, largest=LARGEST)
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in fault["loc"])
        where = _("{file}, field '{field}'").format(file=path, field=place) if place else str(path)
        raise InputError(
            explain(model, fault),
            where,
            _("Put the file back from version control, or remove it."),
        ) from None
