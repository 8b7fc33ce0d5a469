"""The learning site: records, teams and proposals by lean templates of our own, and the handbook by jupyter-book.

1. `collection` reads the records and proposals, and what readers may know of teams; nothing private.
2. `views` and `lists`, with `charts` and `revisions`, gather what each page shows.
3. `pages` turns views into HTML, with words from `words` and `format`.
4. `book` makes the handbook.
5. `check` holds the promises: every record has its page, nothing loads from elsewhere.
6. `output` puts the finished site in its place, whole or not at all; `build` runs all this; `serve` shows it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lerendwerken.site.build import SiteReport, build_site
    from lerendwerken.site.serve import serve_site

__all__ = ["SiteReport", "build_site", "serve_site"]

# loaded when first used: the handbook's Sphinx process imports this package and needs none of them
PLACES = {"SiteReport": "build", "build_site": "build", "serve_site": "serve"}


def __getattr__(name: str) -> Any:
    """Return a public name from its module."""
    if name not in PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{PLACES[name]}"), name)
