"""Labelled texts: what stands between ⟦LABEL|…⟧ is personal data, everything else is not. All texts are fictional."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent.parent / "data" / "privacy"
MARK = re.compile(r"⟦([A-Z_]+)\|([^⟧]*)⟧")


@dataclass(frozen=True)
class Gold:
    """One text and the places in it that must be found: start, end (code points, end exclusive) and label."""

    id: str
    text: str
    spans: tuple[tuple[int, int, str], ...]
    roster: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the text as a line of a scorer's file."""
        spans = [{"start": start, "end": end, "label": label} for start, end, label in self.spans]
        return {"id": self.id, "text": self.text, "spans": spans, "roster": list(self.roster)}


def read_corpus(path: Path) -> Iterator[Gold]:
    """Yield the texts of a file."""
    for item in yaml.safe_load(path.read_text("utf-8")):
        yield unmarked(str(item["id"]), item["text"].rstrip("\n"), tuple(item.get("roster", ())))


def unmarked(name: str, marked: str, roster: tuple[str, ...] = ()) -> Gold:
    """Return a marked text without its marks, and where they stood."""
    parts, spans, at = [], [], 0
    length = 0
    for found in MARK.finditer(marked):
        before = marked[at : found.start()]
        parts += [before, found[2]]
        length += len(before)
        spans.append((length, length + len(found[2]), found[1]))
        length += len(found[2])
        at = found.end()
    text = "".join([*parts, marked[at:]])
    if "⟦" in text or "⟧" in text:
        raise ValueError(f"{name}: a mark is not closed")
    return Gold(name, text, tuple(spans), roster)
