"""From views to HTML files: every page of the site, one after another, each with its address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lerendwerken import __version__, dates
from lerendwerken.messages import _, language, ngettext
from lerendwerken.site import format as fmt
from lerendwerken.site.collection import Collection
from lerendwerken.site.lists import HomeView, ProposalsView, RecordsView, week_views
from lerendwerken.site.revisions import field_text
from lerendwerken.site.views import proposal_view, record_views, team_view
from lerendwerken.site.words import fallback, places, word

TEMPLATES = Path(__file__).parent / "templates"
# no inline script or style at all; 'wasm-unsafe-eval' is what the search of a later day needs
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'; form-action 'self'"
)


@dataclass(frozen=True)
class Page:
    """A page: its address from the root of the site, and its HTML."""

    path: str
    html: str


@dataclass(frozen=True)
class SiteFacts:
    """What every page knows: names, menu, and which links exist."""

    collection: Collection
    has_book: bool

    version = __version__
    policy = POLICY

    @cached_property
    def title(self) -> str:
        """Name of the site."""
        return self.collection.frame.site.title or self.collection.frame.organisation

    @property
    def organisation(self) -> str:
        """Name of the organisation."""
        return self.collection.frame.organisation

    @property
    def intro(self) -> str | None:
        """Words of welcome on the front page."""
        return self.collection.frame.site.intro

    @property
    def contact(self) -> str | None:
        """Where readers can ask questions."""
        return self.collection.frame.site.contact

    @property
    def fictional(self) -> bool:
        """Whether the whole organisation is an example."""
        return self.collection.frame.fictional

    @cached_property
    def language(self) -> str:
        """Language of headings and menus."""
        return language()

    @cached_property
    def team_names(self) -> dict[str, str]:
        """Names of teams by slug."""
        return {slug: profile.name for slug, profile in self.collection.profiles.items()}

    @cached_property
    def kit_pages(self) -> frozenset[str]:
        """Kits that have a page in the handbook."""
        return self.collection.kits if self.has_book else frozenset()

    @property
    def record_ids(self) -> frozenset[str]:
        """Records that have a page."""
        return frozenset(self.collection.by_id)

    @cached_property
    def menu(self) -> list[tuple[str, str, str]]:
        """Key, address and label of each door; the handbook's own pages show the same."""
        rows = [
            ("home", "index.html", _("Start")),
            ("teams", "teams/index.html", _("Teams")),
            ("records", "verslagen/index.html", _("Records")),
            ("proposals", "voorstellen/index.html", _("Proposals")),
        ]
        book = [("kits", "handboek/kits.html", _("Kits")), ("book", "handboek/index.html", _("Handbook"))]
        return [*rows, *book] if self.has_book else rows


class Printer:
    """Turns views into pages."""

    def __init__(self, site: SiteFacts) -> None:
        self.site = site
        self.environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        self.environment.install_gettext_callables(_, ngettext, newstyle=True)  # type: ignore[attr-defined]
        self.environment.filters |= {
            "number": fmt.number,
            "percent": fmt.percent,
            "energy": lambda use: fmt.energy(use.low_wh, use.high_wh),
            "date": dates.date,
            "short_date": dates.short_date,
            "week": dates.week,
            "week_days": dates.week_days,
            "listing": fmt.listing,
            "paragraphs": fmt.paragraphs,
            "without_stop": lambda text: text.rstrip(" ."),
            "field_text": field_text,
            "fallback": fallback,
            "places": places,
            "word": lambda code, kind: word(kind, code),
        }
        self.environment.globals["site"] = site

    def page(self, path: str, template: str, here: str, view: Any, *, fictional: bool = False) -> Page:
        """Return one page; `here` is the door of the menu that it lies behind."""
        root = "../" * path.count("/")
        made = self.environment.get_template(template)
        return Page(path, made.render(view=view, here=here, path=path, root=root, fictional=fictional))

    def pages(self) -> Iterator[Page]:
        """Yield every page of the site."""
        collection, weeks = self.site.collection, week_views(self.site.collection)
        home = HomeView(collection)
        yield self.page("index.html", "home.html", "home", home)
        yield self.page("teams/index.html", "teams.html", "teams", home)
        yield self.page("verslagen/index.html", "records.html", "records", RecordsView(weeks))
        yield self.page("voorstellen/index.html", "proposals.html", "proposals", ProposalsView(collection))
        for week in weeks:
            fictional = any(record.fictional for record in week.records)
            yield self.page(f"verslagen/{week.week}.html", "week.html", "records", week, fictional=fictional)
        for slug in collection.profiles:
            view = team_view(collection, slug)
            fictional = any(record.fictional for record in view.records)
            yield self.page(f"teams/{slug}.html", "team.html", "teams", view, fictional=fictional)
        for record in record_views(collection):
            fictional = record.record.fictional
            yield self.page(f"verslagen/{record.record.id}.html", "record.html", "records", record, fictional=fictional)
        for item in collection.proposals.values():
            found = proposal_view(collection, item)
            yield self.page(f"voorstellen/{item.id}.html", "proposal.html", "proposals", found, fictional=item.fictional)
