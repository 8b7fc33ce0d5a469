"""Kits run headless, through papermill: the only module that knows it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from lerendwerken import errors
from lerendwerken.archive import Archive
from lerendwerken.errors import LerendwerkenError, TakenError, WorkError
from lerendwerken.library import KitFolder
from lerendwerken.messages import _
from lerendwerken.record import Record
from lerendwerken.session import Session
from lerendwerken.settings import ModelSettings
from lerendwerken.sparring import configured_model
from lerendwerken.weekcycle import Week
from lerendwerken.workspace import Workspace

KERNEL = "python3"
# the kernel listens on this machine only, with a key of its own; its word on transport encryption would alarm a team
KERNEL_ARGUMENTS = ["--IPKernelApp.log_level=CRITICAL"]


@dataclass(frozen=True)
class Run:
    """What a run came to: the record that it wrote, or None where the team chose not to publish."""

    notebook: Path
    record: Record | None


def prepare_kit(workspace: Workspace, *, kit: KitFolder, team: str, week: Week, situation: Path | None = None) -> Path:
    """Make a session ready to be done by people and return its notebook.

    Raises:
        InputError: the team, the situation or the kit does not fit.
        TakenError: the session is open elsewhere.
    """
    import papermill

    session = Session.open(workspace, kit=kit, team=team, week=week, read_only=situation is None)
    if situation is not None:
        session.set_situation(situation)
    target = session.folder / "session.ipynb"
    session.make_folder()
    with _quiet():
        papermill.execute_notebook(
            str(kit.notebook),
            str(target),
            parameters=_parameters(workspace, team, week),
            prepare_only=True,
            progress_bar=False,
        )
    return target


def run_kit(
    workspace: Workspace,
    *,
    kit: KitFolder,
    team: str,
    week: Week,
    answers: Path,
    correction: str | None = None,
    retry: bool = False,
) -> Run:
    """Run a kit with the answers of a file and return what it came to.

    With `retry` the language model is asked again for the replies in whose place the practice partner spoke.
    Killed at any moment and run again, it ends in the same record; run again after it ended, it makes a new revision.

    Raises:
        InputError: the answers or the settings of the model do not fit; nothing was written.
        TakenError: another process works on this session.
        WorkError: a step failed; what was done before it is kept.
    """
    answers = answers.resolve()
    check = Session.open(workspace, kit=kit, team=team, week=week, read_only=True)
    check.check_answers(answers, correction=correction)
    configured_model(ModelSettings.from_environment(folder=workspace.root))
    check.make_folder()
    with _held(check.folder):
        if correction:
            Session.open(workspace, kit=kit, team=team, week=week).unlock(correction)
        if retry:
            Session.open(workspace, kit=kit, team=team, week=week).conversation.drop_fallback()
        _execute(workspace, kit, check.folder / "session.ipynb", _parameters(workspace, team, week, answers))
        check.journal.close()
    return Run(notebook=check.folder / "session.ipynb", record=_postcondition(workspace, check))


def _postcondition(workspace: Workspace, session: Session) -> Record | None:
    """Return the record that must be there when the team agreed to publish."""
    state = session.journal.state()
    if state.published is None:
        return None
    found = Archive(workspace.book_folder).find(session.record_id)
    if found is None or found.current.revision < state.published:
        raise WorkError(_("the session ended, but its record is not there."), session.record_id, _("Run it again."))
    return found.current


def _parameters(workspace: Workspace, team: str, week: Week, answers: Path | None = None) -> dict[str, Any]:
    found = {"team": team, "week": str(week), "workspace": str(workspace.root)}
    return {**found, "answers": str(answers)} if answers else found


def _execute(workspace: Workspace, kit: KitFolder, target: Path, parameters: dict[str, Any]) -> None:
    import papermill
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")
    try:
        with _quiet():
            papermill.execute_notebook(
                str(kit.notebook),
                str(target),
                parameters=parameters,
                kernel_name=KERNEL,
                progress_bar=False,
                cwd=str(workspace.root),
                extra_arguments=KERNEL_ARGUMENTS,
            )
    except PapermillExecutionError as error:
        raise _told(error) from None
    except (DeadKernelError, RuntimeError) as error:
        raise WorkError(
            _("the notebook's process stopped unexpectedly ({kind}).").format(kind=type(error).__name__),
            str(target),
            _("Nothing that was saved is lost; run it again."),
        ) from None


def _told(error: Any) -> LerendwerkenError:
    """Return our own error where a cell raised one, else one that names the cell's fault without its text."""
    kind = getattr(errors, str(error.ename), None)
    if isinstance(kind, type) and issubclass(kind, LerendwerkenError) and kind is not errors.ModelError:
        return kind(str(error.evalue))
    return WorkError(
        _("a step failed ({kind}).").format(kind=error.ename),
        _("cell {number}").format(number=error.exec_count),
        _("Nothing that was saved is lost. The details stand in session.ipynb."),
    )


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold a session for the length of a run; the system lets go of it when the process ends, however it ends."""
    try:
        with FileLock(folder / "run.lock", timeout=0):
            yield
    except Timeout:
        raise TakenError(
            _("this session is being run by another process."), str(folder), _("Wait until it is done, or stop it first.")
        ) from None
    except OSError as error:
        raise WorkError(_("cannot be written: {reason}.").format(reason=error.strerror), str(folder)) from None


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep papermill's own log lines off the screen; what people need to know we say ourselves."""
    import logging

    log = logging.getLogger("papermill")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)
