"""The practice partner: no AI, but the kit's own questions, typical mistakes and ladder, set against the team's own words.

It is deterministic, needs no network and never acts as if it knew the team's work. Every reply says what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from lerendwerken.kit import Brief, Kit, Ladder
from lerendwerken.sparring.model import Message
from lerendwerken.sparring.practice.comparing import left_out, measure, numbers, reversals, then_and_now
from lerendwerken.sparring.practice.phrases import phrases
from lerendwerken.sparring.practice.sights import (
    ASKED,
    Sight,
    asks,
    bare,
    helped,
    lenses,
    mistake_question,
    mistakes,
    opinion,
    plain,
    redirected,
    short,
    still_open,
    undated,
    unknown,
)
from lerendwerken.sparring.practice.talk import Talk
from lerendwerken.sparring.rules.sentences import count_words

__all__ = ["PracticePartner", "phrases"]

MOST_WORDS = 120
MOST_QUESTIONS = 2


class PracticePartner:
    """A chat model without AI, made of one kit."""

    is_ai = False

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self._brief = kit.partner or Brief(rol="coach", opdracht="-", beurten=1)
        self.turns = self._brief.turns
        self.name: str = phrases().name

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """Yield the reply to a conversation, paragraph by paragraph; the same conversation gives the same reply."""
        say, talk = phrases(), Talk.of(messages, self.kit)
        begin = say.label if talk.heard(say.opening) else say.opening
        yield begin
        yield from (f"\n\n{part}" for part in _fitting(self._parts(talk), room=MOST_WORDS - count_words(begin)))

    def _parts(self, talk: Talk) -> list[tuple[int, str]]:
        """Return what could be said, in reading order; where there is no room for all, the highest number goes first."""
        if asks(talk):
            return self._helping(talk)
        return self._closing(talk) if talk.turn >= self.turns else self._asking(talk)

    def _asking(self, talk: Talk) -> list[tuple[int, str]]:
        """A turn in the middle: what is still open, one thing that was noticed, and the next rung."""
        rung = self._rung(talk)
        if turned := redirected(talk):
            return [(1, turned), (0, rung)]
        sight = _first_unheard(talk, chain(self._new(talk), self._passed_over(talk), self._always(talk)))
        parts = [(2, _unheard(talk, still_open(talk))), (1, sight.text if sight else plain(talk))]
        if not sight:
            return [*parts, (0, rung)]
        both = talk.turn > 1 and (sight.question + rung).count("?") <= MOST_QUESTIONS
        return [*parts, (3, phrases().or_rung.format(question=rung))] if both else parts

    def _helping(self, talk: Talk) -> list[tuple[int, str]]:
        """What a team gets that asks for the answer: one rung higher, and never the answer."""
        parts = [(0, helped(talk, self._brief.stance)), (3, mistake_question(self.kit, talk))]
        higher = talk.turn >= self.turns or talk.heard(self._ladder.hint)
        return [*parts, *(self._top(talk) if higher else [(1, self._hint)])]

    def _closing(self, talk: Talk) -> list[tuple[int, str]]:
        """The last turn: what is new, else what the team laid down up front or began with, and the top of the ladder."""
        if turned := redirected(talk):
            return [(3, turned), *self._top(talk)]
        sight = _first_unheard(talk, chain(self._new(talk), measure(talk)))
        seen = sight.text if sight else then_and_now(talk) or plain(talk)
        return [(4, _unheard(talk, still_open(talk))), (3, seen), *self._top(talk)]

    def _top(self, talk: Talk) -> list[tuple[int, str]]:
        say, ladder = phrases(), self._ladder
        parts = [] if talk.heard(ladder.hint) or talk.turn == 1 else [(5, self._hint)]
        if talk.heard(ladder.first_step):
            parts.append((1, self._rung(talk)))
        else:
            parts.append((1, say.first_step.format(step=ladder.first_step)))
        return [*parts, (0, say.closing)] if talk.turn >= self.turns else parts

    def _new(self, talk: Talk) -> Iterator[Sight]:
        """Yield what the newest words show: beside the earlier ones, and by themselves."""
        yield from chain(numbers(talk), reversals(talk), mistakes(self.kit, talk, talk.newest), unknown(talk))

    def _passed_over(self, talk: Talk) -> Iterator[Sight]:
        """Yield the typical mistakes in what the team wrote before."""
        yield from (sight for text in (*talk.earlier[::-1], *talk.given) for sight in mistakes(self.kit, talk, text))

    def _always(self, talk: Talk) -> Iterator[Sight]:
        """Yield what can be asked about any work."""
        if not bare(talk):
            yield from chain(opinion(talk), left_out(talk) if talk.later else (), lenses(self.kit, talk), undated(talk))
            yield from chain(left_out(talk), () if talk.later else short(talk))
        yield from measure(talk) if talk.later else ()

    def _rung(self, talk: Talk) -> str:
        """Return the question on the rung of this turn, or the next one that was not asked yet."""
        ladder, *others = self._ladders
        below = [ladder.question, ladder.narrower, *(other.narrower for other in others), self._open_question]
        climbed = [*below[talk.turn - 1 :], *below[: talk.turn - 1]]
        return next((question for question in climbed if not talk.heard(question)), climbed[0])

    @property
    def _hint(self) -> str:
        return phrases().hint.format(hint=self._ladder.hint)

    @property
    def _ladder(self) -> Ladder:
        return self._ladders[0]

    @property
    def _ladders(self) -> tuple[Ladder, ...]:
        steps = sorted(self.kit.steps, key=lambda step: ASKED.index(step.kind) if step.kind in ASKED else len(ASKED))
        own = tuple(step.ladder for step in steps if step.ladder)
        return own or (phrases().ladder.model_copy(update={"question": self._open_question}),)

    @property
    def _open_question(self) -> str:
        return phrases().roles[self._brief.role].question


def _unheard(talk: Talk, text: str) -> str:
    return "" if talk.heard(text) else text


def _first_unheard(talk: Talk, sights: Iterator[Sight]) -> Sight | None:
    return next((sight for sight in sights if not talk.heard(sight.question or sight.remark)), None)


def _fitting(parts: Sequence[tuple[int, str]], *, room: int) -> Iterator[str]:
    """Yield the parts for which there is room, in words; those with the highest number are left out first."""
    kept = [(rank, text) for rank, text in parts if text]
    while len(kept) > 1 and sum(count_words(text) for _rank, text in kept) > room:
        kept.remove(max(kept, key=lambda part: part[0]))
    yield from (text for _rank, text in kept)
