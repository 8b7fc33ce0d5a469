"""Dates of birth: a date in any form, with a word before or behind it that says that someone was born."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lerendwerken.detection.cues import after
from lerendwerken.detection.spans import Span

MONTH: Final = (
    r"(?:jan(?:uari|uary)?|feb(?:ruari|ruary|r)?|maart|mrt|mar(?:ch)?|apr(?:il)?|mei|may|jun[iy]?|june|jul[iy]?|aug(?:ustus|ust)?"
    r"|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
DAY: Final = r"(?:0?[1-9]|[12][0-9]|3[01])"
YEAR: Final = r"(?:1[0-9]{3}|20[0-9]{2}|'?[0-9]{2})"
GAP: Final = r" ?[-/. ] ?"
NUMERIC: Final = rf"{DAY}{GAP}(?:0?[1-9]|1[0-2]){GAP}{YEAR}"
WRITTEN: Final = rf"{DAY}(?:e|ste|de|th|st|nd|rd)?{GAP}{MONTH}\.?(?:,?{GAP}{YEAR})?"
ENGLISH: Final = rf"{MONTH}\.? {DAY}(?:th|st|nd|rd)?,? (?:19|20)[0-9]{{2}}"
BACKWARD: Final = rf"(?:19|20)[0-9]{{2}}{GAP}(?:0?[1-9]|1[0-2]){GAP}{DAY}"
SOLID: Final = r"(?:(?:19|20)[0-9]{6}|[0-9]{4}(?:19|20)[0-9]{2}|[0-9]{6})"
DATE: Final = re.compile(
    rf"(?<![\w-])(?:{BACKWARD}|{NUMERIC}|{WRITTEN}|{ENGLISH}|{SOLID}|(?:18|19|20)[0-9]{{2}})(?![\w%]|-[a-z]|[.,:][0-9])",
    re.IGNORECASE,
)
BIRTH: Final = (
    r"(?:geb(?:oorte)?\.? ?-?(?:datum|dat|dd|dag|jaar|d)\b\.?|geb\b\.?|(?:geboren|gebor[ea]n)\b|g\.d\.?"
    r"|(?-i:GD|DOB|Gd)\b|dob\b|date of birth|birth ?date|born\b|jarig|verjaardag|verjaart)"
)
# words between the cue and the date: a place, `op`, the form to fill in
LINK: Final = (
    r"(?:[ \t]*(?:[:=\-()*,]|\n(?=[ \t]*[0-9])|is|op|in|te|d\.?d\.?|on|was|dag|datum|maand|jaar|van|zij|hij"
    r"|volgens \w+|d[dm]-mm-jj+|"
    r"dd/mm/jj+|als \w+|\w{1,16}(?=:)|(?-i:[A-Z'])[\w'-]*,?|[a-z']+(?= op\b))){0,6}[ \t]*"
)
CUE: Final = re.compile(
    rf"(?:(?<![^\W_])(?:{BIRTH}{LINK}|geb(?:oorte)?\.?-?(?:datum|dat|dag)[^.;\n]{{0,40}}\b(?:is|was|op)\b:? ?)|[°*†✶] ?)$",
    re.IGNORECASE,
)
BEHIND: Final = re.compile(
    r" ?(?:\(|, ?)?(?:(?:te|in) [A-Z][\w'-]+(?: [A-Z][\w'-]+)? )?(?:is (?:\w+ )?)?(?:geboren|ter wereld|jarig)"
    r"|^ ?\((?:geb|geboortedatum)\b",
)
# a person's name with a date long ago behind it in brackets
PERSON: Final = re.compile(
    r"(?:\b(?:dhr|mevr|mw|mevrouw|meneer|de heer|pati[eë]nte?|cli[eë]nte?|bewoonster|bewoner|leerling|client)\b"
    r"[^\n;:0-9]{0,45}"
    r"|\bis [0-9]{1,3}(?: jaar)? ?|\b(?:man|vrouw|jongen|meisje|m|v) ?"
    r"|(?-i:[A-Z])[\w'-]+(?: [a-z']{1,4}){0,3} (?-i:[A-Z])[\w'-]+ ?)[(,] ?$"
    r"|(?-i:[A-Z])[\w'-]+ \($",
    re.IGNORECASE,
)
FULL: Final = re.compile(
    rf"{DAY}{GAP}(?:[01]?[0-9]|{MONTH}\.?){GAP}(?:19[1-9][0-9]|200[0-9]|201[0-5]|'[0-9]{{2}})", re.IGNORECASE
)
MORE: Final = re.compile(r" ?(?:,|,? ?en|&|/|;|of) ?(?:op )?")
FULL_DATE: Final = re.compile(rf"{NUMERIC}|{BACKWARD}|{DAY}{GAP}{MONTH}\.?,?{GAP}{YEAR}", re.IGNORECASE)
REACH: Final = 90


def births(text: str) -> Iterator[Span]:
    """Yield dates of birth, and other dates of the same year in that text; all other dates stay."""
    dates = [found for found in DATE.finditer(text) if _of_our_time(found[0])]
    last = None
    found: dict[re.Match[str], str] = {}
    for date in dates:
        in_list = last is not None and MORE.fullmatch(text, last.end(), date.start())
        if why := "cue" if in_list else _why(text, date):
            found[date] = why
            last = date
    years = {year for date in found if (year := year_of(date[0]))}
    # a date of birth that is told twice, perhaps with day and month turned round
    found |= {
        date: "repeated" for date in dates if date not in found and FULL.fullmatch(date[0]) and year_of(date[0]) in years
    }
    yield from (Span(date.start(), date.end(), "DATUM_GEBOORTE", why) for date, why in found.items())


def _why(text: str, date: re.Match[str]) -> str | None:
    """Return how the words around a date say that somebody was born then."""
    ahead = text[max(0, date.start() - REACH) : date.start()]
    # a cue does not reach over another number
    if CUE.search(re.split(r"[0-9]", ahead)[-1]) or BEHIND.match(after(text, date.end())):
        return "cue"
    # `Den Haag, 12 maart 2014` heads a letter
    heads_a_letter = ahead.endswith(", ") and any(map(str.isalpha, date[0]))
    return "context" if FULL.fullmatch(date[0]) and PERSON.search(ahead) and not heads_a_letter else None


def year_of(date: str) -> str | None:
    """Return the year of a date where it is written in full."""
    year = re.search(r"(?<![0-9])(?:1[0-9]{3}|20[0-9]{2})(?![0-9])", date)
    return year[0] if year else None


def _of_our_time(date: str) -> bool:
    """Tell whether somebody with that date of birth can be alive, or the year is left out."""
    return int(year_of(date) or 2000) >= 1905
