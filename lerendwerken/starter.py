"""A new workspace: the files to begin with, empty or with the fictional example."""

from __future__ import annotations

import shutil
from pathlib import Path

from lerendwerken.errors import InputError, WorkError
from lerendwerken.files import write_whole
from lerendwerken.library import shipped_folder
from lerendwerken.messages import _
from lerendwerken.schemas import FOLDER as SCHEMAS
from lerendwerken.workspace import FRAME_FILE, Workspace

HERE = Path(__file__).parent
EXAMPLE = HERE / "example"
START = HERE / "start"


def make_workspace(folder: Path, *, example: bool = False) -> Workspace:
    """Make a workspace in a new or empty folder and return it.

    Raises:
        InputError: the folder holds something already.
        WorkError: it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(_("is not empty, and nothing is overwritten."), str(folder), _("Choose a new folder."))
    try:
        _fill(folder, EXAMPLE if example else START)
    except OSError as error:
        raise WorkError(_("cannot be written: {reason}.").format(reason=error.strerror), str(folder)) from None
    return Workspace.at(folder)


def _fill(folder: Path, origin: Path) -> None:
    """Copy what a workspace begins with; the frame last, because it is what makes the folder a workspace."""
    shutil.copytree(origin, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(FRAME_FILE, "gitignore"))
    shutil.copytree(SCHEMAS, folder / "schemas", dirs_exist_ok=True)
    shutil.copytree(shipped_folder("book"), folder / "book", ignore=shutil.ignore_patterns("_build", "records", "proposals"))
    shutil.copy(shipped_folder("_config.yml"), folder / "_config.yml")
    for name in ("kits", "teams"):
        (folder / name).mkdir(exist_ok=True)
    write_whole(folder / ".gitignore", (START / "gitignore").read_text(encoding="utf-8"))
    write_whole(folder / FRAME_FILE, (origin / FRAME_FILE).read_text(encoding="utf-8"))
