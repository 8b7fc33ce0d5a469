"""The session of a notebook, as its cells use it: one short call each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lerendwerken.answers import Answers
from lerendwerken.errors import InputError
from lerendwerken.forms.views import Form, SituationView, StepView
from lerendwerken.library import Library
from lerendwerken.messages import _
from lerendwerken.session import Session
from lerendwerken.workspace import Workspace, parse_week


def open_session(kit: str, *, team: str, week: str, workspace: str = "", answers: str = "") -> NotebookSession:
    """Return the session of a kit's notebook.

    `workspace` is a folder with `kader.yaml` (empty: the nearest from here upward), `answers` a file with answers (empty:
    each step shows a form, filled with what the journal holds).

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
    """A session as the cells of a notebook use it: one call for the situation and one per step."""

    def __init__(self, session: Session, given: Answers | None = None) -> None:
        self.session = session
        self.given = given
        self._forms: dict[str, Form] = {}

    def situation(self) -> SituationView:
        """Show the situation of the session: as given answers say, or as a form."""
        if self.given is not None:
            given = self.given.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"steps"})
            self.session.keep_situation(given)
            return SituationView(session=self.session)
        from lerendwerken.forms.steps import situation_form

        form = self._shown("", lambda: situation_form(self.session, changed=self._changed))
        return SituationView(session=self.session, form=form)

    def step(self, name: str) -> StepView:
        """Do a step: with given answers it is carried out, else it shows its form."""
        step = self.session.kit.kit.step(name)
        if self.given is not None:
            self.session.take(self.given, step)
            return StepView(session=self.session, step=step)
        from lerendwerken.forms.steps import step_form

        form = self._shown(name, lambda: step_form(self.session, step, changed=self._changed))
        return StepView(session=self.session, step=step, form=form)

    def _shown(self, name: str, make: Callable[[], Form]) -> Form:
        self._forms[name] = make()
        return self._forms[name]

    def _changed(self) -> None:
        """Let every form on the page show what is true now: what will be sent, and which locks are open."""
        for form in self._forms.values():
            form.refresh()

    def _repr_markdown_(self) -> str:
        return _("Session of team {team}, week {week}.").format(team=f"`{self.session.team}`", week=self.session.week)
