"""The journal: what was confirmed is there, whatever happens."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lerendwerken.errors import TakenError, WorkError
from lerendwerken.journal import Journal


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """An open journal."""
    found = Journal(tmp_path / "journal.jsonl")
    found.open()
    return found


def test_answers_add_up(journal: Journal) -> None:
    """The last answer to a step counts, a skip takes its place, and clearing takes it away."""
    journal.append("answer", step="les", data={"les": "een"})
    journal.append("answer", step="les", data={"les": "twee"})
    journal.append("skipped", step="afspraak", data={"reason": "geen tijd"})
    assert journal.state().answers == {"les": {"les": "twee"}}
    assert journal.state().skipped == {"afspraak": "geen tijd"}
    journal.append("cleared", step="les")
    assert journal.state().answers == {}


def test_a_line_cut_off_by_a_crash_is_dropped(journal: Journal) -> None:
    """Half a line is not there, the whole ones are, and writing goes on."""
    journal.append("answer", step="les", data={"les": "heel"})
    with journal.path.open("ab") as file:
        file.write(b'{"at": "2026-11-2')
    again = Journal(journal.path)
    again.open()
    again.append("answer", step="afspraak", data={"als": "x"})
    assert set(again.state().answers) == {"les", "afspraak"}
    assert all(json.loads(line) for line in journal.path.read_text(encoding="utf-8").splitlines())


def test_the_journal_survives_a_cut_at_every_byte(journal: Journal) -> None:
    """Wherever the file is cut, what remains opens, and holds every line that was whole."""
    for number in range(4):
        journal.append("answer", step=f"stap{number}", data={"tekst": "é" * number})
    content = journal.path.read_bytes()
    for cut in range(len(content)):
        journal.path.write_bytes(content[:cut])
        whole = content[:cut].count(b"\n")
        assert len(Journal(journal.path).entries()) == whole


def test_a_damaged_line_in_the_middle_is_told(journal: Journal) -> None:
    """A journal that somebody changed by hand is not guessed at."""
    journal.append("answer", step="les", data={"les": "x"})
    text = journal.path.read_text(encoding="utf-8")
    journal.path.write_text("geen json\n" + text, encoding="utf-8")
    with pytest.raises(WorkError, match="regel 1"):
        journal.state()


def test_whoever_opened_last_writes(journal: Journal) -> None:
    """An earlier writer gets a clear word and writes nothing."""
    second = Journal(journal.path)
    second.open()
    second.append("answer", step="les", data={"les": "tweede"})
    with pytest.raises(TakenError, match="ergens anders geopend"):
        journal.append("answer", step="les", data={"les": "eerste"})
    assert second.state().answers == {"les": {"les": "tweede"}}


def test_a_closed_session_begins_a_new_round(journal: Journal) -> None:
    """Opening goes on with the same round until the session is closed."""
    assert Journal(journal.path).open().round == 1
    Journal(journal.path).close()
    assert Journal(journal.path).open().round == 2


def test_personal_text_stays_out_of_the_representation(journal: Journal) -> None:
    """The placeholders' originals do not show in a repr."""
    journal.append("placeholders", data={"[PERSOON-1]": "Kanarie"})
    assert "Kanarie" not in repr(journal.state())


FULL = """
import resource, sys
from pathlib import Path
from lerendwerken.errors import WorkError
from lerendwerken.journal import Journal
journal = Journal(Path(sys.argv[1]))
journal.open()
resource.setrlimit(resource.RLIMIT_FSIZE, (journal.size + 100, journal.size + 100))
try:
    journal.append("answer", step="les", data={"les": "x" * 500})
except WorkError as error:
    print(error)
"""


@pytest.mark.skipif(os.name == "nt", reason="that system has no such limit to set")
def test_a_disk_that_is_full_leaves_whole_lines(journal: Journal) -> None:
    """An answer that does not fit is told at once, and the journal holds no half line."""
    journal.append("answer", step="les", data={"les": "eerst"})
    done = subprocess.run([sys.executable, "-c", FULL, str(journal.path)], capture_output=True, text=True, check=True)
    assert "kan niet" in done.stdout
    assert journal.path.read_bytes().endswith(b"\n")
    assert journal.state().answers == {"les": {"les": "eerst"}}
