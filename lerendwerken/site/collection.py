"""All that the site shows, read once: records, proposals and what readers may know of teams."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import get_args

from lerendwerken.archive import Archive
from lerendwerken.errors import InputError
from lerendwerken.frame import Frame
from lerendwerken.library import Library
from lerendwerken.messages import _
from lerendwerken.proposal import Proposal
from lerendwerken.record import CommitmentState, Record, RecordFile
from lerendwerken.team import TeamProfile
from lerendwerken.weekcycle import MomentId, Week
from lerendwerken.workspace import Workspace

# in the order of the week; the day on a record is that of its last revision, which says nothing of the session
MOMENTS: tuple[MomentId, ...] = get_args(MomentId)


@dataclass(frozen=True)
class OpenState:
    """How a commitment stands: the latest word on it, and the record that holds that word."""

    status: str
    note: str | None = None
    told_in: Record | None = None

    @property
    def closed(self) -> bool:
        """Whether nothing more is to be done."""
        return self.status not in {"nieuw", "loopt"}


@dataclass(frozen=True)
class Collection:
    """What the pages draw on; holds no roster and nothing of a session."""

    frame: Frame
    files: tuple[RecordFile, ...]
    proposals: Mapping[str, Proposal]
    profiles: Mapping[str, TeamProfile]
    kits: frozenset[str] = field(default=frozenset())

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """Current revisions, newest week first, and in a week the last moment first."""
        found = sorted((file.current for file in self.files), key=lambda record: record.id)
        return tuple(sorted(found, key=lambda record: (record.week, MOMENTS.index(record.kit.moment)), reverse=True))

    @cached_property
    def by_id(self) -> Mapping[str, Record]:
        """Current revisions by name."""
        return {record.id: record for record in self.records}

    @cached_property
    def by_team(self) -> Mapping[str, tuple[Record, ...]]:
        """Current revisions of each team, newest first; a team without records has an empty row."""
        found: dict[str, list[Record]] = {slug: [] for slug in self.profiles}
        for record in self.records:
            found[record.team].append(record)
        return {slug: tuple(rows) for slug, rows in found.items()}

    @cached_property
    def by_week(self) -> Mapping[Week, tuple[Record, ...]]:
        """Current revisions of each week, newest week first."""
        found: dict[Week, list[Record]] = defaultdict(list)
        for record in self.records:
            found[record.week].append(record)
        return {week: tuple(rows) for week, rows in found.items()}

    @cached_property
    def _states(self) -> Mapping[str, OpenState]:
        rows: list[tuple[Record, CommitmentState]] = [
            (record, state) for record in reversed(self.records) for state in record.old_commitments
        ]
        return {state.record: OpenState(state.status, state.note, record) for record, state in rows}

    def commitment_state(self, record: Record) -> OpenState:
        """Return how a record's commitment stands now."""
        return self._states.get(record.id, OpenState("nieuw"))

    def proposals_of(self, team: str) -> tuple[Proposal, ...]:
        """Return a team's proposals, newest first."""
        return tuple(proposal for proposal in self.proposals.values() if proposal.team == team)


def read_collection(workspace: Workspace) -> Collection:
    """Read all that the site shows from a workspace; sessions and portfolios are not looked at.

    Raises:
        InputError: a file is wrong, or does not stand under its own name.
    """
    archive = Archive(workspace.book_folder)
    files = tuple(archive.records())
    _check_names([file.current.id for file in files], archive.record_ids())
    proposals = sorted(archive.proposals(), key=lambda proposal: proposal.id)
    proposals.sort(key=lambda proposal: proposal.week, reverse=True)
    slugs = {*workspace.teams, *(file.current.team for file in files), *(proposal.team for proposal in proposals)}
    return Collection(
        frame=workspace.frame,
        files=files,
        proposals={proposal.id: proposal for proposal in proposals},
        profiles={slug: _profile(workspace, slug) for slug in sorted(slugs)},
        kits=frozenset(folder.slug for folder in Library(own=workspace.kits_folder).kits()),
    )


def _check_names(found: list[str], expected: list[str]) -> None:
    for name, place in zip(found, expected, strict=True):
        if name != place:
            raise InputError(
                _("holds the record '{name}'.").format(name=name),
                f"book/records/{place}.json",
                _("Give the file back its own name."),
            )


def _profile(workspace: Workspace, slug: str) -> TeamProfile:
    """Return what readers may know of a team; one whose file is gone keeps its short name."""
    if slug in workspace.teams:
        return workspace.team(slug).profile(slug)
    return TeamProfile(slug=slug, name=slug.replace("-", " ").capitalize())
