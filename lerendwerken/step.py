"""The steps that kits are made of: ten of the spine, and three for a kit's own work, measuring and proposing.

Each kind has the fields that every team fills in; a kit adds its own questions. Names in files are Dutch.
"""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from lerendwerken.messages import N_
from lerendwerken.values import Date, Line, Number, Percentage, Text, Value, YesNo

StepKind = Literal[
    "terugblik",
    "vooraf",
    "eigen_antwoord",
    "verzendcheck",
    "sparren",
    "beweringen",
    "afweging",
    "afspraak",
    "les",
    "publicatie",
    "werk",
    "meting",
    "voorstel",
]
STEP_KINDS: tuple[StepKind, ...] = get_args(StepKind)
ClaimStatus = Literal["geverifieerd", "onjuist", "niet_te_controleren", "open"]
Origin = Literal["mens", "ai", "samen"]
CommitmentStatus = Literal["gedaan", "loopt", "niet_gedaan", "vervallen"]
Manner = Literal["geteld", "geschat"]


class OldCommitment(Value):
    """How an earlier commitment stands now."""

    record: Line = Field(alias="verslag", description=N_("Week and kit of the commitment, as 2026-W47-koers-van-de-week."))
    status: CommitmentStatus = Field(alias="stand", description=N_("gedaan, loopt, niet_gedaan or vervallen."))
    note: Line | None = Field(default=None, alias="toelichting", description=N_("What happened, in one line."))


class Recall(Value):
    """Step 1: what the team remembers by itself, and how old commitments stand."""

    memory: Text | None = Field(
        default=None, alias="herinnering", description=N_("What you remember of the last lesson. Private.")
    )
    commitments: tuple[OldCommitment, ...] = Field(
        default=(), alias="afspraken", description=N_("How earlier commitments stand.")
    )


class Expectation(Value):
    """Step 2: the result decided up front, locked before the partner speaks."""

    direct_yield: Line = Field(alias="opbrengst", description=N_("Direct yield that you expect, in one line."))
    sustainable_result: Line = Field(alias="resultaat", description=N_("Lasting result that it serves, in one line."))
    measure: Line = Field(alias="maat", description=N_("What you will count or time."))
    unit: Line = Field(alias="eenheid", description=N_("Unit, such as minuten per aanvraag."))
    baseline: Number = Field(alias="nulmeting", description=N_("Number now."))
    target: Number = Field(alias="streefwaarde", description=N_("Number that you aim at."))
    due: Date = Field(alias="meetdatum", description=N_("Day on which you measure, as 2026-12-11."))


class OwnAnswer(Value):
    """Step 3: the team's own thinking, before any reply."""

    answer: Text = Field(alias="antwoord", description=N_("Your own answer, before the partner speaks. Private."))
    confidence: Percentage = Field(alias="zekerheid", description=N_("How sure you are, 0 to 100."))


class Shown(Value):
    """A replacement that the team undoes: the text is no personal data."""

    text: Line = Field(alias="tekst", description=N_("The text as you typed it."), repr=False)
    reason: Line = Field(alias="reden", description=N_("Why it is no personal data. Private."))

    __str__ = Value.__repr__


class Preview(Value):
    """Step 4: the team has seen what will be sent, and changed what is replaced in it where needed."""

    agreed: YesNo = Field(alias="akkoord", description=N_("ja: this may be sent to the AI model; nee: nothing is sent."))
    hidden: tuple[Line, ...] = Field(
        default=(), alias="verberg", description=N_("Words that must be replaced as well."), repr=False
    )
    shown: tuple[Shown, ...] = Field(
        default=(), alias="toon", description=N_("Words that were replaced and need not be, each with a reason.")
    )

    @property
    def changes(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Texts to replace as well, and texts to leave as they are."""
        return self.hidden, tuple(item.text for item in self.shown)


class Spar(Value):
    """Step 5: what the team says after the partner's first reply, at most one less than there are turns."""

    messages: tuple[Text, ...] = Field(
        default=(), alias="berichten", description=N_("Your replies to the partner, after its first one. Private.")
    )


class Claim(Value):
    """A claim made while sparring, and what the team found when it checked it."""

    claim: Line = Field(alias="bewering", description=N_("The claim in one line."))
    status: ClaimStatus = Field(default="open", description=N_("geverifieerd, onjuist, niet_te_controleren or open."))
    source: Line | None = Field(default=None, alias="bron", description=N_("Where you checked it."))


class ClaimCheck(Value):
    """Step 6: no claim stays open."""

    claims: tuple[Claim, ...] = Field(
        default=(), alias="beweringen", description=N_("Claims that were made, and their check.")
    )


class Weighed(Value):
    """A thought that the team kept or rejected, and why."""

    what: Line = Field(alias="wat", description=N_("The thought in one line."))
    why: Line = Field(alias="waarom", description=N_("Why you kept or rejected it."))
    origin: Origin = Field(default="mens", alias="van", description=N_("Whose thought it was: mens, ai or samen."))


class Weighing(Value):
    """Step 7: what was kept and rejected, and why."""

    kept: tuple[Weighed, ...] = Field(default=(), alias="gehouden", description=N_("What you kept."))
    rejected: tuple[Weighed, ...] = Field(default=(), alias="verworpen", description=N_("What you rejected."))


class Commitment(Value):
    """Step 8: one if-then plan with one owner."""

    when: Line = Field(alias="als", description=N_("Als …: the moment or situation."))
    then: Line = Field(alias="dan", description=N_("dan …: what you do then."))
    owner: Line = Field(alias="eigenaar", description=N_("One owner: a role, no name."))


class Lesson(Value):
    """Step 9: the lesson in the team's own words."""

    lesson: Line = Field(alias="les", description=N_("What you learned, in one or two sentences of your own."))
    confidence: Percentage | None = Field(default=None, alias="zekerheid", description=N_("How sure you are now, 0 to 100."))


class Publication(Value):
    """Step 10: the team chooses what is published."""

    agreed: YesNo = Field(alias="akkoord", description=N_("ja: the record may be published; nee: nothing is published."))
    reviewer: Line = Field(alias="nagelezen_door", description=N_("Role of who read the record before it is published."))
    leave_out: tuple[Line, ...] = Field(
        default=(), alias="weglaten", description=N_("Steps or questions that stay out of the record.")
    )


class Work(Value):
    """A step of the kit's own questions only."""


class Measurement(Value):
    """A number measured now, against what was decided up front."""

    record: Line | None = Field(
        default=None, alias="verslag", description=N_("Record whose result you measured; empty: your latest with a target.")
    )
    measure: Line | None = Field(
        default=None, alias="maat", description=N_("What you measured; only when there is no record with a target.")
    )
    unit: Line | None = Field(
        default=None, alias="eenheid", description=N_("Its unit; only when there is no record with a target.")
    )
    value: Number = Field(alias="waarde", description=N_("The number that you measured."))
    date: Date = Field(alias="datum", description=N_("Day of measuring, as 2026-11-27."))
    manner: Manner = Field(
        default="geteld", alias="wijze", description=N_("geteld (counted or timed) or geschat (estimated).")
    )
    note: Line | None = Field(default=None, alias="toelichting", description=N_("How you measured, in one line."))


class ProposalDraft(Value):
    """A change that the team proposes to keep."""

    title: Line = Field(alias="titel", description=N_("The proposal in a few words."))
    change: Text = Field(alias="verandering", description=N_("What will be different, and for whom."))
    expected_yield: Line = Field(alias="opbrengst", description=N_("What it yields, with a number where you can."))
    owner: Line = Field(alias="eigenaar", description=N_("Who pulls it: a role, no name."))
    decider: Line = Field(alias="beslisser", description=N_("Who decides: a role, no name."))


STEP_FIELDS: dict[StepKind, type[Value]] = {
    "terugblik": Recall,
    "vooraf": Expectation,
    "eigen_antwoord": OwnAnswer,
    "verzendcheck": Preview,
    "sparren": Spar,
    "beweringen": ClaimCheck,
    "afweging": Weighing,
    "afspraak": Commitment,
    "les": Lesson,
    "publicatie": Publication,
    "werk": Work,
    "meting": Measurement,
    "voorstel": ProposalDraft,
}
