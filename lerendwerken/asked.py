"""What a form asks, read off the type of an answer through its JSON Schema; knows no widgets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from lerendwerken.answers import Situation, Skip, answers_model, step_model
from lerendwerken.frame import CHALLENGES, Frame
from lerendwerken.kit import Kit, KitQuestion, KitStep
from lerendwerken.messages import _
from lerendwerken.publication import ALWAYS
from lerendwerken.values import Value

Shape = Literal["line", "text", "number", "percentage", "date", "choice", "yes_no", "lines", "rows", "ticks"]
Schema = Mapping[str, Any]
Choice = tuple[str, Any]
LONGEST_LINE = 300
# steps whose fixed fields are not in a record, so that there is nothing to leave out
PRIVATE_KINDS = frozenset({"verzendcheck", "sparren", "werk"})


@dataclass(frozen=True)
class Asked:
    """One thing that a form asks.

    Attributes:
        name: field in the answer.
        shape: what kind of input it takes.
        label: the question in words.
        hints: what helps in answering, one sentence each.
        choices: words and value of each thing to choose from.
        default: value while nothing is chosen.
        required: whether it must be filled in.
        inner: what each row asks, for rows.
    """

    name: str
    shape: Shape
    label: str
    hints: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    default: Any = None
    required: bool = False
    inner: tuple[Asked, ...] = ()


def of_step(step: KitStep, kit: Kit) -> tuple[Asked, ...]:
    """Return what a step asks; of the conversation only the kit's own questions, of publication the things to tick."""
    found = of_answer(step)
    if step.kind == "sparren":
        return tuple(item for item in found if item.name != "berichten")
    if step.kind == "publicatie":
        ticks = tuple(_may_be_left_out(kit))
        return tuple(replace(item, shape="ticks", choices=ticks) if item.name == "weglaten" else item for item in found)
    return found


def of_answer(step: KitStep) -> tuple[Asked, ...]:
    """Return all that the answer to a step can hold, to name the place of a fault."""
    return _of_model(step_model(step), step.questions)


def of_skip() -> tuple[Asked, ...]:
    """Return what skipping a step asks."""
    return _of_model(Skip, ())


def of_frame(frame: Frame) -> tuple[Asked, ...]:
    """Return what every situation asks: its subject, and where in the frame it belongs."""
    choices: dict[str, tuple[Choice, ...]] = {
        "doel": tuple((goal.title, goal.id) for goal in frame.goals),
        "ontwikkelvraag": tuple((question.question, question.id) for question in frame.questions),
        "uitdaging": tuple((_(CHALLENGES[name]), name) for name in frame.challenges),
    }
    found = {item.name: item for item in _of_model(Situation, ())}
    picked = (replace(found[name], shape="choice", choices=words) for name, words in choices.items())
    return (found["onderwerp"], *picked)


def of_situation(kit: Kit) -> tuple[Asked, ...]:
    """Return what a kit asks about the team's work beforehand."""
    if not kit.situation:
        return ()
    parts = answers_model(kit, with_steps=False).model_json_schema()["$defs"]
    return tuple(_of_object(parts["Situation_"], parts, kit.situation))


def _of_model(model: type[Value], questions: Sequence[KitQuestion]) -> tuple[Asked, ...]:
    schema = model.model_json_schema()
    return tuple(_of_object(schema, schema.get("$defs", {}), questions))


def _of_object(schema: Schema, parts: Schema, questions: Sequence[KitQuestion] = ()) -> Iterator[Asked]:
    own = {question.id: question for question in questions}
    for name, outer in schema["properties"].items():
        inner, description = _without_null(outer), outer.get("description")
        shape = _shape(inner)
        asked = Asked(
            name=name,
            shape=shape,
            label=_(description) if description else name,
            choices=_choices(shape, inner),
            default=outer.get("default"),
            required=name in schema.get("required", ()),
            inner=tuple(_of_object(_part(inner["items"], parts), parts)) if shape == "rows" else (),
        )
        yield _with_question(asked, own[name]) if name in own else asked


def _with_question(asked: Asked, question: KitQuestion) -> Asked:
    label = f"{question.question} ({question.unit})" if question.unit else question.question
    hints = [question.help or "", _("For example: {example}").format(example=question.example) if question.example else ""]
    hints += ["" if question.required else _("May stay empty.")]
    hints += [_("Goes into the record.") if question.published else _("Private.")]
    return replace(asked, label=label, hints=tuple(filter(None, hints)))


def _shape(schema: Schema) -> Shape:
    """Return the shape of an input for a schema without null."""
    if "enum" in schema:
        return "yes_no" if True in schema["enum"] else "choice"
    if schema.get("type") == "array":
        return "rows" if "$ref" in schema["items"] else "lines"
    if schema.get("type") == "integer":
        return "percentage"
    if "number" in schema.get("type", ""):
        return "number"
    if schema.get("format") == "date":
        return "date"
    return "line" if schema.get("maxLength", LONGEST_LINE) <= LONGEST_LINE else "text"


def _choices(shape: Shape, schema: Schema) -> tuple[Choice, ...]:
    if shape == "yes_no":
        return ((_("yes"), True), (_("no"), False))
    return tuple((str(value).replace("_", " "), value) for value in schema.get("enum", ()))


def _without_null(schema: Schema) -> Schema:
    kinds = [kind for kind in schema.get("anyOf", ()) if kind.get("type") != "null"]
    return kinds[0] if kinds else schema


def _part(schema: Schema, parts: Schema) -> Schema:
    found: Schema = parts[schema["$ref"].rsplit("/", 1)[-1]]
    return found


def _may_be_left_out(kit: Kit) -> Iterator[Choice]:
    """Yield the steps and questions that would otherwise be in the record; `Session` decides whether they may go."""
    yield from ((q.label or q.question, q.id) for q in kit.situation if q.published)
    for step in kit.steps:
        published = [question for question in step.questions if question.published]
        if step.kind not in ALWAYS and (step.kind not in PRIVATE_KINDS or published):
            yield step.title, step.id
        yield from ((f"{step.title}: {q.label or q.question}", q.id) for q in published)
