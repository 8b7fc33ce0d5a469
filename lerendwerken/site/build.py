"""Building the whole site: read, draw, check, and only then put in place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lerendwerken import look
from lerendwerken.errors import InputError, WorkError
from lerendwerken.library import shipped_folder
from lerendwerken.messages import _
from lerendwerken.site.book.build import build_book
from lerendwerken.site.check import check_site
from lerendwerken.site.collection import Collection, read_collection
from lerendwerken.site.output import new_folder
from lerendwerken.site.pages import Printer, SiteFacts
from lerendwerken.workspace import Workspace

STATIC = Path(__file__).parent / "static"
HANDBOOK = "handboek"
CONTENTS, CONFIG = "_toc.yml", "_config.yml"


@dataclass(frozen=True)
class SiteReport:
    """What a build made."""

    out: Path
    pages: int
    records: int
    proposals: int
    teams: int
    book: bool


def build_site(
    workspace: Workspace, *, out: Path, progress: Callable[[str], None] = lambda step: None, book: bool = True
) -> SiteReport:
    """Build the site of a workspace at `out`; what stood there before stays until the new one is whole.

    Args:
        workspace: whose records, teams and kits are shown.
        out: folder of the site; new, empty, or an earlier site.
        progress: told the name of each step as it begins.
        book: False leaves the handbook out, and all links to it.

    Raises:
        InputError: a file of the workspace is wrong, or `out` holds something else.
        WorkError: the handbook cannot be built, the site cannot be written, or it breaks a promise.
    """
    if out.resolve().is_relative_to(workspace.book_folder):
        raise InputError(
            _("lies in the folder of the handbook's sources."),
            str(out),
            _("Choose a folder outside it, such as _build/site."),
        )
    with new_folder(out) as folder:
        progress(_("Read records and proposals"))
        collection = read_collection(workspace)
        progress(_("Make the pages of records, teams and proposals"))
        pages = write_pages(collection, folder, has_book=book)
        if book:
            progress(_("Make the handbook"))
            add_book(workspace, folder)
        progress(_("Check the site"))
        check_site(folder, records=collection.by_id)
    progress(_("Site is ready"))
    return SiteReport(
        out=out,
        pages=pages,
        records=len(collection.records),
        proposals=len(collection.proposals),
        teams=len(collection.profiles),
        book=book,
    )


def write_pages(collection: Collection, folder: Path, *, has_book: bool) -> int:
    """Write our own pages and what they load; returns how many pages."""
    shutil.copytree(STATIC, folder / "static")
    for source in (look.TOKENS, look.PIECES, look.MARK):
        shutil.copyfile(source, folder / "static" / source.name)
    count = 0
    for page in Printer(SiteFacts(collection, has_book)).pages():
        place = folder / page.path
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("x", encoding="utf-8", newline="\n") as file:
            file.write(page.html)
        count += 1
    return count


def add_book(workspace: Workspace, folder: Path) -> None:
    """Build the handbook into the site: the workspace's own, or the one that travels with the product."""
    own = workspace.book_folder
    source = own if (own / CONTENTS).is_file() else shipped_folder("book")
    config = workspace.root / CONFIG
    build_book(
        source,
        folder / HANDBOOK,
        config=config if config.is_file() else shipped_folder(CONFIG),
        kits=(workspace.kits_folder, shipped_folder("kits")),
        site_title=workspace.frame.site.title or workspace.frame.organisation,
        moments={key: moment.name for key, moment in workspace.frame.cycle.moments.items()},
    )
    if not (folder / HANDBOOK / "index.html").is_file():
        raise WorkError(_("the handbook has no first page."), str(source), _("Name the first page 'index' in _toc.yml."))
