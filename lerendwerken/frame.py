"""The frame (kader): why and what the organisation wants to learn; every session hangs on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal, Self, TypeVar

from pydantic import Field, model_validator

from lerendwerken.messages import N_, _
from lerendwerken.names import nearest, not_found
from lerendwerken.values import Line, Slug, Text, Value, YesNo
from lerendwerken.weekcycle import Moment, MomentId, WeekCycle, standard_moments

Challenge = Literal["krapte", "werkklimaat", "productiviteit", "inclusiviteit", "verduurzaming"]
CHALLENGES: dict[Challenge, str] = {
    "krapte": N_("Labour shortage"),
    "werkklimaat": N_("Healthy working climate"),
    "productiviteit": N_("Productivity"),
    "inclusiviteit": N_("Inclusion"),
    "verduurzaming": N_("Sustainability"),
}


class Goal(Value):
    """A goal of the organisation: the why of learning."""

    id: Slug = Field(description=N_("Short name that answers refer to."))
    title: Line = Field(alias="titel", description=N_("The goal in one line."))
    note: Text | None = Field(default=None, alias="toelichting", description=N_("What it means in practice."))


class Question(Value):
    """A development question: the what of learning, in service of a goal."""

    id: Slug = Field(description=N_("Short name that answers refer to."))
    question: Line = Field(alias="vraag", description=N_("The question in one line."))
    goal: Slug = Field(alias="doel", description=N_("Goal that the question serves."))


class SiteSettings(Value):
    """How the learning site presents itself."""

    title: Line | None = Field(
        default=None, alias="titel", description=N_("Name of the site; else the organisation's name.")
    )
    intro: Text | None = Field(default=None, alias="inleiding", description=N_("One or two sentences on the home page."))
    contact: Line | None = Field(default=None, description=N_("Where readers can ask questions: a department or address."))


class Frame(Value):
    """What `kader.yaml` holds."""

    newest_format: ClassVar[int] = 1

    format: Literal[1] = Field(default=1, alias="formaat", description=N_("Version of this file's form."))
    organisation: Line = Field(alias="organisatie", description=N_("Name of the organisation."))
    fictional: YesNo = Field(default=False, alias="fictief", description=N_("True for an example: every page then says so."))
    goals: tuple[Goal, ...] = Field(alias="doelen", min_length=1, description=N_("Goals of the organisation."))
    questions: tuple[Question, ...] = Field(
        alias="ontwikkelvragen", min_length=1, description=N_("Development questions that follow from the goals.")
    )
    challenges: tuple[Challenge, ...] = Field(
        default=tuple(CHALLENGES),
        alias="uitdagingen",
        min_length=1,
        description=N_("Challenges that the organisation works on."),
    )
    moments: Mapping[MomentId, Moment] = Field(
        default_factory=standard_moments, alias="momenten", description=N_("The fixed moments of the week.")
    )
    site: SiteSettings = Field(default_factory=SiteSettings, description=N_("The learning site."))

    @model_validator(mode="after")
    def _references(self) -> Self:
        for kind, items in ((_("goal"), self.goals), (_("development question"), self.questions)):
            names = [item.id for item in items]
            double = next((name for name in names if names.count(name) > 1), None)
            if double:
                raise ValueError(_("the {kind} '{name}' stands here twice.").format(kind=kind, name=double))
        for question in self.questions:
            if question.goal not in {goal.id for goal in self.goals}:
                raise ValueError(
                    _("the question '{question}' serves the goal '{goal}', which does not exist.").format(
                        question=question.id, goal=question.goal
                    )
                    + " "
                    + nearest(question.goal, (goal.id for goal in self.goals))
                )
        return self

    @property
    def cycle(self) -> WeekCycle:
        """The weekly cycle of the organisation."""
        return WeekCycle(moments={**standard_moments(), **self.moments})

    def goal(self, name: str) -> Goal:
        """Return a goal; raises `NotFoundError` with the nearest names."""
        return _pick(self.goals, name, _("Goal"))

    def question(self, name: str) -> Question:
        """Return a development question; raises `NotFoundError` with the nearest names."""
        return _pick(self.questions, name, _("Development question"))


Item = TypeVar("Item", Goal, Question)


def _pick(items: tuple[Item, ...], name: str, kind: str) -> Item:
    for item in items:
        if item.id == name:
            return item
    raise not_found(kind, name, (item.id for item in items))
