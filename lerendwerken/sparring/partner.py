"""The sparring partner: the rules around a model that code can keep, whatever the model does.

Own answer first, a turn budget, only redacted text out, names put back, and the practice partner when the model is away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lerendwerken.errors import GateError, ModelError
from lerendwerken.kit import Brief, Kit
from lerendwerken.messages import _
from lerendwerken.redaction import RedactedText, Redaction, Replacement
from lerendwerken.settings import ModelSettings
from lerendwerken.sparring.endpoint.openai_model import OpenAIModel
from lerendwerken.sparring.listening import Heard, OnText, hear, listen
from lerendwerken.sparring.model import ChatModel, Usage
from lerendwerken.sparring.practice.replies import PracticePartner
from lerendwerken.sparring.request import Turn, build_request, kit_prompt
from lerendwerken.values import visible_text

OPEN_PLACEHOLDER = 40


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
        marks: what our rules did to the reply (`marks.ACTIONS`), then the codes of the rules that were broken; empty when
            nothing was.
        usage: tokens of all that was asked for this reply; None where the endpoint did not tell.
    """

    text: str = field(repr=False)
    raw: RedactedText
    model: str
    is_ai: bool
    fallback: str | None = None
    marks: tuple[str, ...] = ()
    usage: Usage | None = None


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
        self._kit_kept: tuple[int, RedactedText] | None = None

    def preview(self, message: str) -> Preview:
        """Return what a message becomes before it goes. Only this can be sent, so what people saw is what goes."""
        message = visible_text(message)
        found = Preview(text=self.redaction.redact(message), replacements=self.redaction.replacements(message))
        self._kit_text()  # now, while the team reads, and not when it waits for the reply
        return found

    def reply(self, dialogue: Sequence[Turn], message: Preview, *, on_text: OnText | None = None) -> Reply:
        """Return the partner's reply to a message; the first one is the team's own answer.

        `on_text` hears the reply so far, names put back, each time that more of it has come. When the model breaks off or
        breaks a rule it hears the reply that comes instead, from its beginning.

        Raises:
            GateError: there is no own answer, or the turns are used.
        """
        self._gate(dialogue, message)
        request = build_request(self.brief, self._kit_text(), self.redaction, dialogue, message.text)
        fallback = dialogue[-1].fallback if dialogue else None
        heard: Heard | None = None
        if self.model.is_ai and not fallback:
            try:
                heard = hear(self.model, request, on_text=self._told(on_text))
            except ModelError as error:
                fallback = error.reason
        marks, usage = (heard.marks, heard.usage) if heard else ((), None)
        if heard and heard.text is not None:
            return self._reply(self.model, heard.text, fallback=None, marks=marks, usage=usage)
        model = self.model if not self.model.is_ai else self.practice
        text = listen(model, request.messages, on_text=self._told(on_text)).text
        return self._reply(model, text, fallback=fallback, marks=marks, usage=usage)

    def _kit_text(self) -> RedactedText:
        """Return what the model is told of the kit, made anew only when the redaction has learned something."""
        known = len(self.redaction.known)
        if self._kit_kept is None or self._kit_kept[0] != known:
            self._kit_kept = known, kit_prompt(self.kit, self.brief, self.redaction)
        return self._kit_kept[1]

    def _reply(
        self, model: ChatModel, raw: str, *, fallback: str | None, marks: tuple[str, ...], usage: Usage | None
    ) -> Reply:
        text = self.redaction.restore(raw)
        redacted = self.redaction.redact(text)
        return Reply(text, redacted, model.name, model.is_ai, fallback=fallback, marks=marks, usage=usage)

    def _told(self, on_text: OnText | None) -> OnText | None:
        """Return who hears a reply so far: with names put back, and no placeholder that is only half there."""
        return (lambda raw: on_text(self.redaction.restore(_without_open_end(raw)))) if on_text else None

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
