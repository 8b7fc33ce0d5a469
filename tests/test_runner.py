"""Kits run through a real papermill and a real kernel: results, faults, kills and company."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from lerendwerken.archive import Archive
from lerendwerken.library import KitFolder
from lerendwerken.workspace import Workspace

Make = Callable[..., Path]
Command = Callable[..., subprocess.CompletedProcess[str]]
RECORD = "balie/2026-W48-proefkit"


def words(path: Path, *more: str, week: str = "2026-W48") -> list[str]:
    """Return the words of a run."""
    return ["run", "proefkit", "--team", "balie", "--week", week, "-f", str(path), *more]


def content(workspace: Workspace, record_id: str = RECORD) -> list[dict[str, object]]:
    """Return all revisions of a record as they stand in its file."""
    path = Archive(workspace.book_folder).record_path(record_id)
    revisions: list[dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))["revisions"]
    return revisions


def test_a_run_ends_in_a_record_and_a_second_in_a_revision(command: Command, workspace: Workspace, answers: Make) -> None:
    """A run writes session and record; the same run again adds a revision and overwrites nothing."""
    first = command(*words(answers()))
    assert first.returncode == 0, first.stderr
    assert first.stderr == ""
    assert "balie/2026-W48-proefkit" in first.stdout
    second = command(*words(answers()))
    assert second.returncode == 0, second.stderr
    assert [revision["revision"] for revision in content(workspace)] == [1, 2]


def test_plain_papermill_runs_a_kit_without_answers(workspace: Workspace, kit: KitFolder, tmp_path: Path) -> None:
    """`papermill kit.ipynb out.ipynb -p team … -p week …` shows the steps and publishes nothing."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "papermill",
            str(kit.notebook),
            str(tmp_path / "out.ipynb"),
            "-p",
            "team",
            "balie",
            "-p",
            "week",
            "2026-W48",
        ],
        cwd=workspace.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Eerst zelf" in (tmp_path / "out.ipynb").read_text(encoding="utf-8")
    assert Archive(workspace.book_folder).record_ids() == []


def test_plain_papermill_refuses_a_missing_or_wrong_parameter(workspace: Workspace, kit: KitFolder, tmp_path: Path) -> None:
    """A forgotten week and an unknown team stop the notebook; nothing ends green by accident."""
    for parameters, told in (
        (["-p", "team", "balie"], "'week'"),
        (["-p", "team", "geen", "-p", "week", "2026-W48"], "'geen'"),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "papermill", str(kit.notebook), str(tmp_path / "out.ipynb"), *parameters],
            cwd=workspace.root,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode != 0
        assert told in done.stderr


def test_a_run_with_open_claims_fails_and_keeps_its_work(command: Command, workspace: Workspace, answers: Make) -> None:
    """Exit 1 with the reason from inside the notebook; after settling the claim the same session is published."""
    failed = command(*words(answers(("status: geverifieerd", "status: open"))))
    assert failed.returncode == 1
    assert "bewering" in failed.stderr
    assert failed.stderr.count("\n") == 1
    assert not Archive(workspace.book_folder).record_ids()
    assert command(*words(answers())).returncode == 0
    assert len(content(workspace)) == 1


@pytest.mark.parametrize("seed", range(4))
def test_a_run_killed_at_any_moment_loses_nothing(workspace: Workspace, answers: Make, seed: int) -> None:
    """Killed with -9 again and again and then left alone, a run ends in one revision of the same record."""
    path, week = answers(), f"2026-W{10 + seed:02}"
    chance = random.Random(seed)
    command = [sys.executable, "-m", "lerendwerken", *words(path, week=week)]
    for _kill in range(3):
        with subprocess.Popen(command, cwd=workspace.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
            time.sleep(chance.uniform(0.3, 2.2))
            run.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
    done = subprocess.run(command, cwd=workspace.root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    untouched = subprocess.run(
        [sys.executable, "-m", "lerendwerken", *words(path, week="2026-W30")],
        cwd=workspace.root,
        capture_output=True,
        check=True,
    )
    assert untouched.returncode == 0
    found, wanted = content(workspace, f"balie/{week}-proefkit"), content(workspace, "balie/2026-W30-proefkit")
    same = {"id", "week", "proposal", "round", "revision", "reason"}
    assert {k: v for k, v in found[-1].items() if k not in same} == {k: v for k, v in wanted[-1].items() if k not in same}
    assert len(found) <= 1 + 3, "at most one revision per run that ended before its kill"


def test_a_session_that_runs_elsewhere_is_told(command: Command, workspace: Workspace, answers: Make) -> None:
    """While another process holds a session, a run gets a clear word and exit 1; after that it goes its way."""
    folder = workspace.sessions_folder / "balie/2026-W48-proefkit"
    folder.mkdir(parents=True)
    with FileLock(folder / "run.lock"):
        held = command(*words(answers()))
    assert held.returncode == 1
    assert "ander" in held.stderr
    assert Archive(workspace.book_folder).record_ids() == []
    assert command(*words(answers())).returncode == 0


def test_two_runs_at_once_do_not_break_a_session(workspace: Workspace, answers: Make) -> None:
    """Started together, each run ends well or with a clear word; the record has a revision for each that ended well."""
    line = [sys.executable, "-m", "lerendwerken", *words(answers())]
    runs = [
        subprocess.Popen(line, cwd=workspace.root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _run in range(2)
    ]
    told = [run.communicate(timeout=120)[1].decode() for run in runs]
    codes = [run.returncode for run in runs]
    assert 0 in codes
    assert all(code == 0 or (code == 1 and "ander" in word) for code, word in zip(codes, told, strict=True)), told
    assert [revision["revision"] for revision in content(workspace)] == list(range(1, codes.count(0) + 1))


def test_prepare_makes_a_notebook_for_a_team(command: Command, workspace: Workspace, answers: Make) -> None:
    """`prepare` parametrises the kit, keeps the situation, and leaves answers to the team."""
    done = command("prepare", "proefkit", "--team", "balie", "--week", "2026-W48", "-f", str(answers()))
    assert done.returncode == 0, done.stderr
    folder = workspace.sessions_folder / "balie/2026-W48-proefkit"
    assert 'team = "balie"' in json.dumps(json.loads((folder / "session.ipynb").read_text(encoding="utf-8"))).replace(
        '\\"', '"'
    )
    assert "KANARIE-situatie" in (folder / "journal.jsonl").read_text(encoding="utf-8")
