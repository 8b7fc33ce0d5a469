"""What language models used in all sessions that a page tells of: tokens and energy, and how many of them are known."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from lerendwerken.dates import date
from lerendwerken.energy import Energy
from lerendwerken.record import Record, RecordUse


@dataclass(frozen=True)
class UseTotal:
    """Sums over the sessions in which a language model was asked; what is unknown is counted, never filled in.

    Attributes:
        sessions: how many there are.
        uses: what is known of each, as far as anything is.
    """

    sessions: int
    uses: tuple[RecordUse, ...]

    @classmethod
    def of(cls, records: Iterable[Record]) -> UseTotal:
        """Return the sums over records."""
        asked = [r.sparring for r in records if r.sparring and (r.sparring.use or r.sparring.partner != "practice")]
        return cls(len(asked), tuple(sparring.use for sparring in asked if sparring.use))

    @property
    def counted(self) -> list[tuple[int, int]]:
        """Tokens read and written in each session that tells both."""
        pairs = ((use.prompt_tokens, use.completion_tokens) for use in self.uses)
        return [(read, written) for read, written in pairs if read is not None and written is not None]

    @property
    def read(self) -> int:
        """Tokens that models read."""
        return sum(read for read, _written in self.counted)

    @property
    def written(self) -> int:
        """Tokens that models wrote."""
        return sum(written for _read, written in self.counted)

    @property
    def estimates(self) -> list[Energy]:
        """The energy of each session of which it is known."""
        return [use.energy for use in self.uses if use.energy]

    @property
    def low_wh(self) -> float:
        """Lowest estimate of these together, in watt-hours."""
        return math.fsum(energy.low_wh for energy in self.estimates)

    @property
    def high_wh(self) -> float:
        """Highest estimate of these together, in watt-hours."""
        return math.fsum(energy.high_wh for energy in self.estimates)

    @property
    def sources(self) -> list[str]:
        """Whose factors were used, each with its day where that is known."""
        return sorted({e.source if e.date is None else f"{e.source} ({date(e.date)})" for e in self.estimates})
