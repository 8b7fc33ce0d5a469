"""Publishing: what a session publishes is written to the archive, once, however often it is asked."""

from __future__ import annotations

from lerendwerken import __version__
from lerendwerken.archive import Archive
from lerendwerken.messages import _
from lerendwerken.proposal import Proposal
from lerendwerken.publication import Facts, record_from
from lerendwerken.record import Outcome, Record, RecordFile
from lerendwerken.step import Measurement

# what may differ between two revisions without the session itself being different
ADMINISTRATION = {"revision", "date", "reason", "software", "round", "outcomes"}


def publish(facts: Facts, *, archive: Archive) -> Record:
    """Write the record of a session, its proposal, and what it measured; return the record as it stands.

    Raises:
        InputError: the team leaves out what must stay.
        TakenError, WorkError: something cannot be written; done again, it goes on where it stopped.
    """
    draft, proposal = record_from(facts)
    archive.add_revision(lambda found: _revision(draft, found), record_id=draft.id)
    if proposal:
        _write_proposal(proposal, archive)
    _write_outcome(facts, archive)
    return archive.record(draft.id).current


def _revision(draft: Record, found: RecordFile | None) -> Record | None:
    """Return the draft as the next revision; None when this round's revision is there already and says the same."""
    if found is None:
        return draft
    same_round = [r for r in found.revisions if r.round == draft.round]
    if same_round and same_round[-1].model_dump(exclude=ADMINISTRATION) == draft.model_dump(exclude=ADMINISTRATION):
        return None
    latest = found.current
    reason = draft.reason or (_("done again") if draft.round > latest.round else None)
    return draft.model_copy(update={"revision": latest.revision + 1, "outcomes": latest.outcomes, "reason": reason})


def _write_proposal(proposal: Proposal, archive: Archive) -> None:
    """Write a proposal; one that has begun its life keeps it."""
    known = archive.proposal(proposal.id)
    kept = proposal.model_copy(update={"life": known.life}) if known else proposal
    if kept != known:
        archive.write_proposal(kept)


def _write_outcome(facts: Facts, archive: Archive) -> None:
    """Add what this session measured to the record that it measured."""
    found = facts.answer("meting", Measurement)
    if facts.measured is None or found is None:
        return
    note = facts.redaction.mask(found.note)[0] if found.note else None
    outcome = Outcome(value=found.value, date=found.date, manner=found.manner, note=note, source=facts.record_id)
    archive.add_outcome(facts.measured.id, outcome, software=__version__)
