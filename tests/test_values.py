"""How people type numbers, dates and text."""

import datetime as dt

import pytest
from pydantic import TypeAdapter, ValidationError

from lerendwerken.values import Date, Line, Number, Slug, Text, YesNo


@pytest.mark.parametrize(
    ("typed", "meant"), [("3,5", 3.5), ("1.200", 1200), ("1.200,5", 1200.5), (7, 7), (2.5, 2.5), ("-3", -3), (" 12 ", 12)]
)
def test_numbers_are_read_the_dutch_way(typed: object, meant: float) -> None:
    """A comma is the decimal sign and a point parts thousands, when typed as text."""
    assert TypeAdapter(Number).validate_python(typed) == meant


@pytest.mark.parametrize("typed", ["veel", "1,2,3", float("inf"), float("nan"), True, None])
def test_what_is_no_number_is_refused(typed: object) -> None:
    """Words, infinities and truth values are no numbers."""
    with pytest.raises(ValidationError):
        TypeAdapter(Number).validate_python(typed)


def test_dates_are_read_both_ways() -> None:
    """27-11-2026 and 2026-11-27 are the same day."""
    day = dt.date(2026, 11, 27)
    assert TypeAdapter(Date).validate_python("27-11-2026") == TypeAdapter(Date).validate_python("2026-11-27") == day


def test_yes_and_no_are_read_in_dutch() -> None:
    """`ja` and `nee` are true and false."""
    assert TypeAdapter(YesNo).validate_python("Ja") is True
    assert TypeAdapter(YesNo).validate_python("nee") is False


def test_text_loses_what_no_file_can_hold() -> None:
    """Control characters and lone surrogates are dropped; a line stays one line."""
    assert TypeAdapter(Text).validate_python("a\0b\ud800c\r\nd") == "abc\nd"
    assert TypeAdapter(Line).validate_python(" a\n b\t c ") == "a b c"


@pytest.mark.parametrize("slug", ["", "A", "a b", "..", "a/b", "a\0", "-a", "a--b", "nul", "com1", "é", "a" * 61, "a_b"])
def test_slugs_that_are_not_safe_everywhere_are_refused(slug: str) -> None:
    """A slug is safe as a folder name on every system."""
    with pytest.raises(ValidationError):
        TypeAdapter(Slug).validate_python(slug)
