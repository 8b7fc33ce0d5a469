"""The sparring partner: the rules around a model that code can keep, whatever the model does.

Own answer first, a turn budget, only redacted text out, names put back, and the practice partner when the model is away.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from lerendwerken.errors import GateError, ModelError
from lerendwerken.kit import Brief, Kit
from lerendwerken.messages import _
from lerendwerken.redaction import RedactedText, Redaction, Replacement, joined, trusted
from lerendwerken.settings import ModelSettings
from lerendwerken.sparring.fence import fenced, new_code
from lerendwerken.sparring.model import ChatModel, Message
from lerendwerken.sparring.openai_model import OpenAIModel
from lerendwerken.sparring.practice import PracticePartner
from lerendwerken.sparring.prompts import prompt
from lerendwerken.values import clean_text

OPEN_PLACEHOLDER = 40
OnText = Callable[[str], None]


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
class Preview:
    """What a message becomes before it goes: the text itself, and what was replaced in it (for the team's eyes only)."""

    text: RedactedText
    replacements: tuple[Replacement, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Reply:
    """What the partner said.

    Attributes:
        text: for the team, names put back; private.
        raw: the same in placeholders; one that the model made up has become one of ours, so that it is never a person's.
        model: name of who spoke.
        is_ai: whether it must be labelled as written by AI.
        fallback: why the practice partner spoke instead of the model, as a code of `reasons.REASONS`; None when it did not.
    """

    text: str = field(repr=False)
    raw: RedactedText
    model: str
    is_ai: bool
    fallback: str | None = None


class SparringPartner:
    """The partner of one session. It keeps nothing itself: the earlier turns come with each question."""

    def __init__(self, kit: Kit, model: ChatModel | None, redaction: Redaction) -> None:
        if kit.partner is None:
            raise GateError(_("this kit has no sparring partner."), kit.title)
        self.kit = kit
        self.brief: Brief = kit.partner
        self.redaction = redaction
        self.practice = PracticePartner(kit)
        self.model: ChatModel = model or self.practice

    def preview(self, message: str) -> Preview:
        """Return what a message becomes before it goes. Only this can be sent, so what people saw is what goes."""
        return Preview(text=self.redaction.redact(message), replacements=self.redaction.replacements(message))

    def reply(self, dialogue: Sequence[Turn], message: Preview, *, on_text: OnText | None = None) -> Reply:
        """Return the partner's reply to a message; the first one is the team's own answer.

        `on_text` hears the reply so far, names put back, each time that more of it has come. When the model breaks off it
        hears the practice partner's reply instead, from its beginning.

        Raises:
            GateError: there is no own answer, or the turns are used.
        """
        self._gate(dialogue, message)
        messages = self._messages(dialogue, message)
        fallback = next((turn.fallback for turn in dialogue if turn.fallback), None)
        model: ChatModel = self.practice if fallback else self.model
        try:
            raw = self._listen(model, messages, on_text)
        except ModelError as error:
            fallback, model = error.reason, self.practice
            raw = self._listen(model, messages, on_text)
        text = self.redaction.restore(raw)
        return Reply(text=text, raw=self.redaction.redact(text), model=model.name, is_ai=model.is_ai, fallback=fallback)

    def _gate(self, dialogue: Sequence[Turn], message: Preview) -> None:
        if not any(character.isalnum() for character in message.text.text):
            raise GateError(
                _("there is nothing for the partner to react to."),
                self.kit.title,
                _("Write your own answer first: your own thinking comes before any reply."),
            )
        if len(dialogue) >= self.brief.turns:
            raise GateError(
                _("the partner has given its {turns} replies.").format(turns=self.brief.turns),
                self.kit.title,
                _("Go on to the next step: sum up in your own words."),
            )

    def _listen(self, model: ChatModel, messages: Sequence[Message], on_text: OnText | None) -> str:
        """Return a model's whole reply, still with placeholders; raises ModelError when it is empty."""
        text = ""
        for piece in model.stream(messages):
            text += piece
            if on_text:
                on_text(self.redaction.restore(_without_open_end(text)))
        text = str(clean_text(text))
        if not text:
            raise ModelError("empty")
        if on_text:
            on_text(self.redaction.restore(text))
        return text

    def _messages(self, dialogue: Sequence[Turn], message: Preview) -> tuple[Message, ...]:
        """Return the whole request: our rules as system, what people wrote as fenced material, replies as they were."""
        code = new_code()
        messages = [Message("system", self._rules(code, turn=len(dialogue) + 1))]
        for turn in dialogue:
            messages.append(Message("user", fenced(self._again(turn.sent), code=code)))
            messages.append(Message("assistant", self._again(turn.raw_reply)))
        return (*messages, Message("user", fenced(message.text, code=code)))

    def _again(self, kept: str) -> RedactedText:
        """Return kept text through the redaction once more: a journal is a file, so it proves nothing."""
        return self.redaction.redact(self.redaction.restore(kept))

    def _rules(self, code: str, *, turn: int) -> RedactedText:
        place = {"turn": trusted(str(turn)), "turns": trusted(str(self.brief.turns))}
        rules = prompt("regels", code=trusted(code), **place)
        return joined([rules, prompt(self.brief.role), prompt(f"houding_{self.brief.stance}"), self._kit_prompt()])

    def _kit_prompt(self) -> RedactedText:
        """Return what the kit's maker gives along. A kit can be an organisation's own, so it is masked as well."""
        mistakes = [f"- {m.mistake} {m.question}" for step in self.kit.steps for m in step.mistakes]
        ladders = [step.ladder for step in self.kit.steps if step.ladder]
        rungs = [f"- {' / '.join((r.question, r.narrower, r.hint, r.first_step))}" for r in ladders]
        return prompt(
            "kit",
            title=self._masked(self.kit.title),
            purpose=self._masked(self.kit.purpose),
            task=self._masked(self.brief.task),
            mistakes=self._masked("\n".join(mistakes) or "-"),
            ladder=self._masked("\n".join(rungs) or "-"),
        )

    def _masked(self, text: str) -> RedactedText:
        """Return a kit's text without personal data, and without a placeholder of its own: nobody need ever read it back."""
        return self.redaction.redact(self.redaction.mask(text)[0])


def configured_model(settings: ModelSettings | None = None) -> ChatModel | None:
    """Return the language model of the settings, of the environment when none are given; None where no model is set.

    Raises:
        InputError: a setting is wrong.
    """
    settings = settings or ModelSettings.from_environment()
    return OpenAIModel(settings) if settings.external else None


def _without_open_end(text: str) -> str:
    """Return a reply so far without a placeholder that is only half there."""
    start = text.rfind("[", max(0, len(text) - OPEN_PLACEHOLDER))
    return text[:start] if start >= 0 and "]" not in text[start:] else text
