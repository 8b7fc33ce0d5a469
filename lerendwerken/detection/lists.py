"""Lists: words and lines that were gathered by hand, in text files in `data`; a line with a `#` tells what a list is."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

DATA: Final = files("lerendwerken.detection") / "data"


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the lines of a list."""
    found = (DATA / f"{name}.txt").read_text("utf-8").splitlines()
    return tuple(line for line in found if line and not line.startswith("#"))


@cache
def listed(name: str) -> tuple[str, ...]:
    """Return the words of a list, as they are written there."""
    return tuple(word for line in lines(name) for word in line.split())
