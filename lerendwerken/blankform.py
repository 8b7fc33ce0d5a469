"""An empty answers file for a kit: every field with a comment that says what belongs there."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import get_args

import yaml
from pydantic.fields import FieldInfo

from lerendwerken.answers import Situation, may_stay_empty
from lerendwerken.frame import Frame
from lerendwerken.kit import Kit, KitQuestion, KitStep
from lerendwerken.messages import _
from lerendwerken.step import STEP_FIELDS, ClaimStatus
from lerendwerken.values import Value


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


def open_claims_form(claims: Sequence[str]) -> str:
    """Return claims as lines for the step of claims in an answers file, each still open."""
    if not claims:
        return "".join(f"{line}\n" for line in _comment(_("No claims are open."), ""))
    head = _("Put these under 'beweringen:' in the step of the same name, and settle each: {choices}.")
    rows = [{"bewering": claim, "status": "open", "bron": ""} for claim in claims]
    text = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=110)
    choices = ", ".join(choice for choice in get_args(ClaimStatus) if choice != "open")
    return "\n".join([*_comment(head.format(choices=choices), "      "), textwrap.indent(text, "      ")])


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
    optional = step.optional or may_stay_empty(step)
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
