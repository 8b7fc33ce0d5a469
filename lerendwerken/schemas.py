"""JSON Schema files for what people write and what is published, so that editors complete and explain."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from lerendwerken.answers import Answers, answers_model
from lerendwerken.files import write_whole
from lerendwerken.frame import Frame
from lerendwerken.kit import Kit
from lerendwerken.library import Library
from lerendwerken.messages import catalogue
from lerendwerken.proposal import Proposal
from lerendwerken.record import RecordFile
from lerendwerken.team import Team

FOLDER = Path(__file__).parent / "schemas"
NOUNS: Mapping[str, type[BaseModel]] = {
    "kader": Frame,
    "team": Team,
    "kit": Kit,
    "antwoorden": Answers,
    "leerverslag": RecordFile,
    "voorstel": Proposal,
}


def make_schemas() -> dict[str, str]:
    """Return the text of each schema file by its name: one per noun, and one per shipped kit's answers."""
    models = dict(NOUNS)
    for folder in Library().kits():
        models[f"antwoorden-{folder.slug}"] = answers_model(folder.kit)
    return {f"{name}.schema.json": _text(name, model) for name, model in models.items()}


def write_schemas(folder: Path = FOLDER) -> list[str]:
    """Write the schema files; return the names of those that changed."""
    changed = []
    for name, text in make_schemas().items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            write_whole(path, text)
            changed.append(name)
    return changed


def _text(name: str, model: type[BaseModel]) -> str:
    schema = model.model_json_schema(by_alias=True)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"lerendwerken/{name}/1", **schema}
    return json.dumps(_dutch(schema), ensure_ascii=False, indent=2) + "\n"


def _dutch(node: Any) -> Any:
    """Return a schema with its descriptions in Dutch and without the titles that pydantic makes of field names."""
    if isinstance(node, list):
        return [_dutch(item) for item in node]
    if not isinstance(node, dict):
        return node
    # the description of a whole object is a docstring, for those who read code
    unused = {"title", "description"} if "properties" in node else {"title"}
    kept = {key: _dutch(value) for key, value in node.items() if not (key in unused and isinstance(value, str))}
    description = kept.get("description")
    if isinstance(description, str):
        kept["description"] = catalogue("nl").gettext(description)
    return kept
