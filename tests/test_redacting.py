"""`lerendwerken redact`: what a text looks like with placeholders, and where personal data stands in it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lerendwerken.workspace import Workspace

Command = Callable[..., subprocess.CompletedProcess[str]]


def test_a_file_is_shown_with_placeholders(command: Command, workspace: Workspace) -> None:
    """The text stands on the output, to the letter; what was replaced and why stands beside it, with a warning."""
    text = "Beste collega,\n\nbel 06-29384756 over rekening NL61 ABNA 0517 2948 36.\n"
    (workspace.root / "notitie.txt").write_text(text, encoding="utf-8")
    done = command("redact", "notitie.txt")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "Beste collega,\n\nbel [TELEFOON-1] over rekening [IBAN-1].\n"
    assert "06-29384756" in done.stderr
    assert "Geen programma vindt alles" in done.stderr


def test_a_team_brings_its_names(command: Command, workspace: Workspace) -> None:
    """With `--team` the names of that team are replaced; an unknown team is told with the nearest name."""
    (workspace.root / "notitie.txt").write_text("Geelsnavel belt.", encoding="utf-8")
    assert command("redact", "notitie.txt", "--team", "balie").stdout == "[PERSOON-1] belt."
    wrong = command("redact", "notitie.txt", "--team", "bali")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "balie" in wrong.stderr


def test_lines_in_and_spans_out(workspace: Workspace) -> None:
    """Lines of JSON on standard input give lines with code points; a roster counts for its own line only."""
    rows = [
        {"id": "a", "text": "😀 bsn 111222333", "sector": "zorg"},
        {"id": 2, "text": "Zilverreiger telt.", "roster": ["Zilverreiger"]},
        {"id": "c", "text": "niets\u2028bijzonders", "roster": None},
    ]
    given = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    done = subprocess.run(
        [sys.executable, "-m", "lerendwerken", "redact", "-", "--jsonl"],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=workspace.root.parent,
    )
    assert done.returncode == 0, done.stderr
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"id": "a", "spans": [{"start": 6, "end": 15, "label": "BSN"}]},
        {"id": "2", "spans": [{"start": 0, "end": 12, "label": "PERSOON"}]},
        {"id": "c", "spans": []},
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'{"id": "1", "text": "x"}\n{"id": "2"}\n', "regel 2"),
        (b'{"id": "1", "text": "x"}\nmis\n', "regel 2"),
        (b'["1", "x"]\n', "regel 1"),
        (b'{"id": "1", "text": 5}\n', "regel 1"),
        (b"\xff\xfe", "UTF-8"),
    ],
)
def test_wrong_lines_are_told_before_anything_is_written(
    command: Command, workspace: Workspace, content: bytes, told: str
) -> None:
    """What is wrong is told with its line, exit 2, and no result at all stands on the output."""
    (workspace.root / "regels.jsonl").write_bytes(content)
    done = command("redact", "regels.jsonl", "--jsonl")
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert "regels.jsonl" in done.stderr


def test_a_file_that_is_not_there_is_told(command: Command) -> None:
    """A missing file is exit 2 with its name."""
    done = command("redact", "weg.txt")
    assert done.returncode == 2
    assert "weg.txt" in done.stderr


def test_open_claims_can_be_pasted(command: Command, workspace: Workspace, answers: Callable[..., Path]) -> None:
    """Without open claims the command says so; a session that is not there yet is no fault."""
    done = command("claims", "proefkit", "--team", "balie", "--week", "2026-W48")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# ")
    assert not (workspace.sessions_folder / "balie").exists()
