"""The rules that code can see broken in a reply: pure functions, no model.

What people mean cannot be read off their words alone: these checks know forms that are common, and leave the rest to the
prompt, to the team's own check of claims and to `partner eval`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Final, Literal, get_args

from pydantic import Field

from lerendwerken.kit import Stance
from lerendwerken.messages import N_, _
from lerendwerken.redaction import RedactedText, trusted
from lerendwerken.sparring.prompts import prompt, prompt_text
from lerendwerken.sparring.rules.answers import early_ideas, ready_answers, unlabelled_ideas
from lerendwerken.sparring.rules.language import foreign
from lerendwerken.sparring.rules.leaks import leaked, made_up_placeholders
from lerendwerken.sparring.rules.sentences import Reading, count_words, read
from lerendwerken.sparring.rules.signals import Place, human_claims, says
from lerendwerken.values import Line, Value
from lerendwerken.yamlfile import parse_yaml

Code = Literal[
    "too_long",
    "recommends",
    "ready_answer",
    "idea_too_early",
    "idea_unlabelled",
    "praise",
    "leaks_prompt",
    "unknown_placeholder",
    "wrong_language",
    "judges_person",
    "poses_as_human",
]
CODES: Final[tuple[Code, ...]] = get_args(Code)
# the prompt says 120; a tenth more is no reason to ask again, since models count badly
TOLD_WORDS: Final = 120
MOST_WORDS: Final = 132
# a reply without spaces is long too: Dutch words with their space take 6 to 7 characters
MOST_CHARACTERS: Final = MOST_WORDS * 10
# what comes after is cut off anyway, and no check may take seconds
MOST_READ: Final = 3 * MOST_CHARACTERS
TOLD: Final[Mapping[str, str]] = MappingProxyType(
    {
        "too_long": N_("The reply is longer than about 120 words."),
        "recommends": N_("The reply recommends a choice, and this decision is the team's."),
        "ready_answer": N_("The reply gives a ready-made answer where the team still thinks for itself."),
        "idea_too_early": N_("The reply brings an idea of its own before the team's ideas are all there."),
        "idea_unlabelled": N_("The reply brings an idea without the words 'Idee van de AI:' before it."),
        "praise": N_("The reply praises or agrees in order to please."),
        "leaks_prompt": N_("The reply repeats its own instructions."),
        "unknown_placeholder": N_("The reply names a placeholder that does not exist in this conversation."),
        "wrong_language": N_("The reply is not in the language of the team."),
        "judges_person": N_("The reply judges a person instead of the work."),
        "poses_as_human": N_("The reply acts as if a human being wrote it."),
    }
)


@dataclass(frozen=True)
class Bounds:
    """What a reply may do at this place in a conversation.

    Attributes:
        stance: what the kit lets the partner do with a solution.
        turn: number of this reply, from 1.
        turns: how many replies there are.
        asked_for_answer: whether the team's newest message asks for the answer.
        system: the system text as it was sent.
        team_text: all that the team wrote, in placeholders.
        placeholders: those that the partner was given, as `[PERSOON-1]`.
        language: of the team.
    """

    stance: Stance
    turn: int
    turns: int
    asked_for_answer: bool = False
    system: str = field(default="", repr=False)
    team_text: str = field(default="", repr=False)
    placeholders: frozenset[str] = frozenset()
    language: Literal["nl"] = "nl"

    @property
    def last(self) -> bool:
        """Whether this is the last reply: the top of the ladder."""
        return self.turn >= self.turns


@dataclass(frozen=True, order=True)
class Breach:
    """A rule that a reply breaks, and where: code points, `end` exclusive."""

    start: int
    end: int
    code: Code

    @property
    def told(self) -> str:
        """What is wrong, in one sentence in the language of the user."""
        return _(TOLD[self.code])


def check_reply(text: str, bounds: Bounds) -> tuple[Breach, ...]:
    """Return the rules that a reply breaks, in the order of their places; empty when it may be shown as it is."""
    reading = read(text[:MOST_READ], quoted=bounds.team_text)
    found = {Breach(start, end, code) for code in CODES for start, end in _CHECKS[code](reading, bounds)}
    return tuple(sorted(found))


def asks_for_answer(message: str) -> bool:
    """Tell whether a team's message asks for the answer or for help."""
    return any(says(read(message), "asks"))


def correction(breaches: Iterable[Breach]) -> RedactedText:
    """Return our own words to add to the system text when a reply is asked once more; each broken rule is told once."""
    codes = dict.fromkeys(breach.code for breach in breaches)
    lines = "\n".join(f"- {_remedies().lines[code]}" for code in codes)
    return prompt("herstel", regels=trusted(lines))


class _Remedies(Value):
    lines: dict[Code, Line] = Field(alias="regels")


@cache
def _remedies() -> _Remedies:
    return parse_yaml(prompt_text("herstel.yaml"), name="herstel.yaml").parse(_Remedies)


def _too_long(reading: Reading, _bounds: Bounds) -> Iterator[Place]:
    if count_words(reading.text) > MOST_WORDS or len(reading.text) > MOST_CHARACTERS:
        yield 0, len(reading.text)


def _recommends(reading: Reading, bounds: Bounds) -> Iterable[Place]:
    return says(reading, "recommends") if bounds.stance == "geen_advies" else ()


def _ready_answer(reading: Reading, bounds: Bounds) -> Iterable[Place]:
    # at the ladder's top the team may ask for the answer; the record says so
    return () if bounds.last and bounds.asked_for_answer else ready_answers(reading)


def _idea_too_early(reading: Reading, bounds: Bounds) -> Iterable[Place]:
    return early_ideas(reading) if bounds.stance == "ideeen_laatst" and not bounds.last else ()


def _idea_unlabelled(reading: Reading, bounds: Bounds) -> Iterable[Place]:
    return unlabelled_ideas(reading) if bounds.stance == "ideeen_laatst" and bounds.last else ()


def _leaks_prompt(reading: Reading, bounds: Bounds) -> Iterable[Place]:
    return leaked(reading.text, system=bounds.system, team_text=bounds.team_text)


def _unknown_placeholder(reading: Reading, bounds: Bounds) -> Iterable[Place]:
    return made_up_placeholders(reading.text, given=bounds.placeholders)


def _wrong_language(reading: Reading, bounds: Bounds) -> Iterable[Place]:
    return foreign(reading, language=bounds.language)


_CHECKS: Final[Mapping[Code, Callable[[Reading, Bounds], Iterable[Place]]]] = MappingProxyType(
    {
        "too_long": _too_long,
        "recommends": _recommends,
        "ready_answer": _ready_answer,
        "idea_too_early": _idea_too_early,
        "idea_unlabelled": _idea_unlabelled,
        "praise": lambda reading, _bounds: says(reading, "praise"),
        "leaks_prompt": _leaks_prompt,
        "unknown_placeholder": _unknown_placeholder,
        "wrong_language": _wrong_language,
        "judges_person": lambda reading, _bounds: says(reading, "judges"),
        "poses_as_human": lambda reading, _bounds: human_claims(reading),
    }
)
