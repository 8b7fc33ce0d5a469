"""What changed from one revision of a record to the next, in words, so that every earlier text stays readable."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from lerendwerken.dates import date
from lerendwerken.messages import N_, _
from lerendwerken.record import Outcome, Record, RecordExpectation, RecordField, RecordFile
from lerendwerken.site.format import number
from lerendwerken.site.words import word

DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d)")


@dataclass(frozen=True)
class Change:
    """One part of a record, as it was and as it became; empty where it was not there."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class RevisionView:
    """One revision and what it changed in the one before."""

    record: Record
    changes: tuple[Change, ...]


def revisions(file: RecordFile) -> list[RevisionView]:
    """Return all revisions, newest first; the first one changed nothing."""
    later = [RevisionView(after, tuple(_changes(before, after))) for before, after in pairwise(file.revisions)]
    return [*reversed(later), RevisionView(file.revisions[0], ())]


def _changes(before: Record, after: Record) -> Iterable[Change]:
    was, became = _readable(before), _readable(after)
    for label in {**was, **became}:
        if was.get(label) != became.get(label):
            yield Change(label, was.get(label, ""), became.get(label, ""))


def field_text(field: RecordField) -> str:
    """Return the answer to a kit's own question as text, one line per item."""
    value = field.value
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return f"{number(value)} {field.unit or ''}".strip()
    if field.kind == "datum" and isinstance(value, str) and DAY.fullmatch(value):
        return date(dt.date.fromisoformat(value))
    return "\n".join(value) if isinstance(value, tuple) else value


def _outcome(outcome: Outcome) -> str:
    parts = (number(outcome.value), date(outcome.date), word("manner", outcome.manner), outcome.note)
    return ", ".join(part for part in parts if part)


def _expectation(value: RecordExpectation | None) -> str:
    if value is None:
        return ""
    numbers = f"{value.measure}: {number(value.baseline)} → {number(value.target)} {value.unit}, {date(value.due)}"
    return "\n".join((value.direct_yield, value.sustainable_result, numbers))


def _measurement(record: Record) -> str:
    value = record.measurement
    return f"{value.measure}: {number(value.value)} {value.unit}, {date(value.date)}" if value else ""


def _commitment(record: Record) -> str:
    value = record.commitment
    return _("If {when}, then {then} ({owner})").format(when=value.when, then=value.then, owner=value.owner) if value else ""


# part of a record -> how it reads
PARTS: dict[str, Callable[[Record], str]] = {
    N_("Subject"): lambda r: r.title,
    N_("Lesson"): lambda r: r.lesson,
    N_("Decided up front"): lambda r: _expectation(r.expectation),
    N_("Measured later"): lambda r: "\n".join(map(_outcome, r.outcomes)),
    N_("Measured in this session"): _measurement,
    N_("Kept"): lambda r: "\n".join(f"{w.what} ({word('origin', w.origin)}): {w.why}" for w in r.kept),
    N_("Rejected"): lambda r: "\n".join(f"{w.what} ({word('origin', w.origin)}): {w.why}" for w in r.rejected),
    N_("Claims"): lambda r: "\n".join(f"{c.claim} ({word('claim', c.status)}) {c.source or ''}".strip() for c in r.claims),
    N_("Commitment"): _commitment,
    N_("Earlier commitments"): lambda r: "\n".join(
        f"{s.record}: {word('commitment', s.status)} {s.note or ''}".strip() for s in r.old_commitments
    ),
    N_("Confidence"): lambda r: " → ".join(str(c) for c in (r.confidence.before, r.confidence.after) if c is not None),
    N_("Skipped steps"): lambda r: "\n".join(r.skipped),
    N_("Read before publishing by"): lambda r: r.reviewer,
}


def _readable(record: Record) -> dict[str, str]:
    """Return a record as labelled texts, without what is empty."""
    parts = {_(label): read(record) for label, read in PARTS.items()}
    parts |= {field.label: field_text(field) for field in record.fields}
    return {label: text for label, text in parts.items() if text}
