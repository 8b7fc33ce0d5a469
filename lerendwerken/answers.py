"""What a team fills in for a kit: typed per kit and read from a file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Union, cast

from pydantic import BeforeValidator, Discriminator, Field, Tag, create_model

from lerendwerken.errors import NotFoundError
from lerendwerken.frame import Challenge, Frame
from lerendwerken.kit import Kit, KitQuestion, KitStep
from lerendwerken.messages import N_, _
from lerendwerken.step import STEP_FIELDS
from lerendwerken.values import Date, Line, Number, Slug, Text, Value, YesNo
from lerendwerken.yamlfile import read_yaml


def prune(data: Any) -> Any:
    """Return data without empty fields, so that an unfilled line of a form counts as not given."""
    if isinstance(data, dict):
        kept = {key: prune(value) for key, value in data.items()}
        return {key: value for key, value in kept.items() if value is not None and value != {}}
    return [prune(item) for item in data if item is not None] if isinstance(data, list) else data


class Skip(Value):
    """A step that the team skipped, and why; the reason stays private."""

    reason: Line = Field(alias="overslaan", description=N_("Why you skip this step."))


class Situation(Value):
    """What is known of the team's work before the session: the frame that it hangs on, and the kit's own questions."""

    newest_format: ClassVar[int] = 1

    format: Literal[1] = Field(default=1, alias="formaat", description=N_("Version of this file's form."))
    kit: Slug = Field(description=N_("The kit that this file is for."))
    subject: Line = Field(alias="onderwerp", description=N_("Subject in one line; the title of the record."))
    goal: Slug = Field(alias="doel", description=N_("Goal of the frame that it serves."))
    question: Slug = Field(alias="ontwikkelvraag", description=N_("Development question of the frame."))
    challenge: Challenge = Field(alias="uitdaging", description=N_("Challenge that it serves."))
    situation: Value | None = Field(default=None, alias="situatie", description=N_("What the kit must know of your work."))


class Answers(Situation):
    """A situation and the answers of all steps."""

    steps: Value = Field(alias="stappen", description=N_("Your answers, step by step."))

    def step(self, step: KitStep) -> Value | None:
        """Return the answer of a step: its values, a `Skip`, or None where an optional step stayed empty."""
        return cast("Value | None", getattr(self.steps, f"step_{step.id}"))


KINDS: dict[str, Any] = {"tekst": Text, "getal": Number, "datum": Date, "lijst": tuple[Line, ...], "ja_nee": YesNo}


def _field(question: KitQuestion) -> tuple[Any, Any]:
    kind: Any = Literal[question.choices] if question.kind == "keuze" else KINDS[question.kind]
    if question.kind == "getal":
        kind = Annotated[Number, Field(ge=question.least, le=question.most)]
    if question.required:
        return kind, Field(alias=question.id, description=question.question)
    return kind | None if question.kind != "keuze" else kind, Field(
        default=None, alias=question.id, description=question.question
    )


def _fields(questions: tuple[KitQuestion, ...]) -> dict[str, Any]:
    return {f"q_{question.id}": _field(question) for question in questions}


@lru_cache(maxsize=512)
def step_model(step: KitStep) -> type[Value]:
    """Return the type of a step's answer: the fixed fields of its kind and the kit's own questions."""
    return create_model(f"Step_{step.id}", __base__=STEP_FIELDS[step.kind], **_fields(step.questions))


def _refuse_skip(data: Any) -> Any:
    if isinstance(data, dict) and "overslaan" in data:
        raise ValueError(_("this step cannot be skipped: what comes after it needs it."))
    return data


def _tag(data: Any) -> str:
    return "<skip>" if isinstance(data, Skip) or (isinstance(data, dict) and "overslaan" in data) else "<filled>"


def _section(step: KitStep) -> tuple[Any, Any]:
    filled: Any = step_model(step)
    kind: Any = Annotated[filled, BeforeValidator(_refuse_skip)]
    if step.skippable:
        choice = Union[Annotated[Skip, Tag("<skip>")], Annotated[filled, Tag("<filled>")]]  # noqa: UP007  built at run time
        kind = Annotated[choice, Discriminator(_tag)]
    if step.optional or may_stay_empty(step):
        return kind | None, Field(default=None, alias=step.id, description=step.title)
    return kind, Field(alias=step.id, description=step.title)


def may_stay_empty(step: KitStep) -> bool:
    """Tell whether a step has nothing that must be filled in, such as claims where none were made."""
    return not any(info.is_required() for info in step_model(step).model_fields.values())


@lru_cache(maxsize=64)
def answers_model(kit: Kit, *, with_steps: bool = True) -> type[Situation]:
    """Return the type of a kit's answers file, or of its situation file."""
    base: type[Situation] = Answers if with_steps else Situation
    fields: dict[str, Any] = {}
    if kit.situation:
        situation: Any = create_model("Situation_", __base__=Value, **_fields(kit.situation))
        needed = any(question.required for question in kit.situation)
        default = Field(alias="situatie") if needed else Field(default=None, alias="situatie")
        fields["situation"] = (situation if needed else situation | None, default)
    if with_steps:
        sections: dict[str, Any] = {f"step_{step.id}": _section(step) for step in kit.steps}
        fields["steps"] = (create_model("Steps_", __base__=Value, **sections), Field(alias="stappen"))
    return create_model("Answers_", __base__=base, **fields)


def load_answers(path: Path, *, slug: str, kit: Kit, frame: Frame) -> Answers:
    """Return an answers file as typed answers.

    Raises:
        InputError: the file cannot be read, does not fit the kit, or names what the frame does not have.
    """
    return cast("Answers", _load(path, slug=slug, kit=kit, frame=frame, with_steps=True))


def load_situation(path: Path, *, slug: str, kit: Kit, frame: Frame) -> Situation:
    """Return a situation file as a typed situation; raises as `load_answers` does."""
    return _load(path, slug=slug, kit=kit, frame=frame, with_steps=False)


def _load(path: Path, *, slug: str, kit: Kit, frame: Frame, with_steps: bool) -> Situation:
    file = read_yaml(path)
    data = prune(file.data)
    if not with_steps and isinstance(data, dict):
        data.pop("stappen", None)
    found = type(file)(name=file.name, data=data, lines=file.lines).parse(answers_model(kit, with_steps=with_steps))
    if found.kit != slug:
        raise file.error(
            ("kit",),
            _("this file is for the kit '{other}', not for '{slug}'.").format(other=found.kit, slug=slug),
            _("Run it with its own kit, or make a form with: lerendwerken answers {slug}").format(slug=slug),
        )
    for field, look_up, name in (("doel", frame.goal, found.goal), ("ontwikkelvraag", frame.question, found.question)):
        try:
            look_up(name)
        except NotFoundError as error:
            raise file.error((field,), error.what, error.remedy) from None
    _check_turns(file, found, kit)
    return found


def _check_turns(file: Any, found: Situation, kit: Kit) -> None:
    step = kit.step_of_kind("sparren")
    if not (isinstance(found, Answers) and step and kit.partner):
        return
    messages = getattr(found.step(step), "messages", ())
    if len(messages) >= kit.partner.turns:
        raise file.error(
            ("stappen", step.id, "berichten", kit.partner.turns - 1),
            _("is one too many: the partner gives {turns} replies, the first to your own answer.").format(
                turns=kit.partner.turns
            ),
            _("Keep at most {count} messages.").format(count=kit.partner.turns - 1),
        )
