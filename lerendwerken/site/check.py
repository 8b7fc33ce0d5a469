"""The promises of a built site, checked before it is put in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

from lerendwerken.errors import WorkError
from lerendwerken.messages import _

# elements that make a browser fetch something without a click; <a> does not
LOADING = re.compile(
    r"<(?:script|link|img|image|use|iframe|frame|source|track|embed|object|video|audio|input|base|form|meta)\b[^>]*>",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"\s(?:src|href|xlink:href|srcset|imagesrcset|data|poster|action|content)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)",
    re.IGNORECASE,
)
# a link that only tells something, such as rel="canonical", loads nothing; neither does a description
TELLING = re.compile(r"<link\b[^>]*\brel=[\"']?(?:canonical|license|author|me)\b", re.IGNORECASE)
REFRESH = re.compile(r"<meta\b[^>]*http-equiv=[\"']?refresh", re.IGNORECASE)
OUTSIDE = re.compile(r"(?:^|[\s,;=\"'])(?:(?:https?|wss?|ftp):)?//[\w\[]", re.IGNORECASE)
STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>|\sstyle\s*=\s*(\"[^\"]*\"|'[^']*')", re.IGNORECASE | re.DOTALL)
IN_STYLE = re.compile(r"(?:url\(\s*[\"']?|@import\s+(?:url\(\s*)?[\"']?)((?:(?:https?|ftp):)?//[^\s\"')]+)", re.IGNORECASE)
IMPORT = re.compile(r"\b(?:import|from)\s*\(?\s*[\"']((?:https?:)?//[^\"']+)", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script>", re.IGNORECASE | re.DOTALL)


def check_site(folder: Path, *, records: Iterable[str]) -> None:
    """Check a built site.

    Raises:
        WorkError: a record has no page, or a page loads from another host.
    """
    for record in records:
        if not (folder / "verslagen" / f"{record}.html").is_file():
            raise WorkError(_("the record has no page."), record, _("This is a fault of the product; please report it."))
    for path in sorted(folder.rglob("*")):
        found = next(outside_addresses(path), None) if path.suffix in {".html", ".css", ".svg"} else None
        if found:
            raise WorkError(
                _("loads from another host: {address}").format(address=found[:200]),
                path.relative_to(folder).as_posix(),
                _("A page of this site must not tell outsiders who reads it. Put the file in the site itself."),
            )


def outside_addresses(path: Path) -> Iterator[str]:
    """Yield what a file would load from another host."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".css":
        yield from IN_STYLE.findall(text)
        return
    for element in LOADING.finditer(text):
        yield from _outside_in(element.group())
    for block in STYLE.finditer(text):
        yield from IN_STYLE.findall(unescape(block.group(1) or block.group(2)))
    for script in SCRIPT.finditer(text):
        yield from IMPORT.findall(script.group(1))


def _outside_in(element: str) -> Iterator[str]:
    is_meta = element[:5].lower() == "<meta"
    if TELLING.match(element) or (is_meta and not REFRESH.match(element)):
        return
    for found in ADDRESS.finditer(element):
        value = unescape(found.group(1).strip("\"'"))
        if OUTSIDE.search(value):
            yield value
