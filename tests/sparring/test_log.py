"""The local log: private, without what was said, never older than the settings allow, and never in the way of a session."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from lerendwerken.errors import WorkError
from lerendwerken.redaction import Redaction
from lerendwerken.settings import LogSettings
from lerendwerken.sparring.log import PATIENCE, LogLine, UsageLog
from lerendwerken.starter import make_workspace

MARKER = "WAT DE SAMENWERKING KOST"
PROCESS = """
import sys
from pathlib import Path
from lerendwerken.redaction import trusted
from lerendwerken.settings import LogSettings
from lerendwerken.sparring.log import LogLine, UsageLog
root, team, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
log = UsageLog(root, LogSettings(content=True))
print("begin", flush=True)
for turn in range(count):
    line = LogLine(team=team, week="2026-W48", kit="k", kit_version="1", role="coach", model="m", is_ai=True, turn=turn,
                   sent=trusted("woord " * 40), reply=trusted("vraag " * 40))
    assert log.write(line)
"""


def line(redaction: Redaction, **changes: Any) -> LogLine:
    """Return a line of a fictional session."""
    given: dict[str, Any] = {
        "team": "balie",
        "week": "2026-W48",
        "kit": "koers-van-de-week",
        "kit_version": "1.0.0",
        "role": "coach",
        "model": "voorbeeldmodel-8b",
        "is_ai": True,
        "turn": 1,
        "sent": redaction.redact(f"Anna de Vries vraagt {MARKER}."),
        "reply": redaction.redact(f"Wat telde Anna de Vries bij {MARKER}?"),
        "replacements": 1,
        "host": "llm.example",
        "prompts": "0a1b2c3d",
        "prompt_tokens": 812,
        "completion_tokens": 96,
        "seconds": 2.4,
        "marks": ("asked_again", "praise"),
    }
    return LogLine(**(given | changes))


def ago(days: float) -> dt.datetime:
    return dt.datetime.now(dt.UTC) - dt.timedelta(days=days)


def kept(root: Path) -> list[dict[str, Any]]:
    """Return the lines of a log as they stand in its file."""
    return [json.loads(text) for text in (root / "log/sparring.jsonl").read_bytes().splitlines()]


def test_a_line_tells_who_practised_what_and_nothing_that_was_said(tmp_path: Path, redaction: Redaction) -> None:
    """Team, kit with its version, model, counts and tokens stand in it; the texts only as their length, and no name."""
    given = line(redaction)
    assert UsageLog(tmp_path, LogSettings()).write(given)
    (found,) = kept(tmp_path)
    assert dt.datetime.fromisoformat(found.pop("at")).utcoffset() == dt.timedelta(0)
    assert found == {
        "team": "balie",
        "week": "2026-W48",
        "kit": "koers-van-de-week",
        "kit_version": "1.0.0",
        "role": "coach",
        "model": "voorbeeldmodel-8b",
        "is_ai": True,
        "turn": 1,
        "replacements": 1,
        "host": "llm.example",
        "prompts": "0a1b2c3d",
        "prompt_tokens": 812,
        "completion_tokens": 96,
        "seconds": 2.4,
        "marks": ["asked_again", "praise"],
        "fallback": None,
        "sent_characters": len(given.sent.text),
        "reply_characters": len(given.reply.text),
    }


def test_what_was_said_is_kept_only_when_switched_on(tmp_path: Path, redaction: Redaction) -> None:
    """With content the log holds both texts, in placeholders; a name is in neither."""
    UsageLog(tmp_path, LogSettings(content=True)).write(line(redaction))
    text = (tmp_path / "log/sparring.jsonl").read_text(encoding="utf-8")
    assert text.count(MARKER) == 2
    assert text.count("[PERSOON-1]") == 2
    assert "Anna" not in text


def test_plain_text_cannot_enter(redaction: Redaction) -> None:
    """A line refuses text that did not go through the redaction, and its `repr` shows none."""
    with pytest.raises(TypeError, match="RedactedText"):
        line(redaction, reply="Anna de Vries zegt ja.")
    assert MARKER not in repr(line(redaction))


def test_old_lines_go_when_one_is_written(tmp_path: Path, redaction: Redaction) -> None:
    """A line older than the settings allow is gone after the next one, and so is one from a clock that was wrong."""
    log = UsageLog(tmp_path, LogSettings(days=30))
    for day in (31, 29, -40):
        assert UsageLog(tmp_path, LogSettings(days=400)).write(line(redaction, at=ago(day), turn=int(day) + 100))
    assert [found["turn"] for found in kept(tmp_path)] == [131, 129, 60]
    log.write(line(redaction, turn=1))
    assert [found["turn"] for found in kept(tmp_path)] == [129, 1]


def test_a_log_that_is_switched_off_still_forgets(tmp_path: Path, redaction: Redaction) -> None:
    """Switched off, nothing is written and nothing made; what is there still goes when it is too old."""
    off = UsageLog(tmp_path, LogSettings(enabled=False, days=30))
    assert off.write(line(redaction))
    assert not (tmp_path / "log").exists()
    for day in (31, 29):
        UsageLog(tmp_path, LogSettings(days=400)).write(line(redaction, at=ago(day)))
    assert off.write(line(redaction))
    assert len(kept(tmp_path)) == 1


@pytest.mark.parametrize(
    "damage",
    [b'{"at": "2026', b"[1, 2]\n", b"\xff\xfe\n", b'{"at": 5}\n', b'{"at": "2026-11-24"}\n', b"[" * 100_000 + b"\n", b"\n"],
)
def test_a_damaged_line_goes_and_the_others_stay(tmp_path: Path, redaction: Redaction, damage: bytes) -> None:
    """A line that was cut off or overwritten is dropped without a word; it costs no other line."""
    log = UsageLog(tmp_path, LogSettings())
    log.write(line(redaction, turn=1))
    with log.path.open("ab") as file:
        file.write(damage)
    assert log.write(line(redaction, turn=2))
    assert [found["turn"] for found in kept(tmp_path)] == [1, 2]


def test_a_broken_character_of_a_reply_does_not_break_the_log(tmp_path: Path, redaction: Redaction) -> None:
    """Half a character, as a damaged reply can hold, is replaced; line separators stay inside their line."""
    log = UsageLog(tmp_path, LogSettings(content=True))
    assert log.write(line(redaction, reply=redaction.redact("a\ud800b\u2028c\r\nd")))
    assert log.write(line(redaction))
    assert [found["reply"][:2] for found in kept(tmp_path)] == ["a?", "Wa"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_nobody_else_can_enter_the_folder(tmp_path: Path, redaction: Redaction) -> None:
    """The folder is its owner's alone, also when it stood open before."""
    (tmp_path / "log").mkdir(mode=0o755)
    UsageLog(tmp_path, LogSettings()).write(line(redaction))
    assert stat.S_IMODE((tmp_path / "log").stat().st_mode) == 0o700


def test_a_new_workspace_keeps_its_log_out_of_version_control(tmp_path: Path) -> None:
    """What `init` makes leaves the log out of git, beside the sessions."""
    root = make_workspace(tmp_path / "nieuw").root
    lines = (root / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"/log/", "/sessions/"} <= set(lines)


@pytest.mark.parametrize("obstacle", ["file", "folder", "nowhere"])
def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path, redaction: Redaction, obstacle: str) -> None:
    """Writing only tells that it failed; `check` tells what is wrong and where."""
    root = tmp_path / "weg" if obstacle == "nowhere" else tmp_path
    if obstacle == "file":
        (root / "log").write_text("in de weg", encoding="utf-8")
    if obstacle == "folder":
        (root / "log/sparring.jsonl").mkdir(parents=True)
    log = UsageLog(root, LogSettings())
    assert log.write(line(redaction)) is False
    with pytest.raises(WorkError) as found:
        log.check()
    assert "log" in found.value.where
    assert found.value.remedy


def test_a_log_in_use_does_not_hold_a_session(tmp_path: Path, redaction: Redaction) -> None:
    """Where another process keeps the log to itself, a session goes on after a moment."""
    log = UsageLog(tmp_path, LogSettings())
    log.write(line(redaction))
    with FileLock(log.path.with_suffix(".lock")):
        started = time.monotonic()
        assert log.write(line(redaction)) is False
        assert time.monotonic() - started < PATIENCE + 1


def test_check_counts_and_forgets(tmp_path: Path, redaction: Redaction) -> None:
    """`check` returns how many lines are left once those that are too old are gone."""
    for day in (31, 29, 1):
        UsageLog(tmp_path, LogSettings(days=400)).write(line(redaction, at=ago(day)))
    assert UsageLog(tmp_path, LogSettings(days=30)).check() == 2
    assert len(kept(tmp_path)) == 2


def start(root: Path, team: str, count: int) -> subprocess.Popen[str]:
    """Start a process that writes lines for a team."""
    words = [sys.executable, "-c", PROCESS, str(root), team, str(count)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_writers_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    """Four processes that write at once leave every line of each, in its own order."""
    running = [start(tmp_path, f"team-{number}", 25) for number in range(4)]
    for process in running:
        _out, wrong = process.communicate(timeout=120)
        assert process.returncode == 0, wrong
    found = kept(tmp_path)
    for number in range(4):
        assert [row["turn"] for row in found if row["team"] == f"team-{number}"] == list(range(25))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_killed_writer_leaves_whole_lines(tmp_path: Path, redaction: Redaction) -> None:
    """Killed at any moment, a writer leaves a file of whole lines that the next one goes on with, and no rest of its own."""
    for wait in (0.0, 0.011, 0.023):
        process = start(tmp_path, "gestopt", 5000)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.1 + wait)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        before = kept(tmp_path)
        assert before
        (tmp_path / "log/.sparring.jsonl.rest.tmp").write_text("half", encoding="utf-8")
        assert UsageLog(tmp_path, LogSettings()).write(line(redaction, team="na"))
        assert len(kept(tmp_path)) == len(before) + 1
        assert list((tmp_path / "log").glob("*.tmp")) == []
        assert list((tmp_path / "log").glob(".*.tmp")) == []
