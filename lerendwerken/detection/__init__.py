"""Detection: where personal data stands in a text.

1. `fold` takes the tricks of Unicode out of the text and keeps the way back.
2. Each detector reads what the ones before it left, the surest first, and yields `Span`s.
3. The spans are told in the code points of the text as typed, sorted, and never overlap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from lerendwerken.detection.addresses import addresses
from lerendwerken.detection.beside import beside_names
from lerendwerken.detection.contact import emails, phones
from lerendwerken.detection.dates import births
from lerendwerken.detection.folding import Folded, fold
from lerendwerken.detection.known import Known
from lerendwerken.detection.numbers import bsns, bsns_by_cue, ibans
from lerendwerken.detection.persons import Persons
from lerendwerken.detection.plates import plates
from lerendwerken.detection.records import records
from lerendwerken.detection.roster import Roster
from lerendwerken.detection.sites import ips, personal_sites
from lerendwerken.detection.spans import LABELS, WHYS, Label, Span

__all__ = ["LABELS", "PLACEHOLDER", "WHYS", "Detector", "Label", "Roster", "Span", "fold"]

# one pattern for what is restored and for what may not be smuggled in: anything that could be read as ours
PLACEHOLDER: Final = re.compile(rf"\[\s*({'|'.join(LABELS)})\s*-\s*([0-9]+)\s*\]", re.IGNORECASE)
Find = Callable[[str], Iterable[Span]]


class Detector:
    """Finds personal data in texts of one team.

    Attributes:
        hidden: what people marked themselves; it goes before everything else.
        earlier: what was found before in the same session; found again where nothing else points to it. It comes last, so
            that a first name that is known does not tear a whole name or a mail address apart.
    """

    def __init__(self, roster: Roster) -> None:
        self.hidden, self.earlier = Known("added"), Known("earlier")
        self._finds: tuple[Find, ...] = (
            _look_alikes,
            self.hidden.find,
            personal_sites,
            emails,
            ips,
            ibans,
            bsns_by_cue,
            births,
            phones,
            records,
            bsns,
            plates,
            addresses,
            Persons(roster).find,
            self.earlier.find,
        )

    def find(self, text: str) -> tuple[Span, ...]:
        """Return where personal data and look-alikes of placeholders stand; spans are sorted and never overlap."""
        folded = fold(text)
        spans: list[Span] = []
        rest = folded.text
        for find in self._finds:
            found = _apart(find(rest))
            rest = _blotted(rest, found)
            spans += found
        names = [span for span in spans if span.label == "PERSOON"]
        spans += _apart(beside_names(rest, names))
        return _as_typed(folded, spans)


def _look_alikes(text: str) -> Iterator[Span]:
    yield from (Span(found.start(), found.end(), None) for found in PLACEHOLDER.finditer(text))


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Return the spans of one detector in order, without those that run into an earlier or longer one."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or kept[-1].end <= span.start:
            kept.append(span)
    return kept


def _blotted(text: str, spans: Iterable[Span]) -> str:
    """Return a text in which the next detector finds nothing of what was found: offsets stay, and no two finds overlap."""
    parts, at = [], 0
    for span in spans:
        parts += [text[at : span.start], "\0" * (span.end - span.start)]
        at = span.end
    return "".join([*parts, text[at:]])


def _as_typed(folded: Folded, spans: Iterable[Span]) -> tuple[Span, ...]:
    typed: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        start, end = folded.typed(span.start, span.end)
        # one typed character can fold to several: the first find has it
        start = max(start, typed[-1].end if typed else 0)
        if start < end:
            typed.append(Span(start, end, span.label, span.why))
    return tuple(typed)
