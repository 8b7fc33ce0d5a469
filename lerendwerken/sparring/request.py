"""The request to a model: our rules as system text, what people wrote as fenced material, earlier replies as they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from lerendwerken.detection import PLACEHOLDER
from lerendwerken.kit import Brief, Kit
from lerendwerken.redaction import RedactedText, Redaction, joined, trusted
from lerendwerken.sparring.fence import fenced, new_code
from lerendwerken.sparring.model import Message
from lerendwerken.sparring.prompts import prompt
from lerendwerken.sparring.rules.checking import Bounds, asks_for_answer


class Turn(Protocol):
    """What the partner must know of an earlier exchange; the session's journal keeps it."""

    @property
    def sent(self) -> str:
        """What went to the model, in placeholders."""
        ...

    @property
    def raw_reply(self) -> str:
        """What came back, in placeholders."""
        ...

    @property
    def fallback(self) -> str | None:
        """Why the practice partner stepped in, as a code."""
        ...


@dataclass(frozen=True)
class Request:
    """What is asked of a model, and what its reply may do."""

    messages: tuple[Message, ...]
    bounds: Bounds

    def corrected(self, correction: RedactedText) -> tuple[Message, ...]:
        """Return the same request with a correction at the end of its system text."""
        system, *others = self.messages
        return (Message("system", joined([system.text, correction])), *others)


def build_request(
    brief: Brief, kit_text: RedactedText, redaction: Redaction, dialogue: Sequence[Turn], message: RedactedText
) -> Request:
    """Return the request for the next reply in a conversation; `kit_text` is what `kit_prompt` made of the kit."""
    code, turn = new_code(), len(dialogue) + 1
    said = [redaction.again(turn.sent) for turn in dialogue] + [message]
    replies = [redaction.again(turn.raw_reply) for turn in dialogue]
    system = _system(brief, kit_text, code=code, turn=turn)
    messages = [Message("system", system), Message("user", fenced(said[0], code=code))]
    for reply, answer in zip(replies, said[1:], strict=True):
        messages += [Message("assistant", reply), Message("user", fenced(answer, code=code))]
    words = "\n".join(text.text for text in said)
    bounds = Bounds(
        brief.stance,
        turn,
        brief.turns,
        asked_for_answer=turn > 1 and asks_for_answer(message.text),
        system=system.text,
        team_text=words,
        placeholders=frozenset(found[0] for found in PLACEHOLDER.finditer(words)),
    )
    return Request(tuple(messages), bounds)


def _system(brief: Brief, kit_text: RedactedText, *, code: str, turn: int) -> RedactedText:
    place = {"turn": trusted(str(turn)), "turns": trusted(str(brief.turns))}
    rules = prompt("regels", code=trusted(code), **place)
    return joined([rules, prompt(brief.role), prompt(f"houding_{brief.stance}"), kit_text])


def kit_prompt(kit: Kit, brief: Brief, redaction: Redaction) -> RedactedText:
    """Return what the kit's maker gives along. A kit can be an organisation's own, so it is masked as well."""

    def masked(text: str) -> RedactedText:
        # without a placeholder of its own: nobody need ever read it back
        return redaction.redact(redaction.mask(text)[0])

    mistakes = [f"- {m.mistake} {m.question}" for step in kit.steps for m in step.mistakes]
    ladders = [step.ladder for step in kit.steps if step.ladder]
    rungs = [f"- {' / '.join((r.question, r.narrower, r.hint, r.first_step))}" for r in ladders]
    return prompt(
        "kit",
        title=masked(kit.title),
        purpose=masked(kit.purpose),
        task=masked(brief.task),
        mistakes=masked("\n".join(mistakes) or "-"),
        ladder=masked("\n".join(rungs) or "-"),
    )
