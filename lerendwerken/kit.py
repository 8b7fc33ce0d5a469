"""A kit: a work-experiment as a manifest (`kit.yaml`) beside its notebook (`kit.ipynb`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from lerendwerken.frame import Challenge
from lerendwerken.messages import N_, _
from lerendwerken.step import STEP_FIELDS, StepKind
from lerendwerken.values import Line, Number, Text, Value, YesNo
from lerendwerken.weekcycle import MomentId

FIELD_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
Role = Literal["analyse", "tegenspraak", "versneller", "vernieuwer", "coach", "simulator", "checker", "leerling"]
Strength = Literal["analyse", "besluitvorming", "productiviteit", "innovatie"]
AnswerKind = Literal["tekst", "getal", "datum", "keuze", "lijst", "ja_nee"]
# what the partner may do with a solution; METHOD: never recommend in decisions, generate ideas last
Stance = Literal["vragen", "geen_advies", "ideeen_laatst"]
# steps that a team may not skip, because what comes after has no ground without them
FIRM: frozenset[StepKind] = frozenset({"vooraf", "eigen_antwoord", "les", "publicatie"})


def check_field_name(value: str) -> str:
    """Return a field name unchanged; raises ValueError when it is not small letters, digits and underscores."""
    if not FIELD_NAME.fullmatch(value):
        raise ValueError(_("is not a usable field name: use small letters, digits and underscores."))
    return value


FieldName = Annotated[str, AfterValidator(check_field_name)]


class KitQuestion(Value):
    """A question that a kit asks beside the fixed ones of a step."""

    id: FieldName = Field(description=N_("Name of the field in the answers file."))
    question: Line = Field(alias="vraag", description=N_("The question."))
    kind: AnswerKind = Field(default="tekst", alias="soort", description=N_("Form of the answer."))
    choices: tuple[Line, ...] = Field(
        default=(), alias="keuzes", description=N_("Choices, for a question of the kind keuze.")
    )
    required: YesNo = Field(default=True, alias="verplicht", description=N_("False when it may stay empty."))
    example: Line | None = Field(default=None, alias="voorbeeld", description=N_("Example of an answer."))
    help: Line | None = Field(default=None, alias="hulp", description=N_("One sentence of help."))
    label: Line | None = Field(default=None, alias="kop", description=N_("Short heading in the record; else the question."))
    unit: Line | None = Field(default=None, alias="eenheid", description=N_("Unit of a number."))
    least: Number | None = Field(default=None, alias="minimaal", description=N_("Smallest number that is allowed."))
    most: Number | None = Field(default=None, alias="maximaal", description=N_("Largest number that is allowed."))
    published: YesNo = Field(default=False, alias="publiceren", description=N_("True when the answer goes into the record."))

    @model_validator(mode="after")
    def _choices(self) -> Self:
        if (self.kind == "keuze") != (len(self.choices) > 1):
            raise ValueError(_("a question of the kind keuze has at least two choices, and no other question has them."))
        return self


class Mistake(Value):
    """A typical mistake in a step, and the question that makes a team see it."""

    mistake: Line = Field(alias="fout", description=N_("The mistake in one line."))
    question: Line = Field(alias="vraag", description=N_("The question that makes a team see it."))
    words: tuple[Line, ...] = Field(default=(), alias="woorden", description=N_("Words in an answer that point to it."))


class Ladder(Value):
    """The partner's escalation ladder: each rung gives a little more, the answer itself is not on it."""

    question: Line = Field(alias="vraag", description=N_("First rung: an open question."))
    narrower: Line = Field(alias="gerichter", description=N_("Second rung: a narrower question."))
    hint: Line = Field(description=N_("Third rung: a hint."))
    first_step: Line = Field(alias="eerste_stap", description=N_("Top: a first step, worked out."))


class KitStep(Value):
    """A step of a kit."""

    kind: StepKind = Field(alias="soort", description=N_("Kind of step."))
    id: FieldName = Field(default="", description=N_("Name of the step; else its kind."), validate_default=False)
    title: Line = Field(alias="titel", description=N_("Title that the team sees."))
    minutes: int = Field(alias="minuten", ge=1, le=90, description=N_("Timebox in minutes."))
    text: Text = Field(alias="uitleg", description=N_("What the team does here."))
    why: Line | None = Field(default=None, alias="waarom", description=N_("Why the step is there, in one sentence."))
    facilitator: Text | None = Field(default=None, alias="begeleider", description=N_("Notes for the facilitator."))
    optional: YesNo = Field(default=False, alias="optioneel", description=N_("True when the step may stay empty."))
    individual: YesNo = Field(
        default=False,
        alias="ieder_apart",
        description=N_("True when each member first writes alone and unseen; then all is shown together."),
    )
    questions: tuple[KitQuestion, ...] = Field(default=(), alias="vragen", description=N_("Questions of this kit."))
    mistakes: tuple[Mistake, ...] = Field(default=(), alias="fouten", description=N_("Typical mistakes."))
    ladder: Ladder | None = Field(default=None, description=N_("Hints for this step, rung by rung."))

    @model_validator(mode="before")
    @classmethod
    def _default_id(cls, data: object) -> object:
        return {"id": data.get("soort"), **data} if isinstance(data, dict) and "soort" in data else data

    @model_validator(mode="after")
    def _own_names(self) -> Self:
        taken = {info.alias or name for name, info in STEP_FIELDS[self.kind].model_fields.items()} | {"overslaan"}
        for question in self.questions:
            if question.id in taken:
                raise ValueError(_("the field '{field}' exists already in this step.").format(field=question.id))
            taken.add(question.id)
        return self

    @property
    def skippable(self) -> bool:
        """Whether a team may skip the step with a reason."""
        return self.kind not in FIRM


class Brief(Value):
    """What the sparring partner is asked to do in this kit."""

    role: Role = Field(alias="rol", description=N_("Role of the partner."))
    task: Text = Field(alias="opdracht", description=N_("What the partner should help the team see."))
    turns: int = Field(default=3, alias="beurten", ge=1, le=6, description=N_("Replies that the partner may give."))
    stance: Stance = Field(default="vragen", alias="houding", description=N_("What the partner may do with a solution."))


class Source(Value):
    """A source for why the kit is built as it is."""

    title: Line = Field(alias="titel", description=N_("Author, year and title."))
    url: Annotated[str, Field(pattern=r"^https://[^\s<>\"]+$")] | None = Field(default=None, description=N_("Address."))


class Kit(Value):
    """What `kits/<slug>/kit.yaml` holds."""

    newest_format: ClassVar[int] = 1

    format: Literal[1] = Field(default=1, alias="formaat", description=N_("Version of this file's form."))
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")] = Field(
        alias="versie", description=N_("Version of the kit, as 1.0.0.")
    )
    title: Line = Field(alias="titel", description=N_("Title of the kit."))
    purpose: Line = Field(alias="bedoeling", description=N_("What a team gets from it, in one sentence."))
    moment: MomentId = Field(description=N_("Moment of the week that it belongs to."))
    minutes: int = Field(alias="minuten", ge=5, le=120, description=N_("How long it takes; the steps add up to it."))
    themes: tuple[Challenge, ...] = Field(default=(), alias="themas", description=N_("Challenges that it serves."))
    strengths: tuple[Strength, ...] = Field(default=(), alias="sterktes", description=N_("What it strengthens people in."))
    author: Line = Field(alias="auteur", description=N_("Who made it."))
    licence: Line = Field(alias="licentie", description=N_("Licence, as an SPDX name."))
    why: Text = Field(alias="waarom", description=N_("Why the kit is built as it is."))
    sources: tuple[Source, ...] = Field(default=(), alias="bronnen", description=N_("Sources for that."))
    partner: Brief | None = Field(default=None, description=N_("The sparring partner; leave out for a kit without one."))
    situation: tuple[KitQuestion, ...] = Field(
        default=(), alias="situatie", description=N_("What the kit must know of the team's work beforehand.")
    )
    steps: tuple[KitStep, ...] = Field(alias="stappen", min_length=1, description=N_("The steps, in order."))

    @model_validator(mode="after")
    def _sound(self) -> Self:
        fault = next(self._faults(), None)
        if fault:
            raise ValueError(fault)
        return self

    def _faults(self) -> Iterator[str]:
        names = [step.id for step in self.steps]
        kinds = [step.kind for step in self.steps]
        situation = [question.id for question in self.situation]
        for double in {name for name in names if names.count(name) > 1} | {n for n in situation if situation.count(n) > 1}:
            yield _("the name '{name}' is used twice.").format(name=double)
        if (total := sum(step.minutes for step in self.steps)) != self.minutes:
            yield _("the steps take {total} minutes together, the kit says {minutes}.").format(
                total=total, minutes=self.minutes
            )
        for kind in (
            "vooraf",
            "eigen_antwoord",
            "verzendcheck",
            "sparren",
            "beweringen",
            "publicatie",
            "meting",
            "voorstel",
        ):
            if kinds.count(kind) > 1:
                yield _("a kit has the step '{kind}' once.").format(kind=kind)
        yield from self._spar_faults(kinds)
        if "publicatie" in kinds and kinds[-1] != "publicatie":
            yield _("the step '{kind}' comes last.").format(kind="publicatie")

    def _spar_faults(self, kinds: list[StepKind]) -> Iterator[str]:
        if ("sparren" in kinds) != (self.partner is not None):
            yield _("a kit with the step 'sparren' has a partner, and no other kit has one.")
        if "sparren" not in kinds:
            return
        place = kinds.index("sparren")
        before: tuple[StepKind, ...] = ("eigen_antwoord", "verzendcheck")
        for kind in before:
            if kind not in kinds[:place]:
                yield _("the step '{kind}' must stand before 'sparren'.").format(kind=kind)
        if "vooraf" in kinds[place:]:
            yield _("the step '{kind}' must stand before 'sparren'.").format(kind="vooraf")
        if "beweringen" not in kinds[place:]:
            yield _("the step '{kind}' must stand after 'sparren'.").format(kind="beweringen")

    def step(self, name: str) -> KitStep:
        """Return a step by its name; raises KeyError."""
        for step in self.steps:
            if step.id == name:
                return step
        raise KeyError(name)

    def step_of_kind(self, kind: StepKind) -> KitStep | None:
        """Return the first step of a kind, or None."""
        return next((step for step in self.steps if step.kind == kind), None)
