"""What can be found in a text: a place, what kind of personal data stands there, and how that was seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, get_args

from lerendwerken.messages import N_

Label = Literal[
    "PERSOON",
    "EMAIL",
    "TELEFOON",
    "ADRES",
    "POSTCODE",
    "BSN",
    "IBAN",
    "DATUM_GEBOORTE",
    "KLANTNUMMER",
    "KENTEKEN",
    "URL_PERSOONLIJK",
    "IP",
    "GEGEVEN",
]
# what people hide themselves is a GEGEVEN; no detector finds one
LABELS: Final[tuple[Label, ...]] = get_args(Label)
# how a find was seen, for the team that looks at what will be sent
WHYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "roster": N_("stands on your team's list of names"),
        "added": N_("you marked it yourself"),
        "earlier": N_("was found earlier in this session"),
        "form": N_("has the form of it"),
        "checksum": N_("has the form of it, and its check digits are right"),
        "cue": N_("a word before it points to it"),
        "numbering": N_("is a valid phone number"),
        "spelled": N_("is written out in words or signs"),
        "site": N_("is a profile or page of one person"),
        "known_name": N_("is a known name"),
        "title": N_("stands after a title or role"),
        "initials": N_("is a surname after initials"),
        "context": N_("stands where a name stands"),
        "beside": N_("stands beside a name"),
        "repeated": N_("is a name elsewhere in this text"),
    }
)


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text as typed: code points, `end` exclusive.

    Attributes:
        start: first code point.
        end: code point after the last.
        label: what stands there; None when it only looks like one of our placeholders.
        why: how it was seen, a key of `WHYS`.
    """

    start: int
    end: int
    label: Label | None
    why: str = "form"
