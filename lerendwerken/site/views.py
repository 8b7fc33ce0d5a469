"""What the page of a record, a team or a proposal shows, as plain values; templates only lay them out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from lerendwerken.proposal import STAGES, Proposal, Stage, StageChange
from lerendwerken.record import CommitmentState, Record, RecordFile
from lerendwerken.site.charts import Comparison, Scale, Tally, Timeline, compare, timeline
from lerendwerken.site.collection import Collection, OpenState
from lerendwerken.site.revisions import RevisionView, revisions
from lerendwerken.site.use import UseTotal
from lerendwerken.team import TeamProfile

CHART_ROWS = 12


@dataclass(frozen=True)
class Chart:
    """Rows of expected against measured on one line from baseline to target."""

    rows: tuple[Comparison, ...]
    scale: Scale
    left_out: int = 0

    @classmethod
    def of(cls, rows: list[Comparison], *, most: int) -> Chart:
        """Return a chart of at most `most` rows in the order given, those that can be drawn first."""
        ordered = sorted(rows, key=lambda c: c.progress is None)
        shown = tuple(ordered[:most])
        return cls(shown, Scale.over(c.progress for c in shown), len(rows) - len(shown))


@dataclass(frozen=True)
class Standing:
    """A commitment and how it stands."""

    record: Record
    state: OpenState


@dataclass(frozen=True)
class Life:
    """A proposal's four stops, each with the day on which it was reached, if it was."""

    proposal: Proposal

    @property
    def stops(self) -> list[tuple[Stage, StageChange | None, bool]]:
        """Stop, the change that reached it, and whether the proposal stands there now."""
        reached = {change.stage: change for change in self.proposal.life}
        return [(stage, reached.get(stage), stage == self.proposal.stage) for stage in STAGES]


@dataclass(frozen=True)
class RecordView:
    """One record, and what elsewhere belongs to it."""

    record: Record
    team: TeamProfile
    comparison: Comparison | None
    state: OpenState
    settled: list[tuple[CommitmentState, Record | None]]
    measured: Record | None
    proposal: Proposal | None
    revisions: list[RevisionView]
    earlier: Record | None
    later: Record | None

    @property
    def life(self) -> Life | None:
        """The life of the proposal that grew from the record."""
        return Life(self.proposal) if self.proposal else None

    @cached_property
    def scale(self) -> Scale:
        """The line of the record's own picture."""
        return Scale.over([self.comparison.progress] if self.comparison else [])


@dataclass(frozen=True)
class TeamView:
    """One team: its lessons, yields, commitments and proposals."""

    team: TeamProfile
    records: tuple[Record, ...]
    standings: list[Standing]
    proposals: list[Life]

    @cached_property
    def comparisons(self) -> list[Comparison]:
        """All results that were decided up front, newest first."""
        return comparisons_of(self.records)

    @cached_property
    def tally(self) -> Tally:
        """How these ended."""
        return Tally.of(self.comparisons)

    @cached_property
    def chart(self) -> Chart:
        """The newest measured results."""
        return Chart.of([c for c in self.comparisons if c.outcome], most=2 * CHART_ROWS)

    @cached_property
    def timeline(self) -> Timeline | None:
        """All measurements over time."""
        return timeline(self.comparisons)

    @cached_property
    def use(self) -> UseTotal:
        """What language models used in its sessions."""
        return UseTotal.of(self.records)

    @property
    def due(self) -> list[Comparison]:
        """Results still to be measured."""
        return due_of(self.comparisons)

    @property
    def open_commitments(self) -> list[Standing]:
        """Commitments to which something is still to be done."""
        return [standing for standing in self.standings if not standing.state.closed]

    @property
    def closed_commitments(self) -> list[Standing]:
        """The others."""
        return [standing for standing in self.standings if standing.state.closed]


@dataclass(frozen=True)
class ProposalView:
    """One proposal and the record that it grew from."""

    life: Life
    team: TeamProfile
    origin: Record | None

    @property
    def proposal(self) -> Proposal:
        """The proposal itself."""
        return self.life.proposal


def comparisons_of(records: Iterable[Record]) -> list[Comparison]:
    """Return the results that were decided up front, in the order of the records."""
    return [found for record in records if (found := compare(record))]


def due_of(comparisons: Iterable[Comparison]) -> list[Comparison]:
    """Return results that are still to be measured, the first day first."""
    return sorted((c for c in comparisons if not c.outcome), key=lambda c: (c.expectation.due, c.record.id))


def team_view(collection: Collection, slug: str) -> TeamView:
    """Return what a team's page shows."""
    records = collection.by_team[slug]
    return TeamView(
        team=collection.profiles[slug],
        records=records,
        standings=[Standing(r, collection.commitment_state(r)) for r in records if r.commitment],
        proposals=[Life(proposal) for proposal in collection.proposals_of(slug)],
    )


def record_view(collection: Collection, file: RecordFile, neighbours: tuple[Record | None, Record | None]) -> RecordView:
    """Return what a record's page shows; `neighbours` are the team's record before and after it."""
    record = file.current
    return RecordView(
        record=record,
        team=collection.profiles[record.team],
        comparison=compare(record),
        state=collection.commitment_state(record),
        settled=[(state, collection.by_id.get(state.record)) for state in record.old_commitments],
        measured=collection.by_id.get((record.measurement and record.measurement.record) or ""),
        proposal=collection.proposals.get(record.proposal or ""),
        revisions=revisions(file),
        earlier=neighbours[0],
        later=neighbours[1],
    )


def record_views(collection: Collection) -> list[RecordView]:
    """Return one view per record, team by team."""
    files = {file.current.id: file for file in collection.files}
    found = []
    for records in collection.by_team.values():
        for later, record, earlier in zip([None, *records], records, [*records[1:], None], strict=False):
            found.append(record_view(collection, files[record.id], (earlier, later)))
    return found


def proposal_view(collection: Collection, proposal: Proposal) -> ProposalView:
    """Return what a proposal's page shows."""
    return ProposalView(Life(proposal), collection.profiles[proposal.team], collection.by_id.get(proposal.id))
