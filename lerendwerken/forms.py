"""What a kit's notebook shows: each step with its answer, or with what is still to be filled in. No rules live here."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from lerendwerken.answers import Answers, Skip
from lerendwerken.errors import InputError
from lerendwerken.kit import KitStep
from lerendwerken.library import Library
from lerendwerken.messages import _
from lerendwerken.session import Session
from lerendwerken.values import Value
from lerendwerken.workspace import Workspace, parse_week


def open_session(kit: str, *, team: str, week: str, workspace: str = "", answers: str = "") -> NotebookSession:
    """Return the session of a kit's notebook.

    `workspace` is a folder with `kader.yaml` (empty: the nearest from here upward), `answers` a file with answers (empty:
    the session shows what its journal holds).

    Raises:
        InputError: a parameter is missing or names what does not exist, or the answers do not fit.
        TakenError: another process is writing in this session.
    """
    for name, value in (("team", team), ("week", week)):
        if not value:
            raise InputError(_("the parameter '{name}' is missing.").format(name=name), kit)
    place = Workspace.at(workspace or None)
    folder = Library(own=place.kits_folder).kit(kit)
    session = Session.open(place, kit=folder, team=team, week=parse_week(week))
    given = session.check_answers(Path(answers)) if answers else None
    return NotebookSession(session, given)


class NotebookSession:
    """A session as the cells of a notebook use it: one call per step."""

    def __init__(self, session: Session, given: Answers | None) -> None:
        self.session = session
        self.given = given

    def step(self, name: str) -> StepView:
        """Do a step: with given answers it is carried out, else it shows where it stands."""
        step = self.session.kit.kit.step(name)
        if self.given is not None:
            self.session.take(self.given, step)
        return StepView(step=step, session=self.session)

    def _repr_markdown_(self) -> str:
        return _("Session of team {team}, week {week}.").format(team=f"`{self.session.team}`", week=self.session.week)


@dataclass(frozen=True)
class StepView:
    """A step as a notebook shows it; private, like everything in a session."""

    step: KitStep
    session: Session

    def rows(self) -> list[tuple[str, str]]:
        """Return what the step holds, as headings and texts."""
        answer = self.session.answers().get(self.step.id)
        rows = _answer_rows(self.step, answer)
        if self.step.kind == "verzendcheck":
            rows.insert(0, (_("What will be sent"), self.session.preview_text()))
        if self.step.kind == "sparren":
            rows += [(_("{name} replies").format(name=e.model), e.reply) for e in self.session.state.exchanges]
        if self.step.kind == "publicatie" and self.session.state.published:
            rows.append((_("Record"), self.session.record_id))
        return rows or [("", _("Not filled in yet."))]

    def _repr_html_(self) -> str:
        items = (
            f"<dt>{escape(head)}</dt><dd style='white-space:pre-wrap'>{escape(text)}</dd>" for head, text in self.rows()
        )
        return f"<dl>{''.join(items)}</dl>"

    def __repr__(self) -> str:
        return f"<StepView {self.step.id}>"


def _answer_rows(step: KitStep, answer: Value | None) -> list[tuple[str, str]]:
    if answer is None:
        return []
    if isinstance(answer, Skip):
        return [(_("Skipped"), answer.reason)]
    names = {question.id: question.label or question.question for question in step.questions}
    data = answer.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    return [(names.get(key, key.replace("_", " ")), _plain(value)) for key, value in data.items()]


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(f"- {_plain(item)}" for item in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_plain(item)}" for key, item in value.items())
    return str(value)
