"""The detector as a whole on labelled texts: most of what is personal is found, and little that is not.

`gewoon` was written to develop with; the others were written apart from the detector and held back. They have been looked at
since, so what they show now is that nothing got worse. What they first showed stands in CONTRIBUTING.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from lerendwerken.redaction import Redaction

from .corpus import FOLDER, Gold, read_corpus

# lowest share found of all and of persons, lowest share right, highest share of clean texts in which something is marked
LEAST_ALL, LEAST_PERSONS, LEAST_RIGHT, MOST_CLEAN = 0.97, 0.95, 0.95, 0.08
CORPORA = sorted(path.stem for path in FOLDER.glob("*.yaml"))


@dataclass
class Score:
    """What was found in a corpus."""

    found: int = 0
    gold: int = 0
    persons_found: int = 0
    persons: int = 0
    right: int = 0
    predicted: int = 0
    clean_marked: int = 0
    clean: int = 0

    def add(self, gold: Gold) -> None:
        """Count one text: a place is found when all of it is covered, and a find is right when it touches a place."""
        finds = [(s.start, s.end) for s in Redaction(roster=gold.roster).find(gold.text) if s.label]
        covered = {place for start, end in finds for place in range(start, end)}
        for start, end, label in gold.spans:
            hit = set(range(start, end)) <= covered
            self.gold, self.found = self.gold + 1, self.found + hit
            if label == "PERSOON":
                self.persons, self.persons_found = self.persons + 1, self.persons_found + hit
        self.predicted += len(finds)
        self.right += sum(any(start < e and s < end for s, e, _label in gold.spans) for start, end in finds)
        if not gold.spans:
            self.clean, self.clean_marked = self.clean + 1, self.clean_marked + bool(finds)


def scored(path: Path) -> Score:
    score = Score()
    for gold in read_corpus(path):
        score.add(gold)
    return score


@pytest.mark.parametrize("name", CORPORA)
def test_most_is_found_and_little_else(name: str) -> None:
    """On each corpus the detector keeps above what was promised of it."""
    score = scored(FOLDER / f"{name}.yaml")
    assert score.gold > 150
    assert score.found / score.gold >= LEAST_ALL, score
    assert score.persons_found / score.persons >= LEAST_PERSONS, score
    assert score.right / score.predicted >= LEAST_RIGHT, score
    assert score.clean_marked / score.clean <= MOST_CLEAN, score


def test_the_count_can_fail() -> None:
    """A name that nobody can know, and a number that is none, are counted as a miss and as a false find."""
    score = Score()
    score.add(Gold("x", "wie is dat? bel 06 12345678", ((0, 3, "PERSOON"),)))
    assert (score.found, score.gold, score.right, score.predicted) == (0, 1, 0, 1)
