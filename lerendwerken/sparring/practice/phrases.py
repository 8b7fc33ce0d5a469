"""What the practice partner says in its own words: read from the shipped `oefenpartner.yaml`."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Literal

from pydantic import Field

from lerendwerken.kit import Ladder, Role, Stance
from lerendwerken.sparring.prompts import prompt_text
from lerendwerken.values import Line, Text, Value
from lerendwerken.yamlfile import parse_yaml

Kind = Literal["persoon", "dag", "getal"]


class Lens(Value):
    """A question that fits any work, and the words that ask for it."""

    words: tuple[Line, ...] = Field(alias="woorden")
    question: Line = Field(alias="vraag")


class Reaction(Value):
    """How a team can react to a question: the words that show it, and what the partner says then."""

    words: tuple[Line, ...] = Field(alias="woorden")
    remark: Line = Field(alias="opmerking")
    question: Line | None = Field(default=None, alias="vraag")


class Gap(Value):
    """What words promise that the whole text then does not hold: a number, a day."""

    words: tuple[Line, ...] = Field(alias="woorden")
    remark: Line = Field(alias="opmerking")
    question: Line = Field(alias="vraag")


class Asked(Value):
    """What a question can ask for: the words that show it, and its short name."""

    words: tuple[Line, ...] = Field(alias="woorden")
    name: Line = Field(alias="naam")


class RoleQuestions(Value):
    """What one role asks: an open question, and questions about words that it listens for."""

    question: Line = Field(alias="vraag")
    lenses: tuple[Lens, ...] = Field(alias="lenzen")


class Phrases(Value):
    """What the practice partner says around the kit's questions."""

    name: Line = Field(alias="naam")
    opening: Line = Field(alias="begin")
    label: Line
    quotation: Line = Field(alias="citaat")
    earlier: Line = Field(alias="citaat_eerder")
    pitfall: Line = Field(alias="valkuil")
    other_pitfall: Line = Field(alias="valkuil_weer")
    or_rung: Line = Field(alias="of_trede")
    hint: Line
    first_step: Line = Field(alias="eerste_stap")
    closing: Line = Field(alias="slot")
    asked: dict[Stance, Line] = Field(alias="gevraagd")
    asked_again: Line = Field(alias="gevraagd_weer")
    asks: tuple[Line, ...] = Field(alias="vraagt_om_hulp")
    reactions: tuple[Reaction, ...] = Field(alias="reacties")
    kinds: dict[Kind, Asked] = Field(alias="gevraagd_naar")
    missing: Line = Field(alias="ontbreekt")
    no_actor: Line = Field(alias="losse_wij")
    bare: Line = Field(alias="kaal")
    bare_again: Line = Field(alias="kaal_weer")
    nothing: Line = Field(alias="leeg")
    everyone: tuple[Line, ...] = Field(alias="iedereen")
    numbers: Line = Field(alias="getallen")
    numbers_question: Line = Field(alias="getallen_vraag")
    reversed: Line = Field(alias="omgekeerd")
    reversed_question: Line = Field(alias="omgekeerd_vraag")
    turns_round: tuple[Line, ...] = Field(alias="ommekeer")
    denials: tuple[Line, ...] = Field(alias="ontkenning")
    left_out: Line = Field(alias="niet_genoemd")
    left_out_question: Line = Field(alias="niet_genoemd_vraag")
    measure: Line = Field(alias="maat")
    measure_question: Line = Field(alias="maat_vraag")
    then_and_now: Line = Field(alias="begin_en_nu")
    opinion: Gap = Field(alias="mening")
    plan: Gap
    short: Line = Field(alias="kort")
    roles: dict[Role, RoleQuestions] = Field(alias="rollen")
    ladder: Ladder
    small_words: Text = Field(alias="kleine_woorden")

    @cached_property
    def small(self) -> frozenset[str]:
        """Words that say nothing about a subject."""
        return frozenset(self.small_words.split())


@cache
def phrases() -> Phrases:
    """Return the shipped words of the practice partner."""
    return parse_yaml(prompt_text("oefenpartner.yaml"), name="oefenpartner.yaml").parse(Phrases)
