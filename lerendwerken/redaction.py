"""Redaction: personal data out of a text before it may leave the machine, and back into what returns.

What may leave is a type of its own, `RedactedText`, that only this module makes. Redaction is never complete: it finds the
team's roster, e-mail addresses, phone numbers, BSN and IBAN.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, NoReturn, final, get_args

from pydantic import Field

from lerendwerken.roster import Roster
from lerendwerken.values import Value

Label = Literal["PERSOON", "EMAIL", "TELEFOON", "BSN", "IBAN"]
LABELS: Final[tuple[Label, ...]] = get_args(Label)
# what stands in a published text instead; records are Dutch, whatever language the reader of a message has
NEUTRAL: Final[Mapping[Label, str]] = MappingProxyType(
    {
        "PERSOON": "[naam weggelaten]",
        "EMAIL": "[e-mailadres weggelaten]",
        "TELEFOON": "[telefoonnummer weggelaten]",
        "BSN": "[BSN weggelaten]",
        "IBAN": "[rekeningnummer weggelaten]",
    }
)
# one pattern for what is restored and for what may not be smuggled in: anything that could be read as ours
PLACEHOLDER: Final = re.compile(rf"\[\s*({'|'.join(LABELS)})\s*-\s*([0-9]+)\s*\]", re.IGNORECASE)
EMAIL: Final = re.compile(r"(?<![\w.+%&'-])[\w.+%&'-]++@[\w-]+(?:\.[\w-]+)+")
IBAN: Final = re.compile(
    r"(?<![^\W_])[A-Z]{2}[ .\-\u00a0]?[0-9]{2}(?:[ .\-\u00a0]?[A-Z0-9]){11,30}", re.IGNORECASE | re.ASCII
)
DIGITS: Final = re.compile(r"[0-9]+")
PHONE: Final = re.compile(r"(?<![\w+])(?:(?:\+|00)31[ -]?(?:\(0\)[ -]?)?|\(?0)[1-9](?:[ ()/.-]{0,2}[0-9]){8}(?![0-9])")
# 0800, 0900, shared cost and company-wide numbers belong to nobody: phonenumbers.PhoneNumberType
SERVICES: Final = frozenset((3, 4, 5, 9))
BSN_CUE: Final = re.compile(r"\b(?:bsn|burgerservicenummer|sofi(?:nummer)?|sofi-nummer)\b[^0-9\n]{0,20}$", re.IGNORECASE)
_SEAL: Final = object()


@final
class RedactedText:
    """Text that may leave the machine; neither `repr` nor `str` shows it, and it cannot be pickled."""

    __slots__ = ("_text",)
    _text: str

    def __init__(self, text: str, *, seal: object) -> None:
        """Refuse everyone but this module: use `Redaction.redact`, or `trusted` for the product's own words."""
        if seal is not _SEAL:
            raise TypeError("RedactedText is made by Redaction.redact or trusted only")
        object.__setattr__(self, "_text", text)

    @property
    def text(self) -> str:
        """The redacted text itself."""
        return self._text

    def __add__(self, other: RedactedText) -> RedactedText:
        """Join two redacted texts."""
        if not isinstance(other, RedactedText):
            return NotImplemented
        return RedactedText(self._text + other._text, seal=_SEAL)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RedactedText) and self._text == other._text

    def __hash__(self) -> int:
        return hash((RedactedText, self._text))

    def __repr__(self) -> str:
        return f"RedactedText({len(self._text)} characters)"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("RedactedText is frozen")

    def __reduce__(self) -> NoReturn:
        raise TypeError("RedactedText is not pickled: redact again where it is needed")


def trusted(text: str) -> RedactedText:
    """Return the product's own words as text that may leave: shipped prompt files and fences, never what people typed."""
    return RedactedText(text, seal=_SEAL)


def joined(parts: Iterable[RedactedText], *, separator: str = "\n\n") -> RedactedText:
    """Return redacted texts as one."""
    return RedactedText(separator.join(part.text for part in parts), seal=_SEAL)


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text as typed, in code points, end exclusive; no `label` means that it only looks like a placeholder."""

    start: int
    end: int
    label: Label | None


class Replacement(Value):
    """What was replaced in one text, and by what."""

    placeholder: str
    label: Label
    original: str = Field(repr=False)

    __str__ = Value.__repr__


class Redaction:
    """The replacements of one session: the same person gets the same placeholder, and the map stays on this machine."""

    def __init__(self, *, roster: Iterable[str] = (), known: Mapping[str, str] | None = None) -> None:
        """Start with the team's roster and, for a session that goes on, with the `known` of its journal."""
        self._roster = Roster(roster)
        self._originals: dict[str, str] = {}
        self._placeholders: dict[tuple[str, str], str] = {}
        for placeholder, original in (known or {}).items():
            found = PLACEHOLDER.fullmatch(placeholder)
            if found is None:
                raise ValueError("a key of `known` is no placeholder")
            self._remember(_canonical(found), original, self._key(found[1].upper(), original))

    @property
    def known(self) -> Mapping[str, str]:
        """Placeholder to original, for the session's private journal and nowhere else."""
        return MappingProxyType(dict(self._originals))

    def redact(self, text: str) -> RedactedText:
        """Return a text with placeholders instead of the personal data that was found."""
        return RedactedText(self._replaced(text, self._placeholder), seal=_SEAL)

    def replacements(self, text: str) -> tuple[Replacement, ...]:
        """Return what `redact` replaces in a text, each placeholder once, in order; for the team's own eyes."""
        found: dict[str, Replacement] = {}
        for span in self.find(text):
            if span.label:
                original = text[span.start : span.end]
                placeholder = self._placeholder(span, original)
                found.setdefault(placeholder, Replacement(placeholder=placeholder, label=span.label, original=original))
        return tuple(found.values())

    def restore(self, text: str) -> str:
        """Return a text with the originals of this session's placeholders; unknown placeholders stay as they are."""
        return PLACEHOLDER.sub(lambda found: self._originals.get(_canonical(found), found[0]), text)

    def mask(self, text: str) -> tuple[str, tuple[Label, ...]]:
        """Return a text for publishing, with neutral words that nothing turns back, and the labels of what was found."""
        spans = [span for span in self.find(text) if span.label]
        labels = tuple(dict.fromkeys(span.label for span in spans if span.label))
        return self._replaced(text, lambda span, original: NEUTRAL[span.label] if span.label else original), labels

    def find(self, text: str) -> tuple[Span, ...]:
        """Return where personal data and look-alikes of placeholders stand; spans are sorted and never overlap."""
        spans: list[Span] = []
        rest = text
        for detector in (_look_alikes, _emails, _ibans, _phones, _bsns, self._persons):
            for span in detector(rest):
                spans.append(span)
                # what is found is blotted out for the next detector: offsets stay, and no two finds overlap
                rest = rest[: span.start] + "\0" * (span.end - span.start) + rest[span.end :]
        return tuple(sorted(spans, key=lambda span: span.start))

    def __repr__(self) -> str:
        return f"Redaction({len(self._roster)} names, {len(self._originals)} placeholders)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("Redaction is not pickled: it holds names; keep `known` in the private journal")

    def _persons(self, text: str) -> Iterator[Span]:
        yield from (Span(start, end, "PERSOON") for start, end in self._roster.find(text))

    def _replaced(self, text: str, word: Callable[[Span, str], str]) -> str:
        parts, at = [], 0
        for span in self.find(text):
            parts += [text[at : span.start], word(span, text[span.start : span.end])]
            at = span.end
        return "".join([*parts, text[at:]])

    def _placeholder(self, span: Span, original: str) -> str:
        label = span.label or _label_of(original)
        key = self._key(label, original)
        if key not in self._placeholders:
            shown = self._roster.spelled(original) if span.label == "PERSOON" else original
            self._remember(f"[{label}-{self._next_number(label)}]", shown, key)
        return self._placeholders[key]

    def _remember(self, placeholder: str, original: str, key: tuple[str, str]) -> None:
        self._originals[placeholder] = original
        self._placeholders.setdefault(key, placeholder)

    def _next_number(self, label: str) -> int:
        prefix = f"[{label}-"
        numbers = [int(name[len(prefix) : -1]) for name in self._originals if name.startswith(prefix)]
        return max(numbers, default=0) + 1

    def _key(self, label: str, original: str) -> tuple[str, str]:
        """Return what makes two finds the same: the person on the roster, or the value without its form."""
        if PLACEHOLDER.fullmatch(original):
            return label, original
        if label == "PERSOON":
            return label, self._roster.person(original)
        if label == "TELEFOON":
            return label, _phone_key(original)
        return label, original.casefold() if label == "EMAIL" else re.sub(r"[\W_]", "", original).upper()


def _canonical(found: re.Match[str]) -> str:
    return f"[{found[1].upper()}-{int(found[2][:18])}]"


def _label_of(look_alike: str) -> str:
    found = PLACEHOLDER.fullmatch(look_alike)
    return found[1].upper() if found else LABELS[0]


def _look_alikes(text: str) -> Iterator[Span]:
    yield from (Span(found.start(), found.end(), None) for found in PLACEHOLDER.finditer(text))


def _emails(text: str) -> Iterator[Span]:
    for found in EMAIL.finditer(text):
        yield Span(found.start() + len(found[0]) - len(found[0].lstrip("'&")), found.end(), "EMAIL")


def _ibans(text: str) -> Iterator[Span]:
    from stdnum import iban  # late: reads its own tables

    at = 0
    while found := IBAN.search(text, at):
        # the pattern eats the next word as well: step back until length and checksum of the country hold
        reach = range(found.end(), found.start() + 14, -1)
        ends = (e for e in reach if text[e - 1].isalnum())
        end = next((e for e in ends if iban.is_valid(re.sub(r"[\W_]", "", text[found.start() : e]))), None)
        if end is not None:
            yield Span(found.start(), end, "IBAN")
        at = end or found.start() + 1


def _phones(text: str) -> Iterator[Span]:
    import phonenumbers  # late: loads the numbering plans

    matches = phonenumbers.PhoneNumberMatcher(text, "NL", max_tries=1000)
    # the matcher takes a square bracket before a number along, which belongs to the text
    finds = [(m.end - len(m.raw_string.lstrip("[［")), m.end, m.number) for m in matches]
    # two numbers side by side are one unreadable number to that matcher
    for found in PHONE.finditer(text):
        if all(found.end() <= start or end <= found.start() for start, end, _number in finds):
            number = phonenumbers.parse(found[0], "NL")
            finds += [(*found.span(), number)] if phonenumbers.is_valid_number(number) else []
    yield from (
        Span(start, end, "TELEFOON") for start, end, number in finds if phonenumbers.number_type(number) not in SERVICES
    )


def _phone_key(original: str) -> str:
    import phonenumbers

    try:
        return str(phonenumbers.format_number(phonenumbers.parse(original, "NL"), phonenumbers.PhoneNumberFormat.E164))
    except phonenumbers.NumberParseException:
        return re.sub(r"\D", "", original)


def _bsns(text: str) -> Iterator[Span]:
    from stdnum.nl import bsn

    at = 0
    for start, end in _groups(text):
        digits = re.sub(r"[^0-9]", "", text[start:end])
        cue = len(digits) == 8 and BSN_CUE.search(text, 0, start)
        if start >= at and (len(digits) == 9 or cue) and bsn.is_valid(digits):
            yield Span(start, end, "BSN")
            at = end


def _groups(text: str) -> Iterator[tuple[int, int]]:
    """Yield one to four groups of digits that stand together, with single dots, spaces or hyphens between them."""
    runs = [found.span() for found in DIGITS.finditer(text)]
    for first, (start, _end) in enumerate(runs):
        if start and (text[start - 1].isalnum() or text[start - 1] in "+_"):
            continue
        for last in range(first, min(first + 4, len(runs))):
            if last > first and (runs[last][0] - runs[last - 1][1] != 1 or text[runs[last - 1][1]] not in " .\u00a0-"):
                break
            end = runs[last][1]
            if not (text[end : end + 1].isalnum() or text[end : end + 1] == "_"):
                yield start, end
