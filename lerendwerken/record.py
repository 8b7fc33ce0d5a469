"""The record (leerverslag): what a team publishes of a session. Only what stands here can reach the site.

A record is one JSON file with all its revisions; the last one counts, the others stay readable.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Literal

from pydantic import Field

from lerendwerken.energy import Energy
from lerendwerken.frame import Challenge
from lerendwerken.kit import AnswerKind, Role, Strength
from lerendwerken.messages import N_
from lerendwerken.step import ClaimStatus, CommitmentStatus, Manner, Origin
from lerendwerken.values import Line, Slug, Text, Value
from lerendwerken.weekcycle import MomentId, Week


class KitRef(Value):
    """The kit as it was when the session was done."""

    slug: Slug
    version: str
    title: Line
    moment: MomentId
    strengths: tuple[Strength, ...] = ()


class FrameRef(Value):
    """What the session hung on, in words of that day."""

    goal: Slug
    goal_title: Line
    question: Slug
    question_text: Line
    challenge: Challenge


class RecordExpectation(Value):
    """The result decided up front."""

    direct_yield: Line
    sustainable_result: Line
    measure: Line
    unit: Line
    baseline: float
    target: float
    due: dt.date
    locked: bool = Field(description=N_("Whether it was locked before the partner spoke."))


class Outcome(Value):
    """A number measured after the session, for the record's own expectation."""

    value: float
    date: dt.date
    manner: Manner = "geteld"
    note: Line | None = None
    source: str | None = Field(default=None, description=N_("Record in which the team wrote the measurement down, if any."))


class RecordMeasurement(Value):
    """What this session measured: of an earlier record, or a number that stands by itself."""

    record: str | None = None
    measure: Line
    unit: Line
    baseline: float | None = None
    target: float | None = None
    value: float
    date: dt.date
    manner: Manner
    note: Line | None = None


class RecordConfidence(Value):
    """How sure the team was, before sparring and at the end, 0 to 100."""

    before: int | None = None
    after: int | None = None


class RecordUse(Value):
    """What a session asked of a language model."""

    prompt_tokens: int | None = Field(
        default=None, ge=0, description=N_("Tokens that the model read; empty when its endpoint did not tell.")
    )
    completion_tokens: int | None = Field(
        default=None, ge=0, description=N_("Tokens that the model wrote; empty when its endpoint did not tell.")
    )
    energy: Energy | None = Field(default=None, description=N_("Energy of writing these, as a range; empty when unknown."))


class RecordSparring(Value):
    """How the partner took part; nothing of what was said."""

    role: Role
    partner: Literal["ai", "practice", "mixed"] = Field(description=N_("A language model, the practice partner, or both."))
    model: Line | None = Field(default=None, description=N_("Name of the language model, if one replied."))
    turns: int
    fallback: str | None = Field(default=None, description=N_("Why the practice partner stepped in, as a fixed code."))
    repaired: int = Field(
        default=0, ge=0, description=N_("Replies that broke a rule and were asked again, cut or replaced.")
    )
    prompts: str | None = Field(
        default=None, pattern=r"^[0-9a-f]{8}$", description=N_("Version of the instructions that the model was given.")
    )
    use: RecordUse | None = Field(default=None, description=N_("Tokens and energy; empty without a language model."))


class RecordClaim(Value):
    """A claim and its check."""

    claim: Line
    status: ClaimStatus
    source: Line | None = None


class RecordWeighed(Value):
    """A thought kept or rejected; `origin` says whether it came from people, from AI or from both."""

    what: Line
    why: Line
    origin: Origin


class RecordField(Value):
    """An answer to a kit's own question that the team publishes."""

    step: str
    id: str
    label: Line
    kind: AnswerKind
    value: bool | float | Text | tuple[Line, ...] = Field(description=N_("As the kind says; a date as ISO text."))
    unit: Line | None = None


class RecordCommitment(Value):
    """One if-then plan with one owner."""

    when: Line
    then: Line
    owner: Line


class CommitmentState(Value):
    """How a commitment of an earlier record stood in this week."""

    record: str
    status: CommitmentStatus
    note: Line | None = None


class Record(Value):
    """One revision of a record."""

    id: str = Field(pattern=r"^[a-z0-9-]+/\d{4}-W\d{2}-[a-z0-9-]+$", description=N_("Team, week and kit."))
    revision: int = Field(ge=1)
    date: dt.date = Field(description=N_("Day on which this revision was made."))
    reason: Line | None = Field(default=None, description=N_("Why this revision was made, for a later one."))
    software: str
    round: int = Field(default=1, ge=1, description=N_("Which doing of the session it comes from; done again is 2."))
    fictional: bool = False
    language: str = "nl"
    team: Slug
    week: Week
    kit: KitRef
    frame: FrameRef
    title: Line
    expectation: RecordExpectation | None = None
    measurement: RecordMeasurement | None = None
    confidence: RecordConfidence = RecordConfidence()
    sparring: RecordSparring | None = None
    claims: tuple[RecordClaim, ...] = ()
    kept: tuple[RecordWeighed, ...] = ()
    rejected: tuple[RecordWeighed, ...] = ()
    fields: tuple[RecordField, ...] = ()
    old_commitments: tuple[CommitmentState, ...] = ()
    commitment: RecordCommitment | None = None
    lesson: Line
    proposal: str | None = Field(default=None, description=N_("Proposal that grew from this record."))
    skipped: tuple[Line, ...] = Field(default=(), description=N_("Titles of steps that the team skipped."))
    masked: tuple[str, ...] = Field(
        default=(), description=N_("Fields in which personal data was replaced before publishing.")
    )
    reviewer: Line = Field(description=N_("Role of the person who read the record before publishing."))
    outcomes: tuple[Outcome, ...] = ()

    @property
    def name(self) -> str:
        """Week and kit, as the file is called."""
        return f"{self.week}-{self.kit.slug}"

    @property
    def latest(self) -> Outcome | None:
        """The most recent measurement, or None."""
        return max(self.outcomes, key=lambda outcome: outcome.date, default=None)


class RecordFile(Value):
    """What a record's file holds: every revision, oldest first."""

    newest_format: ClassVar[int] = 1

    format: Literal[1] = 1
    revisions: tuple[Record, ...] = Field(min_length=1)

    @property
    def current(self) -> Record:
        """The revision that counts."""
        return self.revisions[-1]
