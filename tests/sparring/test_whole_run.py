"""A whole run with a model behind a real HTTP server: what the record says, and what never left."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lerendwerken.archive import Archive
from lerendwerken.workspace import Workspace

Make = Callable[..., Path]
Command = Callable[..., subprocess.CompletedProcess[str]]


def run(command: Command, path: Path, faults: Any, fault: str, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the test kit against a server that behaves in one way."""
    settings = faults.settings(fault)
    environment = {
        "LERENDWERKEN_MODEL": "proefmodel",
        "OPENAI_BASE_URL": settings.base_url,
        "OPENAI_API_KEY": "sk-geheim-kanarie",
    }
    environment |= {"LERENDWERKEN_TIMEOUT": "1", "LERENDWERKEN_RETRIES": "0", **more}
    return command("run", "proefkit", "--team", "balie", "--week", "2026-W48", "-f", str(path), *words, **environment)


def test_a_model_over_http_takes_part(command: Command, workspace: Workspace, answers: Make, faults: Any) -> None:
    """The record names the model; only placeholders went out; the key is in no file and no output."""
    done = run(command, answers(), faults, "good", LERENDWERKEN_TIMEOUT="20")
    assert done.returncode == 0, done.stderr
    sparring = Archive(workspace.book_folder).record("balie/2026-W48-proefkit").current.sparring
    assert sparring is not None
    assert (sparring.partner, sparring.model, sparring.turns, sparring.fallback) == ("ai", "proefmodel", 3, None)
    sent = json.dumps(faults.RequestHandlerClass.bodies, ensure_ascii=False)
    assert "[PERSOON-1]" in sent
    assert not [word for word in ("Wilma", "Geelsnavel", "29384756", "wilma@") if word in sent]
    everything = b"".join(path.read_bytes() for path in workspace.root.rglob("*") if path.is_file())
    assert b"sk-geheim" not in everything + (done.stdout + done.stderr).encode()
    assert b"Wat telde Wilma Geelsnavel vorige week?" in everything


@pytest.mark.parametrize("fault", ["401", "429", "500", "hang", "cut", "bad_json", "html"])
def test_a_model_that_is_away_does_not_stop_a_run(
    command: Command, workspace: Workspace, answers: Make, faults: Any, fault: str
) -> None:
    """Refused, busy, broken, silent, cut off or garbage: exit 0, a record, and the record says why."""
    done = run(command, answers(), faults, fault)
    assert done.returncode == 0, done.stderr
    record = Archive(workspace.book_folder).record("balie/2026-W48-proefkit").current
    assert record.lesson
    assert record.sparring is not None
    assert (record.sparring.partner, record.sparring.turns) == ("practice", 3)
    assert record.sparring.fallback
    assert "oefenpartner" in done.stdout


def test_the_model_is_asked_again_on_request(command: Command, workspace: Workspace, answers: Make, faults: Any) -> None:
    """After a fault, the same command with `--retry` asks the model again; the record's new revision names the model."""
    assert run(command, answers(), faults, "500").returncode == 0
    done = run(command, answers(), faults, "good", "--retry", LERENDWERKEN_TIMEOUT="20")
    assert done.returncode == 0, done.stderr
    record = Archive(workspace.book_folder).record("balie/2026-W48-proefkit").current
    assert record.sparring is not None
    assert (record.revision, record.sparring.partner, record.sparring.fallback) == (2, "ai", None)
