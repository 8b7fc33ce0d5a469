"""Measuring later: a number that comes in after the session becomes a revision of the record."""

from __future__ import annotations

from pydantic import ValidationError

from lerendwerken import __version__
from lerendwerken.archive import Archive
from lerendwerken.errors import InputError
from lerendwerken.faults import explain
from lerendwerken.record import Outcome, Record
from lerendwerken.redaction import Redaction
from lerendwerken.step import Manner, Measurement
from lerendwerken.workspace import Workspace


def measure_record(
    workspace: Workspace, record_id: str, *, value: str, date: str, manner: Manner = "geteld", note: str | None = None
) -> Record:
    """Add a measured number to a record and return its new revision; the same number again changes nothing.

    Raises:
        NotFoundError: there is no such record.
        InputError: the number or the date is not one, or the record has nothing to measure against.
    """
    archive = Archive(workspace.book_folder)
    record = archive.record(record_id).current
    try:
        found = Measurement.model_validate({"waarde": _number(value), "datum": date, "wijze": manner, "toelichting": note})
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise InputError(explain(Measurement, fault), f"--{_OPTIONS.get(str(fault['loc'][0]), fault['loc'][0])}") from None
    roster = workspace.teams[record.team].members if record.team in workspace.teams else ()
    clean = Redaction(roster=roster).mask(found.note)[0] if found.note else None
    outcome = Outcome(value=found.value, date=found.date, manner=found.manner, note=clean)
    return archive.add_outcome(record_id, outcome, software=__version__)


_OPTIONS = {"waarde": "value", "datum": "date", "toelichting": "note"}


def _number(text: str) -> float | str:
    """Return a number typed with a decimal point as a float; the Dutch way is read by the value itself."""
    try:
        return float(text)
    except ValueError:
        return text
