"""The doctor: what it says of the model, of its endpoint and of the file with settings, and with which exit code."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lerendwerken.doctor import Finding, examine_file
from lerendwerken.errors import InputError
from lerendwerken.modelcheck import REMEDIES, examine_model
from lerendwerken.sparring import REASONS
from lerendwerken.workspace import Workspace

from .sparring.conftest import DONE, FaultHandler, FaultServer, chunk, serve_faults, usage

VALUE = '{"kleur": "rood", "getal": 3}'
GOOD = [chunk("een "), chunk("twee"), chunk(None, finish="stop"), usage(12, 3), DONE]
Doctor = Callable[..., list[Finding]]


@pytest.fixture
def server() -> Iterator[FaultServer]:
    """The server that fails in every known way."""
    yield from serve_faults()


@pytest.fixture
def doctor(server: FaultServer, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Doctor:
    """Return what the doctor finds of a model that answers by a script, or that fails in one way."""

    def examine(*script: Any, fault: str = "script") -> list[Finding]:
        FaultHandler.script.extend(script)
        write_env(workspace, server, fault)
        return list(examine_model(workspace.root))

    monkeypatch.setenv("LERENDWERKEN_LANG", "en")
    return examine


def write_env(workspace: Workspace, server: FaultServer, fault: str) -> Path:
    """Write the `.env` of a workspace for a model that fails in one way."""
    path = workspace.root / ".env"
    url = server.address(fault, "/v1")
    path.write_text(f"LERENDWERKEN_MODEL=m\nOPENAI_BASE_URL={url}\nOPENAI_API_KEY=sk-geheim\nLERENDWERKEN_TIMEOUT=3\n")
    path.chmod(0o600)
    return path


def told(findings: list[Finding]) -> dict[str, str]:
    """Return what was found by subject."""
    return {finding.subject: finding.what for finding in findings}


def test_a_good_endpoint_is_described(doctor: Doctor, server: FaultServer) -> None:
    """Address, pieces, times, tokens and the form of values are told, and nothing deserves attention."""
    findings = doctor(GOOD, VALUE)
    found = told(findings)
    assert found["address"] == f"127.0.0.1:{server.server_address[1]}, model m"
    assert "2 pieces" in found["streaming"]
    assert "12" in found["tokens"]
    assert (found["structured output"], found["refused by the endpoint"]) == ("json_schema", "nothing.")
    assert all(finding.good and not finding.mind for finding in findings)
    assert all(head["authorization"] == "Bearer sk-geheim" for head in FaultHandler.heads)


def test_a_poor_endpoint_is_described(doctor: Doctor) -> None:
    """One piece, no tokens, no form, and what is refused by name: each with what it means, and none of it is a failure."""
    findings = doctor(400, "een twee", 422, 400)
    found = told(findings)
    assert "one piece" in found["streaming"]
    assert found["tokens"] == "not told."
    assert found["structured output"] == "none."
    assert found["refused by the endpoint"] == "json_object, json_schema, stream_options"
    assert all(finding.good for finding in findings)
    assert all(finding.remedy for finding in findings if finding.mind)


@pytest.mark.parametrize(
    ("fault", "reason"), [("401", "unauthorised"), ("404", "not_found"), ("html", "garbage"), ("redirect", "redirected")]
)
def test_a_failing_model_is_a_finding_with_a_remedy(doctor: Doctor, fault: str, reason: str) -> None:
    """What is wrong stands in one sentence with its code, and what to do about it beside it."""
    last = doctor(fault=fault)[-1]
    assert (last.subject, last.good) == ("connection", False)
    assert last.what.endswith(f"({reason})")
    assert last.remedy == REMEDIES[reason]


def test_every_remedy_is_for_a_known_reason() -> None:
    """No remedy stands under a code that no failure has."""
    assert set(REMEDIES) <= set(REASONS)


def test_a_failure_after_the_first_reply_is_told(doctor: Doctor) -> None:
    """When the endpoint breaks down at the question for a value, that is what the doctor says."""
    found = {finding.subject: finding for finding in doctor(GOOD, 401)}
    assert not found["structured output"].good
    assert "unauthorised" in found["structured output"].what


def test_a_slow_or_open_connection_deserves_attention(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address without encryption that is not this computer is marked, before anything is sent to it."""
    monkeypatch.setenv("LERENDWERKEN_LANG", "en")
    (workspace.root / ".env").write_text("LERENDWERKEN_MODEL=m\nOPENAI_BASE_URL=http://model.invalid/v1\n")
    (workspace.root / ".env").chmod(0o600)
    address = next(finding for finding in examine_model(workspace.root) if finding.subject == "address")
    assert (address.good, address.mind) == (True, True)
    assert "https" in address.remedy


def test_no_model_is_wrong_use(workspace: Workspace) -> None:
    """To ask for the model where none is set is an error with what to set."""
    with pytest.raises(InputError, match="LERENDWERKEN_MODEL"):
        list(examine_model(workspace.root))


@pytest.mark.skipif(os.name == "nt", reason="no such rights here")
@pytest.mark.parametrize(("mode", "mind"), [(0o600, False), (0o640, True), (0o604, True), (0o620, True)])
def test_a_file_that_others_can_reach_is_marked(tmp_path: Path, mode: int, mind: bool) -> None:
    """The doctor says which file it read and which settings it gives, and warns when it is not its owner's alone."""
    path = tmp_path / ".env"
    path.write_text("OPENAI_API_KEY=sk-geheim\nLERENDWERKEN_MODEL=m\n")
    path.chmod(mode)
    findings = list(examine_file(tmp_path))
    assert "LERENDWERKEN_MODEL, OPENAI_API_KEY" in findings[0].what
    assert [finding.mind for finding in findings] == ([False, True] if mind else [False])
    assert all(finding.good and "geheim" not in str(finding) for finding in findings)


def test_a_file_is_told_to_stand_below_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the environment sets the same, the doctor says so; a malformed file is wrong, by line."""
    (tmp_path / ".env").write_text("OPENAI_API_KEY=sk-geheim\nLERENDWERKEN_MODEL=m\n")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-ander")
    first = next(examine_file(tmp_path))
    assert "OPENAI_API_KEY" in first.remedy
    assert "LERENDWERKEN_MODEL" not in first.remedy
    (tmp_path / ".env").write_text("sk-geheim\n")
    (wrong,) = examine_file(tmp_path)
    assert not wrong.good
    assert "geheim" not in str(wrong)
    assert (list(examine_file(None)), list(examine_file(tmp_path / "leeg"))) == ([], [])


@pytest.mark.parametrize(
    ("fault", "words", "code"),
    [
        ("good", ["doctor", "--model"], 0),
        ("401", ["doctor", "--model"], 1),
        ("401", ["doctor"], 1),
        ("good", ["doctor"], 0),
        ("hang", ["doctor", "--model"], 1),
        ("wrong", ["doctor", "--model"], 2),
        ("wrong", ["doctor"], 1),
    ],
)
def test_the_command_ends_with_the_code_of_what_it_found(
    command: Callable[..., subprocess.CompletedProcess[str]],
    workspace: Workspace,
    server: FaultServer,
    fault: str,
    words: list[str],
    code: int,
) -> None:
    """0 where all is well, 1 where the model fails, 2 for a wrong setting; the key is in no output, whatever is logged."""
    path = write_env(workspace, server, fault)
    if fault == "wrong":
        path.write_text("LERENDWERKEN_MODEL=m\nOPENAI_API_KEY=sk-geheim en meer\n")
    done = command(*words, OPENAI_LOG="debug", LERENDWERKEN_DEBUG="0", PYTHONFAULTHANDLER="1")
    assert done.returncode == code, done.stdout + done.stderr
    assert "geheim" not in done.stdout + done.stderr
    assert ".env" in done.stdout or code == 2
