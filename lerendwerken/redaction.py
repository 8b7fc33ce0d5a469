"""Redaction: personal data out of a text before it may leave the machine, and back into what returns.

What may leave is a type of its own, `RedactedText`, that only this module makes. What `detection` finds is never
complete: people look at what will be sent, and can add to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final, NoReturn, final

from pydantic import Field

from lerendwerken.detection import PLACEHOLDER, Detector, Label, Roster, Span
from lerendwerken.detection.folding import fold
from lerendwerken.detection.roster import TUSSENVOEGSELS
from lerendwerken.values import Value

# what stands in a published text instead; records are Dutch, whatever language the reader of a message has
NEUTRAL: Final[Mapping[Label, str]] = MappingProxyType(
    {
        "PERSOON": "[naam weggelaten]",
        "EMAIL": "[e-mailadres weggelaten]",
        "TELEFOON": "[telefoonnummer weggelaten]",
        "ADRES": "[adres weggelaten]",
        "POSTCODE": "[postcode weggelaten]",
        "BSN": "[BSN weggelaten]",
        "IBAN": "[rekeningnummer weggelaten]",
        "DATUM_GEBOORTE": "[geboortedatum weggelaten]",
        "KLANTNUMMER": "[klantnummer weggelaten]",
        "KENTEKEN": "[kenteken weggelaten]",
        "URL_PERSOONLIJK": "[persoonlijke pagina weggelaten]",
        "IP": "[IP-adres weggelaten]",
        "GEGEVEN": "[gegeven weggelaten]",
    }
)
# finds that people cannot wave aside for publishing
SURE: Final = frozenset({"roster", "checksum", "added"})
# stands for a placeholder while the text around it is read: no letter, sign or space
BLOT: Final = "\ue000"
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


class Replacement(Value):
    """What was replaced in one text, by what, and how it was seen (a key of `detection.WHYS`)."""

    placeholder: str
    label: Label
    original: str = Field(repr=False)
    why: str

    __str__ = Value.__repr__


class Redaction:
    """The replacements of one session: the same person gets the same placeholder, and the map stays on this machine."""

    def __init__(
        self,
        *,
        roster: Iterable[str] = (),
        known: Mapping[str, str] | None = None,
        hidden: Iterable[str] = (),
        shown: Iterable[str] = (),
    ) -> None:
        """Start with the team's roster and, for a session that goes on, with the `known` of its journal.

        `hidden` are texts that people want replaced whatever they are, `shown` finds that they say are no personal data.
        """
        self._roster = Roster(roster)
        self._detector = Detector(self._roster)
        self._shown = frozenset(_plain(text) for text in shown)
        self._originals: dict[str, str] = {}
        self._placeholders: dict[tuple[str, str], str] = {}
        for text in hidden:
            self._detector.hidden.add(text, "GEGEVEN")
        for placeholder, original in (known or {}).items():
            found = PLACEHOLDER.fullmatch(placeholder)
            if found is None:
                raise ValueError("a key of `known` is no placeholder")
            self._remember(_canonical(found), original, self._key(_label(found), original))

    @property
    def known(self) -> Mapping[str, str]:
        """Placeholder to original, for the session's private journal and nowhere else."""
        return MappingProxyType(dict(self._originals))

    def redact(self, text: str) -> RedactedText:
        """Return a text with placeholders instead of the personal data that was found."""
        return RedactedText(_replaced(text, self._learned(text), self._placeholder), seal=_SEAL)

    def again(self, kept: str) -> RedactedText:
        """Return kept text, which holds placeholders already, through the redaction once more: a file proves nothing."""
        ours = [found for found in PLACEHOLDER.finditer(kept) if _canonical(found) in self._originals]
        rest = _replaced(kept, [Span(*found.span(), None) for found in ours], lambda span, _: BLOT * (span.end - span.start))
        return RedactedText(_replaced(kept, self._learned(rest), self._placeholder), seal=_SEAL)

    def replacements(self, text: str) -> tuple[Replacement, ...]:
        """Return what `redact` replaces in a text, each placeholder once, in order; for the team's own eyes."""
        found: dict[str, Replacement] = {}
        for span in self._learned(text):
            if span.label:
                original = text[span.start : span.end]
                name = self._placeholder(span, original)
                found.setdefault(name, Replacement(placeholder=name, label=span.label, original=original, why=span.why))
        return tuple(found.values())

    def restore(self, text: str) -> str:
        """Return a text with the originals of this session's placeholders; unknown placeholders stay as they are."""
        return PLACEHOLDER.sub(lambda found: self._originals.get(_canonical(found), found[0]), text)

    def mask(self, text: str) -> tuple[str, tuple[Label, ...]]:
        """Return a text for publishing, with neutral words that nothing turns back, and the labels of what was found.

        What people said is no personal data is believed here too, unless the roster or check digits say otherwise.
        """
        found = [span for span in self._detector.find(text) if span.why in SURE or not self._is_shown(text, span)]
        spans = [span for span in found if span.label]
        labels = tuple(dict.fromkeys(span.label for span in spans if span.label))
        return _replaced(text, spans, lambda span, _original: NEUTRAL[span.label or "GEGEVEN"]), labels

    def find(self, text: str) -> tuple[Span, ...]:
        """Return where personal data and look-alikes of placeholders stand; spans are sorted and never overlap."""
        return tuple(span for span in self._detector.find(text) if not self._is_shown(text, span))

    def _learned(self, text: str) -> tuple[Span, ...]:
        """Return the finds in a text, those included that only what is found elsewhere in it points to."""
        while True:
            spans, before = self.find(text), len(self._originals)
            for span in spans:
                self._placeholder(span, text[span.start : span.end])
            if len(self._originals) == before:
                return spans

    def __repr__(self) -> str:
        return f"Redaction({len(self._roster)} names, {len(self._originals)} placeholders)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("Redaction is not pickled: it holds names; keep `known` in the private journal")

    def _is_shown(self, text: str, span: Span) -> bool:
        return span.label not in {None, "GEGEVEN"} and _plain(text[span.start : span.end]) in self._shown

    def _placeholder(self, span: Span, original: str) -> str:
        found = PLACEHOLDER.fullmatch(fold(original).text)
        label = span.label or (_label(found) if found else "GEGEVEN")
        key = self._key(label, original)
        if key not in self._placeholders:
            shown = self._roster.spelled(original) if span.label == "PERSOON" else original
            self._remember(f"[{label}-{self._next_number(label)}]", shown, key)
        return self._placeholders[key]

    def _remember(self, placeholder: str, original: str, key: tuple[str, str]) -> None:
        self._originals[placeholder] = original
        self._placeholders.setdefault(key, placeholder)
        if PLACEHOLDER.fullmatch(fold(original).text) is None:
            # once found, always found: a reply puts a name in words that give no other sign of it
            self._detector.earlier.add(original, _label_of(placeholder))

    def _next_number(self, label: str) -> int:
        prefix = f"[{label}-"
        numbers = [int(name[len(prefix) : -1]) for name in self._originals if name.startswith(prefix)]
        return max(numbers, default=0) + 1

    def _key(self, label: Label, original: str) -> tuple[str, str]:
        """Return what makes two finds the same: the person, or the value without its form."""
        if PLACEHOLDER.fullmatch(fold(original).text):
            return label, original
        if label == "PERSOON":
            return label, self._person(original)
        if label == "TELEFOON":
            return label, _phone_key(fold(original).text)
        plain = _plain(original)
        return label, plain if label in {"EMAIL", "GEGEVEN"} else re.sub(r"[\W_]", "", plain)

    def _person(self, original: str) -> str:
        """Return who a name means: a member of the roster, else the one known person of whom it is a part or the whole."""
        member = self._roster.person(original)
        if member.startswith("member "):
            return member
        names = _names(original)
        same = {person for (label, person) in self._placeholders if label == "PERSOON" and _overlap(names, person)}
        return same.pop() if len(same) == 1 else member


def _names(person: str) -> frozenset[str]:
    """Return the names that a person's name is made of: no initials, no tussenvoegsels."""
    words = re.split(r"[\s.]+", _plain(person))
    return frozenset(word for word in words if len(word) > 1 and word not in TUSSENVOEGSELS)


def _overlap(names: frozenset[str], person: str) -> bool:
    others = _names(person)
    return bool(names and others) and (names <= others or others <= names)


def _replaced(text: str, spans: Iterable[Span], word: Callable[[Span, str], str]) -> str:
    parts, at = [], 0
    for span in spans:
        parts += [text[at : span.start], word(span, text[span.start : span.end])]
        at = span.end
    return "".join([*parts, text[at:]])


def _plain(text: str) -> str:
    return " ".join(fold(text).text.casefold().split())


def _label(found: re.Match[str]) -> Label:
    label: Label = found[1].upper()  # type: ignore[assignment]  # the pattern holds labels only
    return label


def _label_of(placeholder: str) -> Label:
    found = PLACEHOLDER.fullmatch(placeholder)
    return _label(found) if found else "GEGEVEN"


def _canonical(found: re.Match[str]) -> str:
    return f"[{found[1].upper()}-{int(found[2][:18])}]"


def _phone_key(original: str) -> str:
    import phonenumbers

    try:
        return str(phonenumbers.format_number(phonenumbers.parse(original, "NL"), phonenumbers.PhoneNumberFormat.E164))
    except phonenumbers.NumberParseException:
        return re.sub(r"\D", "", original)
