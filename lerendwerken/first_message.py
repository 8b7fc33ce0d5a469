"""What a team says to its sparring partner first: its situation, what it decided up front, and its own answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lerendwerken.answers import Situation
from lerendwerken.kit import Kit
from lerendwerken.messages import _
from lerendwerken.step import Expectation, OwnAnswer
from lerendwerken.values import Value


def first_message(kit: Kit, situation: Situation, *, expectation: Value | None, own: Value | None) -> str:
    """Return the first message as text, one line per thing; nothing is redacted yet."""
    return "\n".join(f"{label}: {text}" for label, text in _rows(kit, situation, expectation, own))


def _rows(kit: Kit, situation: Situation, expectation: Value | None, own: Value | None) -> Iterator[tuple[str, str]]:
    yield _("Subject"), situation.subject
    for question in kit.situation:
        value = getattr(situation.situation, f"q_{question.id}", None)
        if value is not None:
            yield question.question, words(value)
    if isinstance(expectation, Expectation):
        yield _("Expected yield"), expectation.direct_yield
        yield (
            _("Measure"),
            _("{measure}: from {baseline} to {target} {unit}").format(
                measure=expectation.measure,
                baseline=words(expectation.baseline),
                target=words(expectation.target),
                unit=expectation.unit,
            ),
        )
    if isinstance(own, OwnAnswer):
        yield from _own(kit, own)


def _own(kit: Kit, own: OwnAnswer) -> Iterator[tuple[str, str]]:
    step = kit.step_of_kind("eigen_antwoord")
    for question in step.questions if step else ():
        value = getattr(own, f"q_{question.id}", None)
        if value is not None:
            yield question.question, words(value)
    yield _("Our own answer"), own.answer


def words(value: Any) -> str:
    """Return an answer as words."""
    if isinstance(value, tuple):
        return "; ".join(str(item) for item in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)
