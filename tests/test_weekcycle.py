"""Weeks and moments."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lerendwerken.weekcycle import Week, WeekCycle, standard_moments


@given(st.dates(dt.date(1970, 1, 1), dt.date(2200, 12, 31)))
def test_a_week_written_and_read_again_is_the_same(day: dt.date) -> None:
    """Every day's week survives being written as text, and holds that day."""
    week = Week.of(day)
    assert Week.parse(str(week)) == week
    assert week.monday <= day <= week.sunday


@pytest.mark.parametrize("text", ["2026-W53", "2020-W53", "2015-W53"])
def test_years_with_53_weeks_have_a_week_53(text: str) -> None:
    """ISO years 2015, 2020 and 2026 have 53 weeks."""
    assert str(Week.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["2025-W53", "2026-W54", "2026-W00", "2026-48", "2026-W4", "26-W48", "", "0000-W01", "２０２６-W48"]
)
def test_what_is_no_week_is_refused(text: str) -> None:
    """Weeks that do not exist or are written otherwise are refused with a word on how to write them."""
    with pytest.raises(ValueError, match=r"2026-W48|van 1 tot"):
        Week.parse(text)


def test_weeks_step_over_the_end_of_a_long_year() -> None:
    """A week after 2026-W53 is 2027-W01."""
    assert str(Week.parse("2026-W53").shift(1)) == "2027-W01"
    assert Week.parse("2026-W53") < Week.parse("2027-W01")


def test_a_team_moves_a_moment_and_keeps_the_others() -> None:
    """A team's own moment replaces the organisation's, the rest stays."""
    cycle = WeekCycle(moments=standard_moments())
    own = cycle.moments["koers"].model_copy(update={"day": "dinsdag"})
    merged = cycle.merged({"koers": own})
    assert merged.moments["koers"].day == "dinsdag"
    assert merged.moments["oogst"] == cycle.moments["oogst"]
