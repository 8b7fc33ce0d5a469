"""The demonstration: the fictional organisation of the example goes through the whole product, without a model."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from lerendwerken.errors import InputError
from lerendwerken.library import Library
from lerendwerken.messages import _
from lerendwerken.runner import run_kit
from lerendwerken.settings import MODEL
from lerendwerken.site import build_site
from lerendwerken.starter import make_workspace
from lerendwerken.weekcycle import Week
from lerendwerken.workspace import Workspace

MARK = ".lerendwerken-demo"


def run_demo(folder: Path, *, out: Path | None = None, progress: Callable[[str], None]) -> Path:
    """Make the example workspace anew in `folder`, do all its sessions, build the site and return its folder.

    Raises:
        InputError: the folder holds something that is not an earlier demonstration.
        LerendwerkenError: a session or the build failed.
    """
    progress(_("1/3 Example workspace: {folder}").format(folder=folder.resolve()))
    workspace = _fresh_workspace(folder)
    sessions = [_parts(path) for path in sorted((workspace.root / "answers").glob("*/*.yaml"))]
    progress(_("2/3 Sessions: {count}, of {teams} teams").format(count=len(sessions), teams=len({s[0] for s in sessions})))
    for number, line in enumerate(_run_all(workspace, sessions), start=1):
        progress(f"    {number:>2}/{len(sessions)} {line}")
    progress(_("3/3 Site"))
    target = out or workspace.root / "_build" / "site"
    build_site(workspace, out=target, progress=lambda text: progress(f"    {text}"))
    progress(_("Done. Site: {page}").format(page=target.resolve() / "index.html"))
    return target


def _fresh_workspace(folder: Path) -> Workspace:
    if (folder / MARK).is_file():
        shutil.rmtree(folder)
    elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(
            _("is not empty, and nothing is overwritten."), str(folder), _("Choose a new folder with --workspace.")
        )
    workspace = make_workspace(folder, example=True)
    (workspace.root / MARK).write_text(
        _("Made by lerendwerken demo; each demo makes this folder anew.") + "\n", encoding="utf-8"
    )
    return workspace


def _parts(path: Path) -> tuple[str, str, str, Path]:
    """Return team, week, kit and path of an answers file named `<team>/<week>-<kit>.yaml`."""
    return path.parent.name, path.stem[:8], path.stem[9:], path


def _run_all(workspace: Workspace, sessions: list[tuple[str, str, str, Path]]) -> Iterator[str]:
    """Do the sessions of each team in order of time, several teams at once; yield a line as each ends."""
    teams = sorted({team for team, *_rest in sessions})
    workers = min(len(teams), os.cpu_count() or 1)
    ordered = sorted(sessions, key=_when)
    with (
        multiprocessing.Manager() as manager,
        ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool,
    ):
        lines = manager.Queue()
        jobs = [pool.submit(_run_team, workspace.root, [s for s in ordered if s[0] == team], lines) for team in teams]
        for job in jobs:
            job.add_done_callback(lambda _job: lines.put(None))
        open_jobs = len(jobs)
        while open_jobs:
            line = lines.get()
            if line is None:
                open_jobs -= 1
            else:
                yield line
        for job in jobs:
            job.result()


def _when(session: tuple[str, str, str, Path]) -> tuple[str, int, str]:
    """Order sessions by week and by the moment of the week that their kit belongs to."""
    order = {"koers": 0, "experiment": 1, "spar": 2, "oogst": 3, "verantwoording": 4}
    _team, week, kit, _path = session
    return week, order[Library().kit(kit).kit.moment], kit


def _run_team(root: Path, sessions: list[tuple[str, str, str, Path]], lines: object) -> None:
    """Do the sessions of one team, one after the other, with the practice partner: a demonstration sends nothing."""
    os.environ.pop(MODEL, None)
    workspace = Workspace.at(root)
    for team, week, kit, path in sessions:
        folder = Library(own=workspace.kits_folder).kit(kit)
        run_kit(workspace, kit=folder, team=team, week=Week.parse(week), answers=path)
        lines.put(f"{team} {week} {folder.kit.title}")  # type: ignore[attr-defined]
