"""Builds the handbook as part of a site: by jupyter-book's own command, in a process and a folder of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from lerendwerken.errors import WorkError
from lerendwerken.library import MANIFEST
from lerendwerken.messages import _

COMMAND = "from jupyter_book.cli.main import main; main()"
# published data lies in the book's folder too, but its pages are not made by jupyter-book
LEFT_OUT = shutil.ignore_patterns("_build", "records", "proposals", ".ipynb_checkpoints")
LONGEST = 4000
PAGE = "```{{kit}} {slug}\n```\n"


def build_book(
    source: Path,
    out: Path,
    *,
    config: Path,
    kits: Sequence[Path],
    site_root: str = "../",
    site_title: str = "",
    moments: Mapping[str, str] | None = None,
) -> None:
    """Build the handbook; every kit gets a page, also one that the book's own folder has no page for.

    Args:
        source: the book's folder, with `_toc.yml`.
        out: folder that receives the pages; what it held is replaced.
        config: jupyter-book's `_config.yml`.
        kits: folders with kits; a kit in an earlier one hides its namesake in a later one.
        site_root: way from the book to the site that it is part of; empty when it stands alone.
        site_title: what the bar with links calls that site.
        moments: what the organisation calls its moments, by their fixed key.

    Raises:
        WorkError: jupyter-book found a fault; the message tells which.
    """
    settings = {
        "lerendwerken_site_root": site_root,
        "lerendwerken_site_title": site_title,
        "lerendwerken_kits": [str(place.resolve()) for place in kits],
        "lerendwerken_moments": dict(moments or {}),
    }
    with TemporaryDirectory(prefix="lerendwerken-book-") as name:
        work = Path(name).resolve()
        shutil.copytree(source, work / "book", ignore=LEFT_OUT)
        write_kit_pages(work / "book" / "kits", kits)
        (work / "_config.yml").write_text(merged_config(config, settings), encoding="utf-8")
        run_jupyter_book(work, source)
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(work / "_build" / "html", out, ignore=shutil.ignore_patterns(".buildinfo", "objects.inv", "reports"))


def write_kit_pages(pages: Path, kits: Sequence[Path]) -> None:
    """Give every kit a page, and take away the pages of kits that are not there."""
    slugs = {manifest.parent.name for place in kits for manifest in place.glob(f"*/{MANIFEST}")}
    pages.mkdir(exist_ok=True)
    for page in pages.glob("*.md"):
        if page.stem not in slugs:
            page.unlink()
    for slug in slugs - {page.stem for page in pages.glob("*.md")}:
        (pages / f"{slug}.md").write_text(PAGE.format(slug=slug), encoding="utf-8")


def merged_config(config: Path, settings: Mapping[str, Any]) -> str:
    """Return jupyter-book's configuration with our settings in it."""
    data = yaml.safe_load(config.read_text(encoding="utf-8")) or {}
    sphinx = data.setdefault("sphinx", {})
    sphinx["config"] = {**(sphinx.get("config") or {}), **settings}
    return yaml.safe_dump(data, allow_unicode=True)


def run_jupyter_book(work: Path, source: Path) -> None:
    """Run jupyter-book on a prepared folder, with every warning an error."""
    places = [str(work / "book"), "--config", str(work / "_config.yml"), "--path-output", str(work)]
    # --keep-going: tell every fault, not the first one as a traceback
    arguments = ["build", *places, "-W", "-n", "-q", "--keep-going"]
    done = subprocess.run(  # noqa: S603  our own command, on a folder of our own
        [sys.executable, "-X", "utf8", "-c", COMMAND, *arguments],
        cwd=work,
        env={**os.environ, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode == 0:
        return
    told = done.stderr.split("Traceback (most recent call last)")[0] or done.stderr
    raise WorkError(
        _("the handbook could not be built.") + "\n" + plain(told).replace(str(work / "book"), str(source))[:LONGEST],
        str(source),
        _("Mend the page or kit that is named here, and build again."),
    )


def plain(text: str) -> str:
    """Return what a command said without colours, rules, empty lines and repetition."""
    lines = re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines()
    return "\n".join(dict.fromkeys(line for line in lines if line.strip() and not line.startswith("===")))
