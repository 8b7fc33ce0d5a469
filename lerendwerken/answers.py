"""What a team fills in for a kit: typed per kit, read from a file, and handed out as an empty, commented form."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Union, cast

from pydantic import BeforeValidator, Discriminator, Field, Tag, create_model
from pydantic.fields import FieldInfo

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
    kind = Literal[question.choices] if question.kind == "keuze" else KINDS[question.kind]
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
    if step.optional or _may_stay_empty(step):
        return kind | None, Field(default=None, alias=step.id, description=step.title)
    return kind, Field(alias=step.id, description=step.title)


def _may_stay_empty(step: KitStep) -> bool:
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


def empty_form(slug: str, kit: Kit, *, frame: Frame | None = None) -> str:
    """Return an empty answers file for a kit, in YAML, with a comment at each field."""
    head = _("Answers for the kit '{title}' ({version}), {minutes} minutes.").format(
        title=kit.title, version=kit.version, minutes=kit.minutes
    )
    lines = [
        *_comment(head, ""),
        *_comment(
            _("Fill in after each colon; text with a colon in it needs quotes. What is marked private stays private."), ""
        ),
        "formaat: 1",
        f"kit: {slug}",
        *_situation_lines(kit, frame),
        "stappen:",
    ]
    for number, step in enumerate(kit.steps, start=1):
        lines += ["", *_step_lines(number, step)]
    return "\n".join(lines) + "\n"


def _situation_lines(kit: Kit, frame: Frame | None) -> Iterator[str]:
    known: dict[str, list[str]] = {
        "doel": [goal.id for goal in frame.goals] if frame else [],
        "ontwikkelvraag": [question.id for question in frame.questions] if frame else [],
        "uitdaging": list(frame.challenges) if frame else [],
    }
    for name in ("subject", "goal", "question", "challenge"):
        info = Situation.model_fields[name]
        choices = known.get(str(info.alias), [])
        hint = " " + _("Choose: {choices}.").format(choices=", ".join(choices)) if choices else ""
        yield from _comment(_described(info) + hint, "")
        yield f"{info.alias}:"
    if kit.situation:
        yield ""
        yield "situatie:"
        for question in kit.situation:
            yield from _question_lines(question, "  ")


def _step_lines(number: int, step: KitStep) -> Iterator[str]:
    minutes = _("{minutes} min").format(minutes=step.minutes)
    optional = step.optional or _may_stay_empty(step)
    empty = _("may stay empty")
    note = f"{minutes}, {empty}" if optional else minutes
    yield from _comment(f"{number}. {step.title} ({note})", "  ")
    yield from _comment(step.text, "  ")
    if step.skippable and not optional:
        yield from _comment(_("To skip this step, write only: overslaan: your reason"), "  ")
    yield f"  {step.id}:"
    for info in STEP_FIELDS[step.kind].model_fields.values():
        yield from _fixed_lines(info, "    ")
    for question in step.questions:
        yield from _question_lines(question, "    ")


def _question_lines(question: KitQuestion, indent: str) -> Iterator[str]:
    hints = [question.question]
    if question.help:
        hints.append(question.help)
    if question.choices:
        hints.append(_("Choose: {choices}.").format(choices=", ".join(question.choices)))
    if question.example:
        hints.append(_("For example: {example}").format(example=question.example))
    if not question.required:
        hints.append(_("May stay empty."))
    hints.append(_("Goes into the record.") if question.published else _("Private."))
    yield from _comment(" ".join(hints), indent)
    yield f"{indent}{question.id}:"
    if question.kind == "lijst":
        yield f"{indent}# - "


def _fixed_lines(info: FieldInfo, indent: str) -> Iterator[str]:
    item = _list_item(info)
    yield from _comment(_described(info), indent)
    yield f"{indent}{info.alias}:"
    if item is None:
        return
    if item.model_fields:
        dash = "- "
        for name, inner in item.model_fields.items():
            yield f"{indent}# {dash}{inner.alias or name}:   # {_described(inner)}"
            dash = "  "


def _described(info: FieldInfo) -> str:
    return _(info.description) if info.description else ""


def _list_item(info: FieldInfo) -> type[Value] | None:
    """Return the model of a list's items, or None where the field is no list of models."""
    arguments = getattr(info.annotation, "__args__", ())
    first = arguments[0] if arguments else None
    return first if isinstance(first, type) and issubclass(first, Value) else None


def _comment(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        " ".join(text.split()),
        width=110,
        initial_indent=f"{indent}# ",
        subsequent_indent=f"{indent}#   ",
        break_long_words=False,
    )
