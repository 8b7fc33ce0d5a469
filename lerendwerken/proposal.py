"""A proposal (innovatievoorstel): a change that a team wants to keep, with its life from idea to in use."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Literal, get_args

from pydantic import Field

from lerendwerken.frame import Challenge
from lerendwerken.messages import N_
from lerendwerken.values import Line, Slug, Text, Value
from lerendwerken.weekcycle import Week

Stage = Literal["idee", "proef", "ingevoerd", "gestopt"]
STAGES: tuple[Stage, ...] = get_args(Stage)


class StageChange(Value):
    """A step in the life of a proposal."""

    stage: Stage
    date: dt.date
    reason: Line | None = None


class Proposal(Value):
    """What a proposal's file holds."""

    newest_format: ClassVar[int] = 1

    format: Literal[1] = 1
    id: str = Field(pattern=r"^[a-z0-9-]+/\d{4}-W\d{2}-[a-z0-9-]+$", description=N_("The record that it grew from."))
    team: Slug
    week: Week
    fictional: bool = False
    challenge: Challenge
    goal: Slug
    goal_title: Line
    title: Line
    change: Text
    expected_yield: Line
    owner: Line
    decider: Line
    life: tuple[StageChange, ...] = Field(min_length=1)

    @property
    def stage(self) -> Stage:
        """Where it stands now."""
        return self.life[-1].stage
