"""The prompts: named text files, one per rule set, role and stance, and the words of the practice partner."""

from __future__ import annotations

import hashlib
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


@cache
def prompt_version() -> str:
    """Return a short name for all that a model can be told by us: eight hexadecimal digits over the shipped texts."""
    told = [file for file in (resources.files(__name__) / LANGUAGE).iterdir() if file.name.endswith(".md")]
    texts = [f"{file.name}\0{prompt_text(file.name)}" for file in sorted(told, key=lambda file: file.name)]
    return hashlib.sha256("\0".join([*texts, prompt_text("herstel.yaml")]).encode()).hexdigest()[:8]
