"""The wall between process and development: nothing private ever reaches the site."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from lerendwerken.site import build_site
from lerendwerken.workspace import Workspace

Make = Callable[..., Path]
Command = Callable[..., subprocess.CompletedProcess[str]]
# every private field of the example holds one of these; the roster and the placeholders' originals are private as well
CANARY = re.compile(r"kanarie|geelsnavel|zangvogel|29384756|wilma|truus", re.IGNORECASE)
SKIPPED = ("    herinnering: KANARIE-herinnering", "    overslaan: KANARIE-reden")


def found_in(folder: Path) -> list[str]:
    """Return the files of a folder, of any kind and with any name, in which a canary sits."""
    hits = []
    for path in folder.rglob("*"):
        text = path.read_bytes().decode("utf-8", errors="replace") if path.is_file() else ""
        if CANARY.search(str(path.relative_to(folder))) or CANARY.search(text):
            hits.append(str(path.relative_to(folder)))
    return hits


def test_no_private_word_reaches_the_site(command: Command, workspace: Workspace, answers: Make, tmp_path: Path) -> None:
    """A canary in every private field is found in the session and nowhere in records, proposals or the built site."""
    first = command("run", "proefkit", "--team", "balie", "--week", "2026-W48", "-f", str(answers()))
    assert first.returncode == 0, first.stderr
    second = command(
        "run",
        "proefkit",
        "--team",
        "balie",
        "--week",
        "2026-W49",
        "-f",
        str(answers(SKIPPED, ("meetdatum: 2026-11-27", "meetdatum: 2026-12-04"))),
    )
    assert second.returncode == 0, second.stderr
    private = (workspace.sessions_folder / "balie/2026-W48-proefkit/journal.jsonl").read_text(encoding="utf-8")
    for field in ("situatie", "herinnering", "geheim", "antwoord", "bericht een", "bericht twee"):
        assert f"KANARIE-{field}" in private
    assert "KANARIE-reden" in (workspace.sessions_folder / "balie/2026-W49-proefkit/journal.jsonl").read_text(
        encoding="utf-8"
    )
    assert found_in(workspace.sessions_folder)
    assert found_in(workspace.book_folder) == []
    build_site(workspace, out=tmp_path / "site")
    assert found_in(tmp_path / "site") == []
    assert (tmp_path / "site/verslagen/balie/2026-W48-proefkit.html").is_file()


def test_a_canary_that_gets_out_is_found(tmp_path: Path) -> None:
    """The search itself works: a canary in a page, a name or a binary file is seen."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a/page.html").write_text("<p>KANARIE-antwoord</p>", encoding="utf-8")
    (tmp_path / "wilma.png").write_bytes(b"\x89PNG")
    (tmp_path / "data.bin").write_bytes(b"\xff\xfe\x00Truus\x00")
    assert sorted(found_in(tmp_path)) == ["a/page.html", "data.bin", "wilma.png"]
