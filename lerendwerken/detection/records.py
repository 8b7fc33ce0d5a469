"""Records: the number under which a client, a patient, a pupil or a colleague is kept, found by the word for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lerendwerken.detection.cues import after, any_of, before
from lerendwerken.detection.spans import Span

# numbers of a telephone, a house or a machine, whoever's they are
NOT: Final = r"(?![a-z-]{0,24}(?:tele|tel[ .-]?n|mobiel|fax|service|huisn|kamer|model|versie|serie|alarm|lijn|vraag ?n))"
KIND: Final = r"(?: ?-? ?(?:nummers?|nrs?|num|no|codes?|ids?|kenmerk|referentie))"
SURE: Final = (
    rf"(?:{NOT}{any_of('record_beginnings')}[a-zë-]{{0,16}}?{KIND}|{any_of('record_words')}{KIND}"
    rf"|{any_of('record_abbreviations')}\.? ?-?(?:nummer|nr|no|code|id)|mrn|pid|pgn"
    r"|(?:bekend|geregistreerd|ingeschreven|staat) (?:\w+ ){0,3}onder(?: \w+)? (?:nummer|nr))"
)
CUE: Final = re.compile(
    rf"(?<![^\W_])(?:(?P<sure>{SURE})|(?P<role>{any_of('roles_with_numbers')}|(?:bekend|geregistreerd) als))(?![^\W_])",
    re.IGNORECASE,
)
# from the word to the number: signs, `nummer`, `is`; or some words, if then `is` or a colon follows
NEAR: Final = re.compile(
    r"[\s.:#=*\"'-]{0,4}[(\[]?"
    r"(?:(?:(?:met|onder|heeft|kreeg|krijgt|draagt) )?(?:nummers?|nrs?|no|id|kenmerk)\b[\s.:#=]{0,3})?"
    r"(?:(?:is|was|luidt|wordt)\b|=)?[\s:\"']{0,2}",
    re.IGNORECASE,
)
FAR: Final = re.compile(r"[^\n.;0-9]{1,40}?(?:\b(?:is|was|luidt|nummer|nr)|[:=])[ .:]{1,2}", re.IGNORECASE)
PIECE: Final = r"[A-Z0-9]++(?:[-/._][A-Z0-9]++)*+"
TOKEN: Final = re.compile(
    rf"(?!14 ?0[0-9]{{2,3}}(?![0-9])|0[89]00)(?:(?=[A-Z/._-]{{0,12}}[0-9])|(?-i:[A-Z]{{1,4}}) (?=[0-9]{{3}})){PIECE}"
    r"(?: (?![0-9]{2}[:.][0-9]{2})(?!(?:19|20)[0-9]{2}\b)[0-9]{2,6}(?![^\W_]|[:%]| ?(?-i:[A-Z]{2})\b))*"
    r"(?:(?<= [0-9]{4}) [0-9](?!\w|[:.,%-]\w))?",
    re.IGNORECASE,
)
MORE: Final = re.compile(
    r"(?:[^.;\n0-9]{0,30} (?:als|onder) |, en |,? ?en |, ?| of | & |; ?| t/m )(?=[A-Z]{0,4}-?[0-9]{3})", re.IGNORECASE
)
BEHIND: Final = re.compile(
    rf"(?<![\w./-])({PIECE}) ?(?:\(|,? ?als |is (?:het|haar|zijn|mijn|hun|uw|ons) ){SURE}(?![^\W_])", re.IGNORECASE
)
# years, times, dates: after `klant` or `zaak` they are what they look like
COMMON: Final = re.compile(
    r"(?:19|20)[0-9]{2}|[0-9]{1,2}[.:][0-9]{2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:[0-9]{2}){1,2}|[0-9]{1,3}\.000"
)
RATE: Final = re.compile(r"\b(?:per|elke?|iedere?|aantal) ?$", re.IGNORECASE)
UNIT: Final = re.compile(
    r" ?(?:%|€|euro|eur|keer|uur|punten|stuks|woorden|dagen|minuten|mensen|personen|jaar)\b", re.IGNORECASE
)


def records(text: str) -> Iterator[Span]:
    """Yield the numbers of personal records, without the word that points to them."""
    found = [place for cue in CUE.finditer(text) for place in _numbers(text, cue)]
    found += [behind.span(1) for behind in BEHIND.finditer(text) if sum(map(str.isdigit, behind[1])) > 2]
    yield from (Span(start, end, "KLANTNUMMER", "cue") for start, end in found)


def _numbers(text: str, cue: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield the number after a cue, and those that stand in one list with it."""
    ways = (NEAR, FAR) if cue["sure"] else (NEAR,)
    reached = (way.match(text, cue.end()) for way in ways)
    token = next(filter(None, (TOKEN.match(text, place.end()) for place in reached if place)), None)
    while token and (len(token[0]) > 1 + (" " in cue[0]) if cue["sure"] else _after_a_role(text, cue.start(), token)):
        yield token.span()
        more = MORE.match(text, token.end())
        token = TOKEN.match(text, more.end()) if more else None


def _after_a_role(text: str, cue: int, token: re.Match[str]) -> bool:
    """Tell whether what stands after `klant` or `zaak` is a number of four digits or more, and no amount, date or time."""
    if COMMON.fullmatch(token[0]) or RATE.search(before(text, cue)) or UNIT.match(after(text, token.end())):
        return False
    return sum(map(str.isdigit, token[0])) > 3
