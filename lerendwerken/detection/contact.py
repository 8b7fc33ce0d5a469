"""Ways to reach a person: mail addresses and phone numbers, in signs or written out in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from lerendwerken.detection.cues import before, of_a_thing
from lerendwerken.detection.spans import Span

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

# signs and words for the parts of a mail address
AT: Final = r"(?: ?[\[({<*|] ?(?:at|ape?n?staart(?:je)?|@) ?[\])}>*|] ?| (?:ape?n?staart(?:je)?|a-staart(?:je)?) |_at_)"
DOT: Final = r"(?: ?[\[({<] ?(?:dot|punt|\.) ?[\])}>] ?| (?:punt|dot|stip|point) ?| \. |\.|_dot_| ?\(\.\) ?)"
JOIN: Final = (
    rf"(?:{DOT}| (?:streepje|min|minteken|koppelteken|dash) | (?:underscore|laag streepje|liggend streepje|plus) |[+_-])"
)
ATOM: Final = r"[^\W_]++"
PLAIN: Final = re.compile(r"(?<![\w.+%&'-])[\w.+%&'-]++@[\w-]++(?:\.[\w-]+)*")
# the sure sign first, then outwards: what leads to it and what follows
SPELLED_AT: Final = re.compile(rf"{AT}", re.IGNORECASE)
WORD_AT: Final = re.compile(r" at | ?@ ?", re.IGNORECASE)
LOCAL: Final = re.compile(rf"(?<![\w.]){ATOM}(?:{JOIN}{ATOM})*$", re.IGNORECASE)
DOMAIN: Final = re.compile(rf"{ATOM}(?:(?:{JOIN}|-){ATOM}){{0,5}}", re.IGNORECASE)
# English `at` and a loose sign count only if the domain has a dot
WORD_DOMAIN: Final = re.compile(rf"{ATOM}(?:-{ATOM})*(?:{DOT}{ATOM}){{1,4}}", re.IGNORECASE)
REACH: Final = 80

SEPARATORS: Final = r"[ ()/.-]{0,3}"
DUTCH: Final = re.compile(
    rf"(?<![\w+])(?:(?:\+|\(\+|00 ?|(?=31 ?6[0-9]{{8}}(?!\w)))31\)?[ -]{{0,2}}(?:\(0\)|0(?=[ -]))?{SEPARATORS}|\(?0)"
    rf"(?=[1-9])(?:{SEPARATORS}[0-9]){{9}}(?![0-9]|[.:][0-9]{{2}} uur)"
)
# numbers that are no phone numbers of themselves: with a slip, or without area code
CUED: Final = re.compile(
    r"(?<![^\W_])(?:(?P<sure>tel(?:efoon)?(?:nummer|nr)?|mobiel(?:e nummer|nummer|tje)?|mob|gsm|06-?nummer|telnr|☎|📞"
    r"|doorkies(?:nummer)?|bel(?:len|t|de)?(?: \w+){0,3}? (?:op|naar)|privénummer)"
    r"|t|m|nummer|bereikbaar op)[ .:(]{1,3}(?:is |op )?"
    r"(0[ ]?[1-9](?:[ /.-]{0,3}[0-9]){7,8}|(?(sure)[2-9][0-9](?:[ .-]?[0-9]){4,5}|(?!)))"
    r"(?![\w:]|[.,-][0-9]| ?(?:%|uur|keer|euro|klanten|mensen))",
    re.IGNORECASE,
)
# opening hours and week numbers have as many digits
CLOCK: Final = re.compile(r"^[0-9]{1,2}[.:][0-9]{2} ?[-/]+ ?[0-9]{1,2}[.:][0-9]{2}(?![0-9.])")
WEEK: Final = re.compile(r"\b(?:week|weken|wk)\.? $", re.IGNORECASE)
UNIT: Final = "(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen)"
TENS: Final = "(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)"
TEENS: Final = "(?:tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien)"
WORD: Final = rf"(?:(?:{UNIT}[eë]n)?{TENS}|{TEENS}|nul|{UNIT})"
SPOKEN: Final = re.compile(rf"(?<![^\W_])(?:nul|plus)(?:[ ,-]{{1,3}}{WORD}){{5,14}}(?![^\W_])", re.IGNORECASE)
# not yet all given out, so not all valid to the library
MOBILE: Final = re.compile("6[0-9]{8}")
# service numbers belong to nobody: free, paid, shared cost (phonenumbers.PhoneNumberType)
SERVICES: Final = frozenset((3, 4, 5))


def emails(text: str) -> Iterator[Span]:
    """Yield mail addresses as typed in a mail program, then those written out."""
    taken = 0
    for found in PLAIN.finditer(text):
        start = found.start() + len(found[0]) - len(found[0].lstrip("'&.-%+"))
        # @anna@mastodon.example: the sign in front is part of it
        start -= text[start - 1 : start] == "@"
        if any(map(str.isalnum, text[start : found.start() + found[0].index("@")])):
            yield Span(start, found.end(), "EMAIL", "form")
    for sign, shape in ((SPELLED_AT, DOMAIN), (WORD_AT, WORD_DOMAIN)):
        for found in sign.finditer(text):
            local = LOCAL.search(text, max(taken, found.start() - REACH), found.start())
            domain = shape.match(text, found.end(), found.end() + REACH)
            if local and domain:
                taken = domain.end()
                yield Span(local.start(), domain.end(), "EMAIL", "spelled")


def phones(text: str) -> Iterator[Span]:
    """Yield phone numbers of people and companies in every form that people type; no service numbers."""
    for start, end in _numbers(text):
        # a bracket that only opens is none of the number's
        begin = start + (text[start] == "(" and ")" not in text[start:end])
        thing = text[begin:end].isdigit() and of_a_thing(text, begin)
        if not (thing or CLOCK.search(text[begin:end]) or WEEK.search(before(text, begin))):
            yield Span(begin, end, "TELEFOON", "numbering")
    yield from (Span(*found.span(2), "TELEFOON", "cue") for found in CUED.finditer(text))
    yield from (Span(*found.span(), "TELEFOON", "spelled") for found in SPOKEN.finditer(text))


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a number of some numbering plan stands."""
    import phonenumbers  # late: loads the numbering plans

    for match in phonenumbers.PhoneNumberMatcher(text, "NL", max_tries=len(text)):
        if _belongs(match.number):
            # the matcher takes a square bracket before a number along, which belongs to the text
            yield match.end - len(match.raw_string.lstrip("[")), match.end
    # two numbers side by side are one unreadable number to that matcher, and spaces around a hyphen are two
    for found in DUTCH.finditer(text):
        number = phonenumbers.parse(found[0].replace("(0)", ""), "NL")
        if _belongs(number) and (phonenumbers.is_valid_number(number) or MOBILE.fullmatch(str(number.national_number))):
            yield found.span()


def _belongs(number: PhoneNumber) -> bool:
    """Tell whether a number belongs to a subscriber: no toll-free or paid service, and no 14 with an area code."""
    import phonenumbers

    town_hall = number.country_code == 31 and str(number.national_number).startswith("14")
    return phonenumbers.number_type(number) not in SERVICES and not town_hall
