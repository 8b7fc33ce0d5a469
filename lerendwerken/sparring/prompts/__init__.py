"""The prompts: named text files, one per rule set, role and stance, and the words of the practice partner."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from lerendwerken.redaction import RedactedText, joined, trusted

LANGUAGE = "nl"
SLOT = re.compile(r"\{([a-z]+)\}")


@cache
def prompt_text(name: str) -> str:
    """Return a shipped file by its name, such as `coach.md`; raises FileNotFoundError."""
    return (resources.files(__name__) / LANGUAGE / name).read_text("utf-8").strip()


def prompt(name: str, **slots: RedactedText) -> RedactedText:
    """Return a shipped prompt with its slots filled; raises KeyError when a slot has nothing."""
    parts = SLOT.split(prompt_text(f"{name}.md"))
    return joined((slots[part] if place % 2 else trusted(part) for place, part in enumerate(parts)), separator="")
