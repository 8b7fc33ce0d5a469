"""What the front page and the lists show: all teams, weeks, records and proposals together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lerendwerken.proposal import STAGES, Stage
from lerendwerken.record import Record
from lerendwerken.site.charts import Comparison, Tally
from lerendwerken.site.collection import Collection
from lerendwerken.site.use import UseTotal
from lerendwerken.site.views import CHART_ROWS, Chart, Life, comparisons_of, due_of
from lerendwerken.team import TeamProfile
from lerendwerken.weekcycle import Week

NEW_LESSONS = 5
# the first weeks stand in full on the list of records, until this many records; the rest as links to their own page
LISTED = 60


@dataclass(frozen=True)
class HomeView:
    """The front page: what teams learn, and what it yields."""

    collection: Collection

    @property
    def lessons(self) -> tuple[Record, ...]:
        """The newest records."""
        return self.collection.records[:NEW_LESSONS]

    @cached_property
    def comparisons(self) -> list[Comparison]:
        """All results that were decided up front, newest first."""
        return comparisons_of(self.collection.records)

    @cached_property
    def tally(self) -> Tally:
        """How these ended."""
        return Tally.of(self.comparisons)

    @cached_property
    def chart(self) -> Chart:
        """The newest measured results; those without a measurement stand under `due`."""
        measured = [c for c in self.comparisons if c.outcome]
        return Chart.of(measured, most=CHART_ROWS)

    @property
    def due(self) -> list[Comparison]:
        """The first results that are still to be measured."""
        return due_of(self.comparisons)[:6]

    @property
    def moving(self) -> list[Life]:
        """Proposals that are an idea or on trial."""
        return [Life(p) for p in self.collection.proposals.values() if p.stage in {"idee", "proef"}][:4]

    @property
    def stages(self) -> Mapping[Stage, int]:
        """How many proposals stand at each stop."""
        found = [proposal.stage for proposal in self.collection.proposals.values()]
        return {stage: found.count(stage) for stage in STAGES}

    @property
    def teams(self) -> list[tuple[TeamProfile, tuple[Record, ...]]]:
        """Teams with their records, those with the newest record first."""
        rows = [(profile, self.collection.by_team[slug]) for slug, profile in self.collection.profiles.items()]
        return sorted(rows, key=lambda row: row[1][0].week if row[1] else Week(1, 1), reverse=True)

    @property
    def active(self) -> int:
        """Teams with at least one record."""
        return sum(bool(rows) for rows in self.collection.by_team.values())

    @property
    def with_ai(self) -> int:
        """Records in which a language model took part."""
        return sum(bool(r.sparring and r.sparring.partner != "practice") for r in self.collection.records)

    @cached_property
    def use(self) -> UseTotal:
        """What language models used in all sessions together."""
        return UseTotal.of(self.collection.records)

    @property
    def sparred(self) -> int:
        """Records with a sparring partner of whatever kind."""
        return sum(bool(r.sparring) for r in self.collection.records)


@dataclass(frozen=True)
class WeekView:
    """What all teams learned in one week."""

    week: Week
    records: tuple[Record, ...]
    earlier: Week | None
    later: Week | None


@dataclass(frozen=True)
class RecordsView:
    """The list of records by week."""

    weeks: list[WeekView]

    @cached_property
    def _cut(self) -> int:
        count = 0
        for place, item in enumerate(self.weeks):
            count += len(item.records)
            if place and count > LISTED:
                return place
        return len(self.weeks)

    @property
    def recent(self) -> list[WeekView]:
        """Weeks shown in full; always the newest one."""
        return self.weeks[: self._cut]

    @property
    def older(self) -> list[WeekView]:
        """Weeks shown as a link."""
        return self.weeks[self._cut :]


@dataclass(frozen=True)
class ProposalsView:
    """All proposals by where they stand now."""

    collection: Collection

    @property
    def groups(self) -> list[tuple[Stage, list[Life]]]:
        """Stops that have proposals: on trial first, then ideas, in use, stopped."""
        lives = [Life(proposal) for proposal in self.collection.proposals.values()]
        order = sorted(STAGES, key=("proef", "idee", "ingevoerd", "gestopt").index)
        rows = [(stage, [life for life in lives if life.proposal.stage == stage]) for stage in order]
        return [row for row in rows if row[1]]


def week_views(collection: Collection) -> list[WeekView]:
    """Return one view per week, newest first."""
    weeks = list(collection.by_week)
    neighbours = zip([None, *weeks], weeks, [*weeks[1:], None], strict=False)
    return [WeekView(week, collection.by_week[week], earlier, later) for later, week, earlier in neighbours]
