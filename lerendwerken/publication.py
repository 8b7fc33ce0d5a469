"""The one way from private process to published development: an allowlist from a session to a record.

What is not named here stays in the session. Every text that passes is scanned once more for personal data.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from lerendwerken import __version__
from lerendwerken.answers import Situation, Skip
from lerendwerken.energy import energy_of, total_energy
from lerendwerken.errors import InputError
from lerendwerken.frame import Frame
from lerendwerken.journal import Exchange, Listing
from lerendwerken.kit import Kit, KitQuestion, KitStep
from lerendwerken.library import KitFolder
from lerendwerken.messages import _
from lerendwerken.names import nearest
from lerendwerken.proposal import Proposal, StageChange
from lerendwerken.record import (
    CommitmentState,
    FrameRef,
    KitRef,
    Record,
    RecordClaim,
    RecordCommitment,
    RecordConfidence,
    RecordExpectation,
    RecordField,
    RecordMeasurement,
    RecordSparring,
    RecordUse,
    RecordWeighed,
)
from lerendwerken.redaction import Redaction
from lerendwerken.step import (
    ClaimCheck,
    Commitment,
    Expectation,
    Lesson,
    Measurement,
    OwnAnswer,
    ProposalDraft,
    Publication,
    Recall,
    StepKind,
    Weighed,
    Weighing,
)
from lerendwerken.values import Value
from lerendwerken.weekcycle import Week

Answer = TypeVar("Answer", bound=Value)
# these are the record itself; leaving them out would leave a lesson without ground or a page without a lesson
ALWAYS: frozenset[StepKind] = frozenset({"vooraf", "les", "publicatie"})


@dataclass(frozen=True)
class Facts:
    """What a session knows when it is to be published; private, this value never leaves the process."""

    kit: KitFolder
    frame: Frame
    team: str
    week: Week
    situation: Situation
    answers: dict[str, Value]
    exchanges: tuple[Exchange, ...]
    locked: bool
    round: int
    opened: dt.date
    correction: str | None
    measured: Record | None
    redaction: Redaction = field(repr=False)
    listing: Listing | None = None

    def answer(self, kind: StepKind, model: type[Answer]) -> Answer | None:
        """Return the answer to the step of a kind, or None where it was skipped or stayed empty."""
        step = self.kit.kit.step_of_kind(kind)
        found = self.answers.get(step.id) if step else None
        return found if isinstance(found, model) else None

    @property
    def record_id(self) -> str:
        """The name of the record that this session makes."""
        return f"{self.team}/{self.week}-{self.kit.slug}"


def record_from(facts: Facts) -> tuple[Record, Proposal | None]:
    """Return what a session publishes: its record and, where the team made one, its proposal.

    Raises:
        InputError: the team leaves out something that does not exist or must stay.
    """
    return _Publisher(facts).publish()


def left_out(kit: Kit, publication: Publication) -> frozenset[str]:
    """Return the steps and questions that a team leaves out of its record.

    Raises:
        InputError: one of them does not exist, or must stay.
    """
    free = {step.id for step in kit.steps if step.kind not in ALWAYS}
    questions = [*kit.situation, *(question for step in kit.steps for question in step.questions)]
    free |= {question.id for question in questions if question.published}
    for name in publication.leave_out:
        if name not in free:
            raise InputError(
                _("'{name}' cannot be left out of the record.").format(name=name), "weglaten", nearest(name, free)
            )
    return frozenset(publication.leave_out)


class _Publisher:
    """Takes the allowed fields from a session, one group at a time, and scans each text."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.masked: list[str] = []
        publication = facts.answer("publicatie", Publication)
        if publication is None:
            raise InputError(_("the team has not yet chosen what is published."), facts.record_id)
        self.publication = publication
        self.left_out = left_out(facts.kit.kit, publication)

    def publish(self) -> tuple[Record, Proposal | None]:
        proposal = self._proposal()
        lesson = self.facts.answer("les", Lesson)
        if lesson is None:
            raise InputError(_("a record needs a lesson."), self.facts.record_id)
        record = Record(
            id=self.facts.record_id,
            revision=1,
            date=self.facts.opened,
            reason=self.line("reden", self.facts.correction) if self.facts.correction else None,
            software=__version__,
            round=self.facts.round,
            fictional=self.facts.frame.fictional,
            team=self.facts.team,
            week=self.facts.week,
            kit=self._kit(),
            frame=self._frame(),
            title=self.line("onderwerp", self.facts.situation.subject),
            expectation=self._expectation(),
            measurement=self._measurement(),
            confidence=self._confidence(lesson),
            sparring=self._sparring(),
            claims=self._claims(),
            kept=self._weighed("gehouden"),
            rejected=self._weighed("verworpen"),
            fields=self._fields(),
            old_commitments=self._old_commitments(),
            commitment=self._commitment(),
            lesson=self.line("les", lesson.lesson),
            proposal=proposal.id if proposal else None,
            skipped=tuple(s.title for s in self.facts.kit.kit.steps if isinstance(self.facts.answers.get(s.id), Skip)),
            reviewer=self.line("nagelezen_door", self.publication.reviewer),
        )
        return record.model_copy(update={"masked": tuple(sorted(set(self.masked)))}), proposal

    def _kit(self) -> KitRef:
        slug, kit = self.facts.kit.slug, self.facts.kit.kit
        return KitRef(slug=slug, version=kit.version, title=kit.title, moment=kit.moment, strengths=kit.strengths)

    def _frame(self) -> FrameRef:
        situation, frame = self.facts.situation, self.facts.frame
        return FrameRef(
            goal=situation.goal,
            goal_title=frame.goal(situation.goal).title,
            question=situation.question,
            question_text=frame.question(situation.question).question,
            challenge=situation.challenge,
        )

    def line(self, place: str, text: str) -> str:
        """Return a text that may be published: personal data replaced, its place noted."""
        clean, labels = self.facts.redaction.mask(text)
        if labels:
            self.masked.append(place)
        return clean

    def maybe(self, place: str, text: str | None) -> str | None:
        """Return an optional text as `line` does."""
        return self.line(place, text) if text else None

    def _shown(self, kind: StepKind, model: type[Answer]) -> Answer | None:
        step = self.facts.kit.kit.step_of_kind(kind)
        return None if step is None or step.id in self.left_out else self.facts.answer(kind, model)

    def _expectation(self) -> RecordExpectation | None:
        found = self._shown("vooraf", Expectation)
        if found is None:
            return None
        return RecordExpectation(
            direct_yield=self.line("opbrengst", found.direct_yield),
            sustainable_result=self.line("resultaat", found.sustainable_result),
            measure=self.line("maat", found.measure),
            unit=self.line("eenheid", found.unit),
            baseline=found.baseline,
            target=found.target,
            due=found.due,
            locked=self.facts.locked,
        )

    def _measurement(self) -> RecordMeasurement | None:
        found, measured = self._shown("meting", Measurement), self.facts.measured
        if found is None:
            return None
        goal = measured.expectation if measured else None
        return RecordMeasurement(
            record=measured.id if measured else None,
            measure=goal.measure if goal else self.line("maat", found.measure or ""),
            unit=goal.unit if goal else self.line("eenheid", found.unit or ""),
            baseline=goal.baseline if goal else None,
            target=goal.target if goal else None,
            value=found.value,
            date=found.date,
            manner=found.manner,
            note=self.maybe("meting.toelichting", found.note),
        )

    def _confidence(self, lesson: Lesson) -> RecordConfidence:
        own = self._shown("eigen_antwoord", OwnAnswer)
        return RecordConfidence(before=own.confidence if own else None, after=lesson.confidence)

    def _sparring(self) -> RecordSparring | None:
        brief, exchanges = self.facts.kit.kit.partner, self.facts.exchanges
        if brief is None or not exchanges:
            return None
        kinds = {exchange.is_ai for exchange in exchanges}
        partner: Literal["ai", "practice", "mixed"] = "mixed" if len(kinds) > 1 else "ai" if kinds == {True} else "practice"
        return RecordSparring(
            role=brief.role,
            partner=partner,
            model=next((exchange.model for exchange in exchanges if exchange.is_ai), None),
            turns=len(exchanges),
            fallback=next((exchange.fallback for exchange in exchanges if exchange.fallback), None),
            repaired=sum(bool(exchange.marks) for exchange in exchanges),
            prompts=next((found for exchange in exchanges if (found := exchange.prompts)), None),
            use=_use(exchanges, self.facts.listing),
        )

    def _claims(self) -> tuple[RecordClaim, ...]:
        found = self._shown("beweringen", ClaimCheck)
        return tuple(
            RecordClaim(claim=self.line("beweringen", c.claim), status=c.status, source=self.maybe("bron", c.source))
            for c in (found.claims if found else ())
        )

    def _weighed(self, which: Literal["gehouden", "verworpen"]) -> tuple[RecordWeighed, ...]:
        found = self._shown("afweging", Weighing)
        items: tuple[Weighed, ...] = () if found is None else found.kept if which == "gehouden" else found.rejected
        return tuple(
            RecordWeighed(what=self.line(which, w.what), why=self.line(which, w.why), origin=w.origin) for w in items
        )

    def _old_commitments(self) -> tuple[CommitmentState, ...]:
        found = self._shown("terugblik", Recall)
        return tuple(
            CommitmentState(
                record=f"{self.facts.team}/{c.record.removeprefix(self.facts.team + '/')}",
                status=c.status,
                note=self.maybe("afspraken", c.note),
            )
            for c in (found.commitments if found else ())
        )

    def _commitment(self) -> RecordCommitment | None:
        found = self._shown("afspraak", Commitment)
        if found is None:
            return None
        return RecordCommitment(
            when=self.line("als", found.when), then=self.line("dan", found.then), owner=self.line("eigenaar", found.owner)
        )

    def _fields(self) -> tuple[RecordField, ...]:
        kit = self.facts.kit.kit
        rows = [("situatie", question, self.facts.situation.situation) for question in kit.situation]
        rows += [(s.id, question, self.facts.answers.get(s.id)) for s in self._steps() for question in s.questions]
        found = (self._field(step, question, given) for step, question, given in rows)
        return tuple(item for item in found if item is not None)

    def _steps(self) -> tuple[KitStep, ...]:
        return tuple(step for step in self.facts.kit.kit.steps if step.id not in self.left_out)

    def _field(self, step: str, question: KitQuestion, given: Value | None) -> RecordField | None:
        value = getattr(given, f"q_{question.id}", None)
        if value is None or not question.published or question.id in self.left_out:
            return None
        return RecordField(
            step=step,
            id=question.id,
            label=question.label or question.question,
            kind=question.kind,
            value=self._value(question.id, value),
            unit=question.unit,
        )

    def _value(self, place: str, value: Any) -> bool | float | str | tuple[str, ...]:
        if isinstance(value, tuple):
            return tuple(self.line(place, item) for item in value)
        if isinstance(value, dt.date):
            return value.isoformat()
        return self.line(place, value) if isinstance(value, str) else value

    def _proposal(self) -> Proposal | None:
        draft = self._shown("voorstel", ProposalDraft)
        if draft is None:
            return None
        situation, frame = self.facts.situation, self.facts.frame
        return Proposal(
            id=self.facts.record_id,
            team=self.facts.team,
            week=self.facts.week,
            fictional=frame.fictional,
            challenge=situation.challenge,
            goal=situation.goal,
            goal_title=frame.goal(situation.goal).title,
            title=self.line("voorstel", draft.title),
            change=self.line("voorstel", draft.change),
            expected_yield=self.line("voorstel", draft.expected_yield),
            owner=self.line("voorstel", draft.owner),
            decider=self.line("voorstel", draft.decider),
            life=(StageChange(stage="idee", date=self.facts.opened),),
        )


def _use(exchanges: Sequence[Exchange], listing: Listing | None) -> RecordUse | None:
    """Return what was asked of a language model, replies that were thrown away included; None where none was asked.

    What one endpoint did not tell makes the whole sum empty: half a sum reads as a small one.
    """
    asked: list[Exchange | Listing] = [e for e in exchanges if e.is_ai or e.completion_tokens is not None]
    names = {e.model for e in exchanges if e.is_ai}
    if listing and (listing.model or listing.completion_tokens is not None):
        asked.append(listing)
    if not asked:
        return None
    name = names.pop() if len(names) == 1 else ""
    return RecordUse(
        prompt_tokens=_sum(call.prompt_tokens for call in asked),
        completion_tokens=_sum(call.completion_tokens for call in asked),
        energy=total_energy(energy_of(name, host=call.host, output_tokens=call.completion_tokens) for call in asked),
    )


def _sum(counts: Iterable[int | None]) -> int | None:
    known = list(counts)
    return None if None in known else sum(count for count in known if count is not None)
