"""What stands on a sheet of paper: what a kit asks, and the room to write it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lerendwerken.answers import Situation, may_stay_empty
from lerendwerken.asked import Asked, of_frame, of_situation, of_step
from lerendwerken.errors import InputError
from lerendwerken.frame import Frame
from lerendwerken.kit import Kit, KitStep
from lerendwerken.messages import _, language
from lerendwerken.step import StepKind

Sheet = dict[str, Any]
# these need a screen: what is sent, what the partner says and what will be published is only known there
ON_SCREEN: frozenset[StepKind] = frozenset({"verzendcheck", "sparren", "publicatie"})
LINES = {"line": 1, "text": 2, "lines": 4, "rows": 2}
# one answer or lesson carries its step, so it gets more room than other questions
MORE_LINES = {("eigen_antwoord", "antwoord"): 6, ("les", "les"): 2, ("beweringen", "beweringen"): 3}
LINES_ON_MEMBER_SHEET = 22


def team_sheet(kit: Kit, frame: Frame | None) -> Sheet:
    """Return what stands on paper for a team: the situation and every step."""
    where = [*(of_frame(frame) if frame else _without_frame()), *of_situation(kit)]
    questions = [_question(item, "") for item in where]
    start = {"title": _("Before you start"), "minutes": "", "text": "", "note": "", "questions": questions}
    steps = [_step(number, step, kit) for number, step in enumerate(kit.steps, start=1)]
    return {**_head(kit), "note": "", "needs": list(_needs(kit)), "parts": [start, *steps]}


def member_sheet(kit: Kit) -> Sheet:
    """Return what stands on paper for one member: only the steps in which each first writes apart.

    Raises:
        InputError: the kit has no such step.
    """
    steps = [(number, step) for number, step in enumerate(kit.steps, start=1) if _apart(step)]
    if not steps:
        raise InputError(
            _("the kit has no step in which each member writes apart."),
            kit.title,
            _("Print the whole kit, or give a step 'ieder_apart: ja' in kit.yaml."),
        )
    note = _("Write in silence. Nobody reads along until you all show your sheets together. Leave your name off.")
    parts = [_own_step(number, step, kit) for number, step in steps]
    _share_room(parts)
    return {**_head(kit), "note": note, "needs": [], "parts": parts}


def _apart(step: KitStep) -> bool:
    return step.individual and step.kind not in ON_SCREEN


def _head(kit: Kit) -> Sheet:
    version = _("version {version}").format(version=kit.version)
    words = {"page": _("page"), "of": _("of"), "day": _("day"), "month": _("month"), "year": _("year")}
    return {"title": kit.title, "version": version, "purpose": kit.purpose, "language": language(), "words": words}


def _needs(kit: Kit) -> Iterator[str]:
    yield _("{minutes} minutes together, and a pen for each of you.").format(minutes=kit.minutes)
    screen = [str(number) for number, step in enumerate(kit.steps, start=1) if step.kind in ON_SCREEN]
    if screen:
        yield _("A screen for step {steps}, and for what you hand in at the end.").format(steps=", ".join(screen))
    if apart := [str(number) for number, step in enumerate(kit.steps, start=1) if _apart(step)]:
        yield _("For each member a sheet of their own, for step {steps}.").format(steps=", ".join(apart))


def _step(number: int, step: KitStep, kit: Kit) -> Sheet:
    own = {question.id for question in step.questions}
    # a screen shows what there is to choose; what the kit itself asks can be thought over on paper
    asked = (item for item in of_step(step, kit) if step.kind not in ON_SCREEN or item.name in own)
    note = _("First each of you on a sheet of your own, in silence. Here comes the answer of you all.")
    remark = ""
    if step.kind in ON_SCREEN:
        remark = _("on the screen")
    elif step.optional or may_stay_empty(step):
        remark = _("may stay empty")
    questions = [_question(item, step.kind) for item in asked]
    return _part(number, step, questions, remark=remark, note=note if _apart(step) else "")


def _own_step(number: int, step: KitStep, kit: Kit) -> Sheet:
    """Return a step for one member; what becomes of a joint answer is no matter for this sheet."""
    about_record = {_("Goes into the record."), _("Private."), _("May stay empty.")}
    questions = [_question(item, step.kind) for item in of_step(step, kit)]
    for question in questions:
        question["hints"] = [hint for hint in question["hints"] if hint not in about_record]
    return _part(number, step, questions)


def _part(number: int, step: KitStep, questions: list[Sheet], *, remark: str = "", note: str = "") -> Sheet:
    minutes = _("{minutes} min").format(minutes=step.minutes)
    return {
        "title": f"{number}. {step.title}",
        "minutes": ", ".join(filter(None, (minutes, remark))),
        "text": step.text,
        "note": note,
        "questions": questions,
    }


def _question(asked: Asked, kind: str) -> Sheet:
    return {
        "label": asked.label,
        "hints": list(asked.hints),
        "shape": asked.shape,
        "lines": MORE_LINES.get((kind, asked.name), LINES.get(asked.shape, 1)),
        "choices": [words for words, _value in asked.choices],
        "columns": [_question(item, "") for item in asked.inner],
    }


def _share_room(parts: Iterable[Sheet]) -> None:
    """Share the lines of one page among the questions that ask for sentences, the first of each step twice as much."""
    long = [(place, q) for part in parts for place, q in enumerate(part["questions"]) if q["shape"] in {"text", "lines"}]
    shares = sum(1 if place else 2 for place, _q in long)
    for place, question in long:
        question["lines"] = max(2, LINES_ON_MEMBER_SHEET * (1 if place else 2) // shares)


def _without_frame() -> Iterator[Asked]:
    """Yield what every situation asks where there is no frame to choose from."""
    for name in ("subject", "goal", "question", "challenge"):
        info = Situation.model_fields[name]
        yield Asked(name=str(info.alias), shape="line", label=_(str(info.description)), required=True)
