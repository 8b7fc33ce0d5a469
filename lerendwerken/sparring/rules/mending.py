"""Mending: what can be kept of a reply that breaks a rule. What remains breaks none, or nothing remains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from lerendwerken.sparring.rules.answers import LABEL
from lerendwerken.sparring.rules.checking import TOLD_WORDS, Bounds, Breach, Code, check_reply
from lerendwerken.sparring.rules.sentences import count_words, sentence_places
from lerendwerken.sparring.rules.signals import Place

LEFT_OUT: Final = "[weggelaten]"
DROPPED: Final[frozenset[Code]] = frozenset({"recommends", "praise", "judges_person", "poses_as_human", "idea_too_early"})
KEPT: Final[frozenset[Code]] = frozenset({"unknown_placeholder", "idea_unlabelled"})
HOPELESS: Final[frozenset[Code]] = frozenset({"leaks_prompt", "wrong_language", "ready_answer"})
LEAST_WORDS: Final = 3
LEAST_QUESTION: Final = 6


def mend(text: str, breaches: Iterable[Breach], *, bounds: Bounds) -> str | None:
    """Return what can be kept of a reply, or None when the practice partner must speak instead.

    Sentences that recommend, praise or judge are dropped, made-up placeholders become neutral words, ideas get their label,
    and what is too long ends at a whole sentence, with its last question where that fits.
    """
    found = sorted(breaches, reverse=True)
    codes = {breach.code for breach in found}
    if codes & HOPELESS:
        return None
    if "recommends" in codes:
        found = sorted({*found, *_leaning(text, found)}, reverse=True)
    dropped = [breach for breach in found if breach.code in DROPPED]
    changed = [breach for breach in found if breach.code in KEPT and not any(_covers(other, breach) for other in dropped)]
    for start, end, new in sorted({(b.start, b.end, _instead(b, text)) for b in [*dropped, *changed]}, reverse=True):
        text = text[:start] + new + text[end:]
    kept = _tidy(text)
    if count_words(kept) > TOLD_WORDS and "too_long" in codes:
        kept = _shortened(kept)
    useless = "recommends" in codes and "?" not in kept
    return kept if _whole(kept) and not useless and not check_reply(kept, bounds) else None


def _leaning(text: str, found: Sequence[Breach]) -> Iterator[Breach]:
    """Yield what leans on a recommendation after it: its reasons, and short questions such as whether the team agrees."""
    first = min(breach.end for breach in found if breach.code == "recommends")
    for start, end in sentence_places(text):
        asks = text[start:end].endswith("?") and count_words(text[start:end]) >= LEAST_QUESTION
        if start >= first and not asks:
            yield Breach(start, end, "recommends")


def _covers(outer: Breach, inner: Breach) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _instead(breach: Breach, text: str) -> str:
    if breach.code in DROPPED:
        return ""
    if breach.code == "unknown_placeholder":
        return LEFT_OUT
    return f"{LABEL} " * (breach.code == "idea_unlabelled") + text[breach.start : breach.end]


def _tidy(text: str) -> str:
    """Return a text without the marks and blank lines that dropped sentences leave behind."""
    lines = [" ".join(line.split()) if line.strip() else "" for line in text.splitlines()]
    kept = [line for line in lines if not line or count_words(line.lstrip("0123456789.) -*•"))]
    return "\n".join(line for line, before in zip(kept, ["", *kept], strict=False) if line or before).strip()


def _shortened(text: str) -> str:
    """Return the first sentences of a text within the told length, and its last one when that asks and still fits."""
    places = list(sentence_places(text))
    last = places[-1]
    asks = text[slice(*last)].rstrip().endswith("?")
    room = TOLD_WORDS - (count_words(text[slice(*last)]) if asks else 0)
    end = _fitting(text, places, max(room, 0))
    if asks and end < last[0] and room > 0:
        return f"{text[:end].rstrip()} {text[slice(*last)]}".strip()
    return text[: _fitting(text, places, TOLD_WORDS)].rstrip()


def _fitting(text: str, places: Sequence[Place], room: int) -> int:
    """Return where the last sentence ends that still stands within a number of words."""
    return max((end for _start, end in places if count_words(text[:end]) <= room), default=0)


def _whole(text: str) -> bool:
    return any(count_words(text[start:end]) >= LEAST_WORDS for start, end in sentence_places(text))
