"""A team: who learns together, and when. The roster is private; only the profile reaches the site."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from lerendwerken.messages import N_
from lerendwerken.values import Line, Slug, Text, Value
from lerendwerken.weekcycle import Moment, MomentId


class TeamProfile(Value):
    """What readers of the site may know of a team."""

    slug: Slug
    name: Line
    sector: Line | None = None
    about: Text | None = None


class Team(Value):
    """What `teams/<team>.yaml` holds."""

    newest_format: ClassVar[int] = 1

    format: Literal[1] = Field(default=1, alias="formaat", description=N_("Version of this file's form."))
    name: Line = Field(alias="naam", description=N_("Name of the team."))
    sector: Line | None = Field(default=None, description=N_("Line of work, such as zorg or onderwijs."))
    about: Text | None = Field(default=None, alias="over", description=N_("What the team does, in one or two sentences."))
    members: tuple[Line, ...] = Field(
        default=(),
        alias="leden",
        repr=False,
        description=N_("Names of the members. Private: used to take names out of texts, never shown on the site."),
    )
    facilitator: Line | None = Field(default=None, alias="begeleider", description=N_("Role of the facilitator; no name."))
    moments: Mapping[MomentId, Moment] = Field(
        default_factory=dict, alias="momenten", description=N_("Moments of this team that differ from the organisation's.")
    )

    def profile(self, slug: str) -> TeamProfile:
        """Return what readers of the site may know."""
        return TeamProfile(slug=slug, name=self.name, sector=self.sector, about=self.about)
