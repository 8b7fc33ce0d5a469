"""What the detector finds in a text, in the marks of the corpus, so that a test reads as what it promises."""

from __future__ import annotations

import time
from collections.abc import Callable

from lerendwerken.detection import Detector, Roster

from .corpus import unmarked

DETECTOR = Detector(Roster([]))


def marked_again(marked: str) -> str:
    """Return a marked text with the marks of the detector instead of its own; persons are left to their own tests."""
    text = unmarked("case", marked).text
    parts, at = [], 0
    for span in DETECTOR.find(text):
        if span.label != "PERSOON":
            parts += [text[at : span.start], f"⟦{span.label}|{text[span.start : span.end]}⟧"]
            at = span.end
    return "".join([*parts, text[at:]])


def growth(find: Callable[[str], object], piece: str, *, length: int = 20_000) -> float:
    """Return how many times longer a text of twice the length takes, at least a tenth of a second counted for each."""

    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        started = time.perf_counter()
        find(text)
        return max(time.perf_counter() - started, 0.1)

    return seconds(2 * length) / seconds(length)
