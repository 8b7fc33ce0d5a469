"""Expected against measured: places on a line, and words for results, whatever the units."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lerendwerken.archive import Archive
from lerendwerken.record import Outcome, Record, RecordExpectation
from lerendwerken.site.charts import Scale, Tally, compare, progress, result_of, timeline
from lerendwerken.workspace import Workspace

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


@pytest.fixture
def record(organisation: Workspace) -> Record:
    """A record with two measurements."""
    return Archive(organisation.book_folder).record("vergunningen/2026-W45-koers-van-de-week").current


def expectation(baseline: float, target: float) -> RecordExpectation:
    return RecordExpectation(
        direct_yield="x",
        sustainable_result="x",
        measure="x",
        unit="x",
        baseline=baseline,
        target=target,
        due=dt.date(2026, 12, 1),
        locked=True,
    )


@pytest.mark.parametrize(
    ("baseline", "target", "value", "share", "result"),
    [
        (10, 20, 15, 0.5, "closer"),
        (20, 10, 15, 0.5, "closer"),
        (20, 10, 10, 1.0, "reached"),
        (20, 10, 8, 1.2, "reached"),
        (20, 10, 25, -0.5, "worse"),
        (-4, 4, 0, 0.5, "closer"),
        (10, 20, 10, 0.0, "same"),
        (5, 5, 5, None, "reached"),
        (5, 5, 6, None, "worse"),
    ],
)
def test_progress_goes_from_baseline_to_target(
    baseline: float, target: float, value: float, share: float | None, result: str
) -> None:
    """A number's place is its part of the way from baseline to target, up or down, and its result says the same."""
    assert progress(expectation(baseline, target), value) == share
    assert result_of(expectation(baseline, target), value) == result


@given(baseline=NUMBERS, target=NUMBERS, value=NUMBERS)
def test_any_number_has_a_place_inside_the_line(baseline: float, target: float, value: float) -> None:
    """Whatever numbers a team gives, a mark stands inside the drawing or is said in words only."""
    share = progress(expectation(baseline, target), value)
    scale = Scale.over([share])
    if share is not None:
        assert 0 <= float(scale.x(share).rstrip("%")) <= 100
        assert (scale.beyond(share) != 0) == (share > 2 or share < -1)
    assert result_of(expectation(baseline, target), value) in {"reached", "closer", "same", "worse"}


def test_two_units_on_one_line_stand_at_the_same_place() -> None:
    """Half-way in minutes and half-way in days stand on the same spot, though their numbers differ a thousandfold."""
    shares = [progress(expectation(60, 30), 45), progress(expectation(9000, 3000), 6000)]
    scale = Scale.over(shares)
    assert len({scale.x(share) for share in shares if share is not None}) == 1


def test_latest_measurement_counts(record: Record) -> None:
    """A result measured twice is shown by its latest measurement, whatever the order of writing."""
    late, early = (Outcome(value=value, date=dt.date(2026, 12, day)) for value, day in ((6.5, 9), (8.0, 2)))
    found = compare(record.model_copy(update={"outcomes": (late, early)}))
    assert found is not None
    assert found.outcome == late


def test_tally_counts_and_parts_fill_the_bar(record: Record) -> None:
    """The parts of the bar are counts of results: together one whole, none of nothing."""
    open_one = record.model_copy(update={"outcomes": ()})
    tally = Tally.of(c for c in map(compare, (record, record, open_one)) if c)
    assert (tally.expected, tally.measured) == (3, 2)
    assert sum(float(width.rstrip("%")) for _result, _count, _start, width in tally.bars) == pytest.approx(100, abs=0.05)


def test_timeline_needs_two_points_and_joins_one_result(record: Record) -> None:
    """Two measurements of one result are joined; one measurement has no course."""
    found = timeline([c for c in [compare(record)] if c])
    assert found is not None
    assert len(found.threads) == 1
    assert timeline([c for c in [compare(record.model_copy(update={"outcomes": record.outcomes[:1]}))] if c]) is None


def drawings(text: str) -> Iterator[str]:
    """Yield the drawings of a page, each with the drawings inside it."""
    for start in re.finditer(r'<svg class="(?:track|tally|timeline)"', text):
        depth = 0
        for tag in re.finditer(r"<svg\b|</svg>", text[start.start() :]):
            depth += 1 if tag.group() == "<svg" else -1
            if depth == 0:
                yield text[start.start() : start.start() + tag.end()]
                break


def test_drawings_are_wellformed(site: Path) -> None:
    """Every drawing with a meaning is well-formed SVG with a title, and takes its colours from the style sheet."""
    text = (site / "index.html").read_text(encoding="utf-8") + (site / "teams/vergunningen.html").read_text(encoding="utf-8")
    found = list(drawings(text))
    assert len(found) > 5
    for drawing in found:
        assert ElementTree.fromstring(drawing).findtext("title")
        assert not re.search(r"\b(?:fill|stroke|style)=", drawing)
