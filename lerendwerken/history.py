"""What a team has published before: where old commitments and open targets are found."""

from __future__ import annotations

from dataclasses import dataclass

from lerendwerken.archive import Archive
from lerendwerken.errors import InputError
from lerendwerken.messages import _
from lerendwerken.names import not_found
from lerendwerken.record import Record
from lerendwerken.step import Measurement
from lerendwerken.weekcycle import Week


@dataclass(frozen=True)
class History:
    """The records of a team up to a week, as the session that makes `record_id` sees them."""

    archive: Archive
    team: str
    week: Week
    record_id: str

    def records(self) -> list[Record]:
        """Return the team's other records up to this week, oldest first."""
        return [r for r in self.archive.of_team(self.team) if r.week <= self.week and r.id != self.record_id]

    def record(self, name: str) -> Record:
        """Return an earlier record by its name, with or without the team; raises `NotFoundError` with the nearest names."""
        name = name.removeprefix(f"{self.team}/")
        earlier = {record.name: record for record in self.records()}
        if name not in earlier:
            raise not_found(_("Record"), name, earlier)
        return earlier[name]

    def measured(self, measurement: Measurement) -> Record | None:
        """Return the record whose result a measurement is about; None for a number that stands by itself.

        Raises:
            InputError: there is no such record, or nothing to measure against.
        """
        if measurement.record:
            record = self.record(measurement.record)
            if record.expectation is None:
                raise InputError(
                    _("this record has no result decided up front, so there is nothing to measure against."), "verslag"
                )
            return record
        if measurement.measure and measurement.unit:
            return None
        waiting = [record for record in self.records() if self._waits(record)]
        due = [r for r in waiting if r.expectation and r.expectation.due <= measurement.date] or waiting
        if not due:
            raise InputError(
                _("there is no earlier record with a result to measure."),
                "verslag",
                _("Name the record at 'verslag', or fill in 'maat' and 'eenheid'."),
            )
        return max(due, key=lambda record: (record.week, record.kit.moment == "koers"))

    def _waits(self, record: Record) -> bool:
        """Tell whether a record has a target that nobody but this session has measured yet."""
        return record.expectation is not None and all(outcome.source == self.record_id for outcome in record.outcomes)
