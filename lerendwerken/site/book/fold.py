"""Text that folds: a summary that stays in sight, and what opens below it."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


class Fold(nodes.General, nodes.Element):
    """What folds; its first child is a `Summary`."""


class Summary(nodes.General, nodes.TextElement):
    """The line that stays in sight."""


def fold(summary: str, *children: nodes.Node, kind: str) -> Fold:
    """Return nodes folded under a line of plain text; `kind` becomes part of its style class."""
    return Fold("", Summary("", summary), *children, classes=["lw-fold", f"lw-fold-{kind}"])


def visit_fold(translator: Any, node: Fold) -> None:
    """Open the HTML element."""
    translator.body.append(translator.starttag(node, "details"))


def depart_fold(translator: Any, node: Fold) -> None:
    """Close the HTML element."""
    translator.body.append("</details>\n")


def visit_summary(translator: Any, node: Summary) -> None:
    """Open the HTML element."""
    translator.body.append(translator.starttag(node, "summary", ""))


def depart_summary(translator: Any, node: Summary) -> None:
    """Close the HTML element."""
    translator.body.append("</summary>\n")


def pass_by(translator: Any, node: nodes.Node) -> None:
    """Show the content alone, where a format cannot fold."""


def register(app: Sphinx) -> None:
    """Make the nodes known to Sphinx."""
    for node, visit in ((Fold, (visit_fold, depart_fold)), (Summary, (visit_summary, depart_summary))):
        plain = (pass_by, pass_by)
        app.add_node(node, html=visit, latex=plain, text=plain, man=plain, texinfo=plain)
