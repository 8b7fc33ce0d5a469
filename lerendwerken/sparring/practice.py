"""The practice partner: no AI, but the kit's own questions, typical mistakes and ladder, set against the team's own words.

It is deterministic, needs no network and never acts as if it knew the team's work. Every reply says what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import Field

from lerendwerken.kit import Kit, Ladder, Mistake
from lerendwerken.messages import _
from lerendwerken.sparring.fence import material
from lerendwerken.sparring.model import Message
from lerendwerken.sparring.prompts import prompt_text
from lerendwerken.sparring.wording import WORD, counted, matched, quote
from lerendwerken.step import StepKind
from lerendwerken.values import Line, Value
from lerendwerken.yamlfile import parse_yaml

FEW_WORDS = 12
# where the partner looks first; then in the other steps
ASKED: tuple[StepKind, ...] = ("sparren", "eigen_antwoord")


class Lens(Value):
    """A question that fits any work, and the words that ask for it."""

    words: tuple[Line, ...] = Field(alias="woorden")
    question: Line = Field(alias="vraag")


class Phrases(Value):
    """What the practice partner says around the kit's questions."""

    name: Line = Field(alias="naam")
    opening: Line = Field(alias="begin")
    label: Line
    quotation: Line = Field(alias="citaat")
    earlier: Line = Field(alias="citaat_eerder")
    pitfall: Line = Field(alias="valkuil")
    hint: Line
    first_step: Line = Field(alias="eerste_stap")
    asked: Line = Field(alias="gevraagd")
    closing: Line = Field(alias="slot")
    asks: tuple[Line, ...] = Field(alias="vraagt_om_hulp")
    lenses: tuple[Lens, ...] = Field(alias="lenzen")
    no_number: Line = Field(alias="zonder_getal")
    short: Line = Field(alias="kort")
    ladder: Ladder


@cache
def phrases() -> Phrases:
    """Return the shipped words of the practice partner."""
    return parse_yaml(prompt_text("oefenpartner.yaml"), name="oefenpartner.yaml").parse(Phrases)


@dataclass(frozen=True)
class Sight:
    """What the practice partner noticed: a question to ask, and the words that it is about, in the text where they stand."""

    question: str
    text: str
    around: str | None = None
    mistake: str = ""


class PracticePartner:
    """A chat model without AI, made of one kit."""

    is_ai = False

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self.turns = kit.partner.turns if kit.partner else 1
        self.name: str = phrases().name

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """Yield the reply to a conversation, paragraph by paragraph; the same conversation gives the same reply."""
        talk = Talk.of(messages)
        for number, part in enumerate(part for part in self._parts(talk) if part):
            yield f"\n\n{part}" if number else part

    def _parts(self, talk: Talk) -> Iterator[str]:
        say, last = phrases(), talk.turn >= self.turns
        asked = talk.turn > 1 and any(matched(trigger, talk.newest) for trigger in say.asks)
        sight = self._sight(talk)
        yield say.opening if not talk.heard(say.opening) else say.label
        about_sight = not asked and (not last or talk.turn == 1)
        source = sight.text if about_sight else talk.newest
        words = quote(source, around=sight.around)
        quotation = say.quotation if source is talk.newest else say.earlier
        yield quotation.format(words=words) if words else ""
        if asked:
            yield say.asked
        elif about_sight:
            yield " ".join(
                filter(None, (say.pitfall.format(mistake=sight.mistake) if sight.mistake else "", sight.question))
            )
        yield from self._rungs(talk, top=asked or last)
        if last:
            yield say.closing

    def _rungs(self, talk: Talk, *, top: bool) -> Iterator[str]:
        """Yield the next rung of the ladder; the top as well when the team asks for it or no turn is left."""
        say, ladders = phrases(), self._ladders()
        ladder = ladders[0]
        below = [ladder.question, ladder.narrower, *(other.narrower for other in ladders[1:])]
        if top and talk.heard(ladder.first_step):
            top = False
        if not top:
            yield next((question for question in below if not talk.heard(question)), ladder.question)
            return
        if talk.turn > 1 and not talk.heard(ladder.hint):
            yield say.hint.format(hint=ladder.hint)
        yield say.first_step.format(step=ladder.first_step)

    def _sight(self, talk: Talk) -> Sight:
        """Return a typical mistake that the team's words point to, else a question that fits any work."""
        for text in (talk.newest, talk.own, self._without_questions(talk.first)):
            for mistake in self._mistakes(talk):
                around = next((word for word in (matched(w, text) for w in mistake.words) if word), None)
                if around and not talk.heard(mistake.question):
                    return Sight(mistake.question, text, around, mistake.mistake)
        return self._lens(talk)

    def _lens(self, talk: Talk) -> Sight:
        say = phrases()
        if len(WORD.findall(talk.newest)) < FEW_WORDS and not talk.heard(say.short):
            return Sight(say.short, talk.newest)
        for lens in say.lenses:
            around = next((word for word in (matched(w, talk.newest) for w in lens.words) if word), None)
            question = lens.question.format(word=around)
            if around and not talk.heard(question):
                return Sight(question, talk.newest, around)
        silent = counted(talk.newest) or talk.heard(say.no_number)
        return Sight("" if silent else say.no_number, talk.newest)

    def _mistakes(self, talk: Talk) -> tuple[Mistake, ...]:
        """Return the kit's mistakes, those of the step that the newest words belong to first."""
        first = ASKED if talk.turn > 1 else ASKED[::-1]
        steps = sorted(self.kit.steps, key=lambda step: first.index(step.kind) if step.kind in first else len(first))
        return tuple(mistake for step in steps for mistake in step.mistakes)

    def _ladders(self) -> tuple[Ladder, ...]:
        steps = sorted(self.kit.steps, key=lambda step: ASKED.index(step.kind) if step.kind in ASKED else len(ASKED))
        return tuple(step.ladder for step in steps if step.ladder) or (phrases().ladder,)

    def _without_questions(self, first: str) -> str:
        for question in self.kit.situation:
            first = first.replace(f"{question.question}:", "")
        return first


@dataclass(frozen=True)
class Talk:
    """A conversation as the practice partner reads it: what the team wrote, and what was said to it."""

    first: str
    own: str
    newest: str
    replies: tuple[str, ...]
    turn: int

    @classmethod
    def of(cls, messages: Sequence[Message]) -> Talk:
        """Read a conversation."""
        said = [material(message.text) for message in messages if message.role == "user"] or [""]
        own = _own_answer(said[0])
        replies = tuple(message.text.text for message in messages if message.role == "assistant")
        return cls(first=said[0], own=own, newest=said[-1] if len(said) > 1 else own, replies=replies, turn=len(said))

    def heard(self, text: str) -> bool:
        """Whether the team was told this before."""
        return any(text in reply for reply in self.replies)


def _own_answer(first: str) -> str:
    """Return the team's own answer out of the first message, where it stands last behind its label; else all of it."""
    _before, label, own = first.rpartition(_("Our own answer") + ":")
    return own.strip() if label and own.strip() else first
