"""What a reply hands over that the team should make itself: worked-out plans, finished texts, ideas out of their turn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lerendwerken.sparring.rules.sentences import Reading, words
from lerendwerken.sparring.rules.signals import Place, says

LABEL: Final = "Idee van de AI:"
# two points beside each other are a choice or a comparison; from three on it is a plan
LEAST_POINTS: Final = 3
POINT = re.compile(r"^\s*(?:[-*•+–]|\(?\d{1,2}[.)]|[a-h][.)]|\|)\s*(?=\S)", re.IGNORECASE)
RULE = re.compile(r"^[\s|:\-]+$")
STEP = re.compile(r"\b(?:stap|step|fase|dag|week) (\d|een|twee|drie|vier|vijf)\b ?[:.)-]")
ORDINAL = re.compile(
    r"^\W*(?:en )?(ten (?:eerste|tweede|derde|slotte)|eerst|daarna|vervolgens|dan|tot slot|als (?:laatste|eerste|tweede))\b"
)
SALUTATION = re.compile(r"^\s*(?:geachte|beste|hallo|dear|hoi)\b[^.!?\n]{0,60},?\s*$", re.MULTILINE)
CLOSING = re.compile(r"^\s*(?:(?:met )?(?:vriendelijke|hartelijke) groet(?:en)?|hoogachtend|kind regards)\b", re.MULTILINE)


def ready_answers(reading: Reading) -> Iterator[Place]:
    """Yield what gives the whole answer: an announced plan, three or more points or steps, or a finished letter."""
    yield from says(reading, "ready")
    for group in (_points(reading), _steps(reading), _ordinals(reading), _letter(reading)):
        if len(group) >= LEAST_POINTS:
            yield group[0][0], group[-1][1]


def early_ideas(reading: Reading) -> Iterator[Place]:
    """Yield each idea of the partner, labelled or not."""
    yield from says(reading, "ideas")
    if len(points := _points(reading)) > 1:
        yield from points


def unlabelled_ideas(reading: Reading) -> Iterator[Place]:
    """Yield each idea of the partner that has no label in its own line."""
    for start, end in early_ideas(reading):
        line = reading.plain[reading.plain.rfind("\n", 0, start) + 1 : end]
        if LABEL.lower() not in " ".join(line.split()):
            yield start, end


def _points(reading: Reading) -> list[Place]:
    """Return the points of a list that neither ask, nor repeat what the team wrote, nor are labelled ideas."""
    theirs, start, found = set(words(reading.team)), 0, []
    for line in reading.text.splitlines(keepends=True):
        mark = POINT.match(line)
        body = line[mark.end() :].strip() if mark else ""
        own = [word for word in words(body) if len(word) > 3]
        repeated = own and sum(word in theirs for word in own) >= 0.7 * len(own)
        labelled = LABEL.lower() in reading.plain[start : start + len(line)]
        if mark and own and not (RULE.match(line) or "?" in body or repeated or labelled):
            found.append((start + mark.end(), start + len(line.rstrip())))
        start += len(line)
    return found


def _steps(reading: Reading) -> list[Place]:
    places = {found[1]: found.span() for found in STEP.finditer(reading.plain)}
    return sorted(places.values())


def _ordinals(reading: Reading) -> list[Place]:
    return [s.place for s in reading.sentences if ORDINAL.match(s.plain) and not s.question]


def _letter(reading: Reading) -> list[Place]:
    begin, end = SALUTATION.search(reading.plain), CLOSING.search(reading.plain)
    return [begin.span(), begin.span(), end.span()] if begin and end and begin.start() < end.start() else []
