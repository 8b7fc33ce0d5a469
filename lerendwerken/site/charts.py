"""Expected against measured, as positions on a line that never mixes units.

A result is placed between its own baseline (0 %) and its own target (100 %), so that minutes and days can stand under
each other. The drawings are small SVGs with positions in per cent: on a phone they take the width and words of the page,
and in the dark the reader's colours. A chart drawn at a fixed width shrinks its words there, and never wraps them.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, Literal

from lerendwerken.record import Outcome, Record, RecordExpectation

Result = Literal["reached", "closer", "same", "worse", "unmeasured"]
RESULTS: tuple[Result, ...] = ("reached", "closer", "same", "worse", "unmeasured")
# room at both ends of a line for half a mark, in per cent of its width
MARGIN = 4.0
# results further out than this are drawn at the edge with an arrow; their number says how far
FARTHEST_LEFT, FARTHEST_RIGHT = -1.0, 2.0
# below this many measurements a page says that chance plays a large part
FEW = 10


@dataclass(frozen=True)
class Comparison:
    """What a team expected, beside what was measured, if anything was."""

    record: Record
    expectation: RecordExpectation
    outcome: Outcome | None
    progress: float | None
    result: Result

    @property
    def estimated(self) -> bool:
        """Whether the number was reported by feeling instead of counted."""
        return self.outcome is not None and self.outcome.manner == "geschat"


def compare(record: Record) -> Comparison | None:
    """Return a record's expectation beside its latest measurement; None where nothing was expected."""
    expectation, outcome = record.expectation, record.latest
    if expectation is None:
        return None
    if outcome is None:
        return Comparison(record, expectation, None, None, "unmeasured")
    share = progress(expectation, outcome.value)
    return Comparison(record, expectation, outcome, share, result_of(expectation, outcome.value))


def progress(expectation: RecordExpectation, value: float) -> float | None:
    """Return how far a number is on the way from baseline (0) to target (1); None where these are the same number."""
    way = expectation.target - expectation.baseline
    share = (value - expectation.baseline) / way if way else math.nan
    return share if math.isfinite(share) else None


def result_of(expectation: RecordExpectation, value: float) -> Result:
    """Return what a measured number means for an expectation."""
    baseline, target = expectation.baseline, expectation.target
    if target == baseline:
        return "reached" if value == target else "worse"
    if value == baseline:
        return "same"
    upward = target > baseline
    if value >= target if upward else value <= target:
        return "reached"
    return "closer" if (value > baseline) == upward else "worse"


@dataclass(frozen=True)
class Scale:
    """A line on which 0 is the baseline and 1 the target, shared by all rows of one picture."""

    low: float = 0.0
    high: float = 1.0

    @classmethod
    def over(cls, shares: Iterable[float | None]) -> Scale:
        """Return a line that holds all shares, up to the farthest that is drawn."""
        inside = [min(max(share, FARTHEST_LEFT), FARTHEST_RIGHT) for share in shares if share is not None]
        return cls(math.floor(min([0.0, *inside]) * 4) / 4, math.ceil(max([1.0, *inside]) * 4) / 4)

    def x(self, share: float) -> str:
        """Return where a share stands, as an SVG length."""
        inside = min(max(share, self.low), self.high)
        return _length(MARGIN + (inside - self.low) / (self.high - self.low) * (100 - 2 * MARGIN))

    def beyond(self, share: float) -> int:
        """Return 1 where a share lies past the right end, -1 past the left end, else 0."""
        return 1 if share > self.high else -1 if share < self.low else 0


def _length(position: float) -> str:
    return f"{position:.2f}%"


@dataclass(frozen=True)
class Tally:
    """How many results ended how; counts only, so that nothing of different units is added."""

    counts: dict[Result, int]

    @classmethod
    def of(cls, comparisons: Iterable[Comparison]) -> Tally:
        """Count results."""
        found = [c.result for c in comparisons]
        return cls({result: found.count(result) for result in RESULTS})

    @property
    def expected(self) -> int:
        """All results that were decided up front."""
        return sum(self.counts.values())

    @property
    def measured(self) -> int:
        """Those that have been measured."""
        return self.expected - self.counts["unmeasured"]

    @property
    def few(self) -> bool:
        """Whether there are so few that chance plays a large part."""
        return self.measured < FEW

    @property
    def bars(self) -> list[tuple[Result, int, str, str]]:
        """Result, count, and start and width of its part of one bar."""
        rows, start = [], 0
        for result, count in self.counts.items():
            if count:
                rows.append((result, count, _length(100 * start / self.expected), _length(100 * count / self.expected)))
            start += count
        return rows


@dataclass(frozen=True)
class Point:
    """One measurement in a picture over time."""

    record: Record
    expectation: RecordExpectation
    outcome: Outcome
    share: float


@dataclass(frozen=True)
class Timeline:
    """A team's measurements over time, each as its share of the way from baseline to target."""

    TOP: ClassVar[int] = 16
    BOTTOM: ClassVar[int] = 176
    LEFT: ClassVar[float] = 20.0
    RIGHT: ClassVar[float] = 96.0

    points: tuple[Point, ...]
    scale: Scale

    @property
    def first(self) -> dt.date:
        """Day of the first measurement."""
        return self.points[0].outcome.date

    @property
    def last(self) -> dt.date:
        """Day of the last measurement."""
        return self.points[-1].outcome.date

    def x(self, point: Point) -> str:
        """Return where a point's day stands, as an SVG length."""
        days = (self.last - self.first).days
        part = (point.outcome.date - self.first).days / days if days else 0.5
        return _length(self.LEFT + part * (self.RIGHT - self.LEFT))

    def y(self, share: float) -> int:
        """Return the height of a share, in pixels from the top."""
        inside = min(max(share, self.scale.low), self.scale.high)
        part = (inside - self.scale.low) / (self.scale.high - self.scale.low)
        return round(self.BOTTOM - part * (self.BOTTOM - self.TOP))

    @property
    def threads(self) -> list[tuple[Point, Point]]:
        """Pairs of following measurements of the same result, to be joined by a line."""
        by_record: dict[str, list[Point]] = {}
        for point in self.points:
            by_record.setdefault(point.record.id, []).append(point)
        return [pair for points in by_record.values() for pair in pairwise(points)]


def timeline(comparisons: Iterable[Comparison]) -> Timeline | None:
    """Return all measurements over time; None with fewer than two, since one point has no course."""
    points = [
        Point(c.record, c.expectation, outcome, share)
        for c in comparisons
        for outcome in c.record.outcomes
        if (share := progress(c.expectation, outcome.value)) is not None
    ]
    points.sort(key=lambda point: (point.outcome.date, point.record.id))
    return Timeline(tuple(points), Scale.over(point.share for point in points)) if len(points) > 1 else None
