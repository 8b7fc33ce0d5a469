"""The Sphinx extension of the handbook: our look, links to the rest of the site, and nothing loaded from elsewhere.

Settings: `lerendwerken_site_root` (way from the book to the site that it is part of, such as `../`; empty when the book
stands alone, and then there is no bar with links), `lerendwerken_site_title` (what that bar calls the site),
`lerendwerken_kits` and `lerendwerken_moments` (see `kitpages`).
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from lerendwerken import __version__, look
from lerendwerken.messages import N_
from lerendwerken.site.book import fold, kitpages
from lerendwerken.site.book.kitnodes import in_language

HERE = Path(__file__).parent
STYLES = ("tokens.css", "pieces.css", "book.css")
OUTSIDE = re.compile(r"(?:[a-z]+:)?//", re.IGNORECASE)
RECORD_LINKS = (
    (N_("Start"), "index.html"),
    (N_("Teams"), "teams/index.html"),
    (N_("Records"), "verslagen/index.html"),
    (N_("Proposals"), "voorstellen/index.html"),
)
BOOK_LINKS = ((N_("Kits"), "kits"), (N_("Handbook"), "index"))
WORDS = {
    "main_menu": N_("Main menu"),
    "book_menu": N_("Pages of the handbook"),
    "book_start": N_("Start of the handbook"),
    "open_menu": N_("Open or close the menu"),
    "page_menu": N_("On this page"),
}


def add_look(app: Sphinx, config: Config) -> None:
    """Add our templates and style sheets after those of the theme."""
    config.templates_path.insert(0, str(HERE / "templates"))
    config.html_static_path += [str(look.TOKENS), str(look.PIECES), str(HERE / "static")]
    config.html_favicon = config.html_favicon or str(look.MARK)
    config.html_context = {"default_mode": "auto", **config.html_context}
    for place, name in enumerate(STYLES):
        app.add_css_file(name, priority=800 + place)


def add_site_links(app: Sphinx, page: str, template: str, context: dict[str, Any], tree: nodes.document | None) -> None:
    """Give the templates the links of the whole site, right for the folder of this page, and our words."""
    translate = in_language(app.config.language)
    context["lw_words"] = {name: translate(word) for name, word in WORDS.items()}
    root = app.config.lerendwerken_site_root
    if not root:
        return
    above = "../" * page.count("/") + root.rstrip("/") + "/"
    links = [(translate(word), above + target, False) for word, target in RECORD_LINKS]
    here = "kits" if page == "kits" or page.startswith("kits/") else "index"
    links += [(translate(word), context["pathto"](target), target == here) for word, target in BOOK_LINKS]
    context["lw_site_links"] = links
    context["lw_site_title"] = app.config.lerendwerken_site_title or translate("Start")


def drop_outside(app: Sphinx, page: str, template: str, context: dict[str, Any], tree: nodes.document | None) -> None:
    """Drop scripts and style sheets of other hosts, whichever extension asked for them."""
    for kind in ("script_files", "css_files"):
        files = context.get(kind, [])
        context[kind] = [file for file in files if not OUTSIDE.match(str(getattr(file, "filename", None) or ""))]


def quote_titles(app: Sphinx, page: str, template: str, context: dict[str, Any], tree: nodes.document | None) -> None:
    """Escape the headings in the search index: the search page shows them as HTML, whatever a kit's title holds."""
    index = getattr(app.builder, "indexer", None)
    if page != "search" or index is None:  # that page is drawn last, just before the index is written
        return
    titles = index._all_titles  # Sphinx has no public way in
    for name, found in titles.items():
        titles[name] = [(html.escape(html.unescape(title), quote=False), anchor) for title, anchor in found]


def setup(app: Sphinx) -> dict[str, Any]:
    """Join Sphinx."""
    app.add_config_value("lerendwerken_site_root", "", "html", str)
    app.add_config_value("lerendwerken_site_title", "", "html", str)
    if "comments_config" not in app.config:  # jupyter-book sets it even where its comments are not loaded
        app.add_config_value("comments_config", {}, "html", dict)
    fold.register(app)
    kitpages.register(app)
    # what the theme says to readers; it has no Dutch of its own
    app.add_message_catalog("sphinx", str(HERE / "locale"))
    app.connect("config-inited", add_look)
    app.connect("html-page-context", add_site_links)
    app.connect("html-page-context", drop_outside, priority=950)
    app.connect("html-page-context", quote_titles)
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
