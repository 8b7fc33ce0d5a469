"""Marks: what our rules did to a reply, as codes that are kept with it, and as words for the team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from lerendwerken.messages import N_, _
from lerendwerken.sparring.rules.checking import TOLD

ACTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "asked_again": N_("The language model was asked again, because its first reply broke a rule."),
        "mended": N_("We took something out of this reply, because it broke a rule twice."),
        "replaced": N_("The reply of the language model broke a rule twice. The practice partner speaks instead."),
    }
)


def explain_marks(marks: Sequence[str]) -> str:
    """Return what was done to a reply and why, as sentences; empty where nothing was."""
    words: dict[str, str] = {**ACTIONS, **{str(code): told for code, told in TOLD.items()}}
    return " ".join(_(words[mark]) for mark in marks if mark in words)
