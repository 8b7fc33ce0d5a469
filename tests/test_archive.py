"""Records on disk: whole or not at all, each change a revision."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lerendwerken.archive import Archive
from lerendwerken.errors import InputError, NotFoundError
from lerendwerken.record import FrameRef, KitRef, Outcome, Record, RecordExpectation
from lerendwerken.weekcycle import Week


def record(**changes: object) -> Record:
    """Return a small record with some fields changed."""
    expectation = RecordExpectation(
        direct_yield="sneller",
        sustainable_result="rust",
        measure="tijd",
        unit="minuten",
        baseline=10,
        target=5,
        due=dt.date(2026, 11, 27),
        locked=True,
    )
    base = Record(
        id="balie/2026-W48-proefkit",
        revision=1,
        date=dt.date(2026, 11, 23),
        software="0",
        team="balie",
        week=Week(2026, 48),
        kit=KitRef(slug="proefkit", version="1.0.0", title="Proefkit", moment="koers"),
        frame=FrameRef(goal="a", goal_title="A", question="b", question_text="B?", challenge="krapte"),
        title="Onderwerp",
        expectation=expectation,
        lesson="Bellen scheelt zoeken.",
        reviewer="teamleider",
    )
    return base.model_copy(update=changes)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An archive with one record."""
    found = Archive(tmp_path / "book")
    found.add_revision(lambda _found: record(), record_id=record().id)
    return found


def test_a_record_is_read_back_as_it_was_written(archive: Archive) -> None:
    """Writing and reading changes nothing."""
    assert archive.record(record().id).current == record()
    assert [found.current.id for found in archive.records()] == [record().id]


def test_a_measurement_is_a_revision_and_the_earlier_one_stays(archive: Archive) -> None:
    """What is measured later is added, nothing is overwritten, and the same number twice counts once."""
    outcome = Outcome(value=7, date=dt.date(2026, 11, 27))
    for _twice in range(2):
        made = archive.add_outcome(record().id, outcome, software="0")
    assert made.revision == 2
    assert made.latest == outcome
    assert archive.record(record().id).revisions[0] == record()


def test_an_unknown_record_is_told_with_the_nearest(archive: Archive) -> None:
    """A mistyped record names the one that was meant."""
    with pytest.raises(NotFoundError, match="balie/2026-W48-proefkit"):
        archive.record("balie/2026-W48-proefkt")


@pytest.mark.parametrize("name", ["../../etc/passwd", "balie/../balie/2026-W48-proefkit", "", "balie\0/x", "/etc/passwd"])
def test_a_record_name_cannot_leave_the_archive(archive: Archive, name: str) -> None:
    """Names with dots, slashes or NUL are no records."""
    with pytest.raises(NotFoundError):
        archive.record(name)


def test_a_record_without_a_target_cannot_be_measured(archive: Archive) -> None:
    """There must be a result decided up front."""
    archive.add_revision(lambda _found: record(revision=2, expectation=None), record_id=record().id)
    with pytest.raises(InputError, match="vooraf"):
        archive.add_outcome(record().id, Outcome(value=7, date=dt.date(2026, 11, 27)), software="0")


def test_a_damaged_file_is_told_by_field(archive: Archive) -> None:
    """A record that somebody changed into something else is refused by file and field."""
    path = archive.record_path(record().id)
    path.write_text(path.read_text(encoding="utf-8").replace('"krapte"', '"onzin"'), encoding="utf-8")
    with pytest.raises(InputError, match=r"revisions\.0\.frame\.challenge"):
        archive.record(record().id)


FULL = """
import datetime as dt, resource, sys
from pathlib import Path
from lerendwerken.archive import Archive
from lerendwerken.errors import WorkError
from lerendwerken.record import Outcome
resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))
try:
    Archive(Path(sys.argv[1])).add_outcome(sys.argv[2], Outcome(value=7, date=dt.date(2026, 11, 27)), software="0")
except WorkError as error:
    print(error)
"""


@pytest.mark.skipif(os.name == "nt", reason="that system has no such limit to set")
def test_a_disk_that_is_full_is_told_and_loses_nothing(archive: Archive) -> None:
    """When a file cannot be written whole, the old one stays, nothing half-written is left, and the message says so."""
    words = [sys.executable, "-c", FULL, str(archive.book), record().id]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert "Er is niets veranderd" in done.stdout
    assert archive.record(record().id).current == record()
    assert [path.name for path in archive.record_path(record().id).parent.iterdir()] == ["2026-W48-proefkit.json"]


WRITER = """
import datetime as dt, sys
from pathlib import Path
from lerendwerken.archive import Archive
from lerendwerken.record import Outcome
archive = Archive(Path(sys.argv[1]))
for number in range(10):
    archive.add_outcome(sys.argv[2], Outcome(value=number, date=dt.date(2026, 11, 27), note=sys.argv[3]), software="0")
"""


def test_two_processes_write_one_record_without_loss(archive: Archive) -> None:
    """Each of twenty measurements by two processes at once is there."""
    words = [sys.executable, "-c", WRITER, str(archive.book), record().id]
    writers = [subprocess.Popen([*words, name]) for name in ("een", "twee")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    found = archive.record(record().id)
    assert len(found.current.outcomes) == 20
    assert [revision.revision for revision in found.revisions] == list(range(1, 22))
