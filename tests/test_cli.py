"""The command line as people use it: words in, exit codes and one message out."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from lerendwerken.workspace import Workspace

Make = Callable[..., Path]
Command = Callable[..., subprocess.CompletedProcess[str]]
RUN = ("run", "proefkit", "--team", "balie", "--week", "2026-W48", "-f", "ANSWERS")


def files(workspace: Workspace) -> set[Path]:
    """Return all files of a workspace."""
    return {path for path in workspace.root.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("run", "proefkit", "--team", "bali", "--week", "2026-W48", "-f", "ANSWERS"),
            "Team 'bali' bestaat niet. Bekend: balie",
        ),
        (
            ("run", "proef", "--team", "balie", "--week", "2026-W48", "-f", "ANSWERS"),
            "Kit 'proef' bestaat niet. Bekend: proefkit",
        ),
        (("run", "proefkit", "--team", "balie", "--week", "2026-W54", "-f", "ANSWERS"), "2026 heeft geen week 54"),
        (("run", "proefkit", "--team", "balie", "--week", "volgende", "-f", "ANSWERS"), "2026-W48"),
        (("run", "proefkit", "--team", "../balie", "--week", "2026-W48", "-f", "ANSWERS"), "../balie"),
        (("run", "../proefkit", "--team", "balie", "--week", "2026-W48", "-f", "ANSWERS"), "../proefkit"),
        (("run", "proefkit", "--team", "nul", "--week", "2026-W48", "-f", "ANSWERS"), "'nul'"),
        (("run", "proefkit", "--team", "balie", "--week", "2026-W48", "-f", "geen.yaml"), "geen.yaml: bestaat niet"),
        (("run", "proefkit", "--team", "balie", "--week", "2026-W48", "-f", "."), "is geen bestand"),
        (("run", "proefkit", "--team", "balie", "--week", "2026-W48"), "-f"),
        (("prepare", "proefkit", "--team", "balie", "--week", "2026-W60"), "geen week 60"),
        (("answers", "proefkt"), "Bekend: proefkit"),
        (("measure", "balie/2026-W01-proefkit", "--value", "3", "--date", "2026-11-27"), "Leerverslag"),
        (("measure", "../../x", "--value", "3", "--date", "2026-11-27"), "../../x"),
        (("onzin",), "onzin"),
        (("kit", "list", "--onzin"), "--onzin"),
        (("site", "build", "--workspace", "/nergens"), "/nergens"),
    ],
)
def test_wrong_use_is_told_and_writes_nothing(
    command: Command, workspace: Workspace, answers: Make, words: tuple[str, ...], told: str
) -> None:
    """Exit 2, one message on stderr that names the place, and not a file more than before."""
    path, before = str(answers()), files(workspace)
    done = command(*(path if word == "ANSWERS" else word for word in words))
    assert done.returncode == 2, done.stdout + done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert files(workspace) == before


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("kader.yaml", b"organisatie: [\n", "kader.yaml, regel"),
        ("kader.yaml", b"", "kader.yaml: is leeg"),
        ("teams/balie.yaml", b"naam: Balie\nkleur: rood\n", "balie.yaml, regel 2, veld 'kleur': is onbekend"),
        ("teams/balie.yaml", b"naam: \xe9\xe9n\n", "UTF-8"),
        ("teams/con.yaml", b"naam: Con\n", "Windows"),
        ("kits/proefkit/kit.yaml", b"versie: een\n", "kit.yaml, regel 1, veld 'versie'"),
    ],
)
def test_a_wrong_file_in_the_workspace_is_told(
    command: Command, workspace: Workspace, answers: Make, name: str, content: bytes, told: str
) -> None:
    """Frame, team and kit are checked before anything is written."""
    path = str(answers())
    (workspace.root / name).write_bytes(content)
    before = files(workspace)
    done = command(*(path if word == "ANSWERS" else word for word in RUN))
    assert done.returncode == 2
    assert told in done.stderr
    assert files(workspace) == before


def test_a_wrong_model_setting_stops_before_anything_is_written(
    command: Command, workspace: Workspace, answers: Make
) -> None:
    """A model without an address or key is told before the session begins."""
    path, before = str(answers()), files(workspace)
    done = command(*(path if word == "ANSWERS" else word for word in RUN), LERENDWERKEN_MODEL="m")
    assert done.returncode == 2
    assert "OPENAI_BASE_URL" in done.stderr
    assert files(workspace) == before


def test_a_record_is_measured_later(command: Command, workspace: Workspace, answers: Make) -> None:
    """`measure` adds a revision with the number, typed the Dutch way; the same number twice counts once."""
    path = str(answers())
    assert command(*(path if word == "ANSWERS" else word for word in RUN)).returncode == 0
    words = ("measure", "balie/2026-W48-proefkit", "--value", "9,5", "--date", "27-11-2026", "--note", "stopwatch van Wilma")
    for _twice in range(2):
        done = command(*words)
        assert done.returncode == 0, done.stderr
        assert "2" in done.stdout
    text = (workspace.root / "book/records/balie/2026-W48-proefkit.json").read_text(encoding="utf-8")
    assert text.count("9.5") == 1
    assert "Wilma" not in text
    for option, wrong in (("--value", "veel"), ("--date", "morgen")):
        bad = [wrong if before == option else word for before, word in zip(("", *words), words, strict=False)]
        done = command(*bad)
        assert (done.returncode, option in done.stderr) == (2, True), done.stderr


def test_a_form_is_written_once_and_never_over_another(command: Command, workspace: Workspace) -> None:
    """`answers -o` writes the form in UTF-8; what stands there already stays."""
    done = command("answers", "koers-van-de-week", "-o", "antwoorden.yaml")
    assert done.returncode == 0, done.stderr
    path = workspace.root / "antwoorden.yaml"
    assert path.read_text(encoding="utf-8") == command("answers", "koers-van-de-week", PYTHONIOENCODING="cp1252").stdout
    path.write_text("ingevuld", encoding="utf-8")
    again = command("answers", "koers-van-de-week", "-o", "antwoorden.yaml")
    assert (again.returncode, path.read_text(encoding="utf-8")) == (2, "ingevuld")


def test_init_makes_a_workspace_that_works(command: Command, tmp_path: Path) -> None:
    """`init` gives a workspace that loads, and never touches a folder that holds something."""
    done = command("init", str(tmp_path / "nieuwe werkplek"), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    listed = command("kit", "list", cwd=tmp_path / "nieuwe werkplek")
    assert "koers-van-de-week" in listed.stdout
    assert "sessions" in (tmp_path / "nieuwe werkplek/.gitignore").read_text()
    again = command("init", str(tmp_path / "nieuwe werkplek"), cwd=tmp_path)
    assert (again.returncode, "niet leeg" in again.stderr) == (2, True)


def test_the_example_is_a_whole_workspace(command: Command, tmp_path: Path) -> None:
    """`init --example` brings three teams and their answers."""
    assert command("init", str(tmp_path / "voorbeeld"), "--example", cwd=tmp_path).returncode == 0
    assert len(list((tmp_path / "voorbeeld/teams").glob("*.yaml"))) == 3
    assert len(list((tmp_path / "voorbeeld/answers").glob("*/*.yaml"))) >= 24


def test_doctor_finds_what_is_wrong_and_how_to_mend_it(command: Command, workspace: Workspace) -> None:
    """Each finding has its remedy; a wrong workspace or a model that is away makes exit 1."""
    good = command("doctor")
    assert good.returncode == 0, good.stdout
    assert "papermill" in good.stdout
    away = command(
        "doctor", LERENDWERKEN_MODEL="m", OPENAI_BASE_URL="http://127.0.0.1:9/v1", OPENAI_API_KEY="geheim-sleutel"
    )
    assert away.returncode == 1
    assert "unreachable" in away.stdout
    assert "geheim-sleutel" not in away.stdout + away.stderr
    (workspace.root / "kader.yaml").write_text("organisatie: x\n", encoding="utf-8")
    wrong = command("doctor")
    assert wrong.returncode == 1
    assert "doelen" in wrong.stdout
