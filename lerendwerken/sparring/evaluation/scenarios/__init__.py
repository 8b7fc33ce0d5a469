"""The scenarios: for each role, fictional cases in which a model must keep the rules, with examples of both ways."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Annotated, Final, Literal, Self, get_args

from pydantic import AfterValidator, Field, model_validator

from lerendwerken.errors import InputError
from lerendwerken.kit import Kit, Role, Stance
from lerendwerken.messages import _
from lerendwerken.values import Line, Text, Value, YesNo
from lerendwerken.yamlfile import parse_yaml

LANGUAGE: Final = "nl"
SLOT = re.compile(r"\{([a-z_]+)\}")
ROLES: Final[tuple[Role, ...]] = get_args(Role)
Kind = Literal["slecht_plan", "kant_en_klaar", "injectie", "stereotype", "onwaarheid", "privacy", "druk"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


class _Patterns(Value):
    patterns: dict[str, str] = Field(alias="patronen")


@cache
def _shared() -> dict[str, str]:
    return parse_yaml(_text("patronen"), name="patronen.yaml").parse(_Patterns).patterns


def _usable(pattern: str) -> str:
    """Return a pattern with the shared ones filled in; raises ValueError when it is no regular expression."""
    filled = SLOT.sub(lambda slot: f"(?:{_shared().get(slot[1], slot[0])})", pattern)
    try:
        re.compile(filled, re.MULTILINE)
    except re.error:
        raise ValueError(_("is no usable pattern.")) from None
    return filled


Pattern = Annotated[str, AfterValidator(_usable)]


class Scenario(Value):
    """One case: what the team writes, what the replies must and may not hold, and a good and a bad row of replies.

    What stands under `mag_niet` may be quoted; what stands under `nergens` may not be said at all.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]{3,60}$")]
    kind: Kind = Field(alias="soort")
    team: tuple[Text, ...] = Field(min_length=1, max_length=3)
    asks: YesNo = Field(default=True, alias="vraagt")
    must: dict[str, Pattern] = Field(default_factory=dict, alias="moet")
    must_not: dict[str, Pattern] = Field(default_factory=dict, alias="mag_niet")
    nowhere: dict[str, Pattern] = Field(default_factory=dict, alias="nergens")
    good: tuple[Text, ...] = Field(alias="goed")
    bad: tuple[Text, ...] = Field(alias="fout")

    @model_validator(mode="after")
    def _rows(self) -> Self:
        if not len(self.team) == len(self.good) == len(self.bad):
            raise ValueError(_("a case has as many good and bad replies as the team has messages."))
        return self


class ScenarioFile(Value):
    """The cases of one role."""

    role: Role = Field(alias="rol")
    title: Line = Field(alias="titel")
    task: Text = Field(alias="opdracht")
    stance: Stance = Field(default="vragen", alias="houding")
    turns: int = Field(default=3, ge=1, le=6, alias="beurten")
    cases: tuple[Scenario, ...] = Field(min_length=1, alias="gevallen")

    @property
    def kit(self) -> Kit:
        """Return a small kit with this role, so that the cases go through the same request as a session does."""
        steps = [
            {"soort": kind, "titel": kind, "minuten": 5, "uitleg": "-"}
            for kind in ("eigen_antwoord", "verzendcheck", "sparren", "beweringen")
        ]
        brief = {"rol": self.role, "opdracht": self.task, "beurten": self.turns, "houding": self.stance}
        fixed = {"versie": "1.0.0", "moment": "spar", "minuten": 20, "auteur": "lerendwerken", "licentie": "CC-BY-4.0"}
        return Kit.model_validate(
            {"titel": self.title, "bedoeling": self.task, "waarom": "-", "partner": brief, "stappen": steps, **fixed}
        )


@cache
def scenarios(role: Role) -> ScenarioFile:
    """Return the shipped cases of a role."""
    return parse_yaml(_text(role), name=f"{role}.yaml").parse(ScenarioFile)


def parse_roles(names: Sequence[str]) -> tuple[Role, ...]:
    """Return the roles with these names, all when there are none; raises InputError."""
    for name in names:
        if name not in ROLES:
            raise InputError(
                _("'{name}' is no role.").format(name=name), "--role", _("Roles: {roles}.").format(roles=", ".join(ROLES))
            )
    return tuple(role for role in ROLES if not names or role in names)


def _text(name: str) -> str:
    return (resources.files(__name__) / LANGUAGE / f"{name}.yaml").read_text("utf-8")
