"""A kit's notebook, written from its manifest: the same steps, one short call each, with the code hidden."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from lerendwerken.files import write_whole
from lerendwerken.kit import Kit, KitStep

HIDDEN = ["hide-input", "remove-input"]
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
# papermill reads each line as: name, type, default, help
PARAMETERS = """\
team: str = ""  # team, zoals in teams/<team>.yaml
week: str = ""  # week volgens ISO 8601, zoals 2026-W48
workspace: str = ""  # map met kader.yaml; leeg is: zoek vanaf hier omhoog
answers: str = ""  # bestand met antwoorden; leeg is: vul in op het scherm"""
OPENING = """\
from lerendwerken import open_session
session = open_session("{slug}", team=team, week=week, workspace=workspace, answers=answers)"""

SITUATION = "## Jullie situatie\n\nWaar gaat het over, en welk doel dient het?"


def make_notebook(slug: str, kit: Kit) -> Any:
    """Return the notebook of a kit: nbformat 4.5 or later, stable cell ids, no outputs."""
    cells = [
        new_markdown_cell(f"# {kit.title}\n\n{kit.purpose}", id="titel"),
        _code(PARAMETERS, "parameters", ["parameters", *HIDDEN]),
        _code(OPENING.format(slug=slug), "openen", HIDDEN),
        new_markdown_cell(SITUATION, id="jullie-situatie-uitleg"),
        _code("session.situation()", "jullie-situatie", HIDDEN),
    ]
    for number, step in enumerate(kit.steps, start=1):
        cells.append(new_markdown_cell(_heading(number, step), id=f"{step.id}-uitleg".replace("_", "-")))
        cells.append(_code(f'session.step("{step.id}")', step.id.replace("_", "-"), HIDDEN))
    notebook = new_notebook(cells=cells, metadata=METADATA)
    nbformat.validate(notebook)
    return notebook


def write_notebook(path: Path, slug: str, kit: Kit) -> None:
    """Write the notebook of a kit whole or not at all."""
    write_whole(path, nbformat.writes(make_notebook(slug, kit)) + "\n")


def _code(source: str, cell_id: str, tags: list[str]) -> Any:
    return new_code_cell(source, id=cell_id, metadata={"tags": tags, "jupyter": {"source_hidden": True}})


def _heading(number: int, step: KitStep) -> str:
    why = f"\n\n*{step.why}*" if step.why else ""
    return f"## {number}. {step.title} ({step.minutes} min)\n\n{step.text}{why}"
