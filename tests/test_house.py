"""What holds the house together: layers, names, generated files, texts, and a quick start."""

from __future__ import annotations

import json
import os
import pickle
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

import lerendwerken
from lerendwerken import errors
from lerendwerken.library import Library
from lerendwerken.schemas import make_schemas

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "lerendwerken"
HEAVY = ["openai", "papermill", "ipywidgets", "sphinx", "pydantic", "ecologits", "phonenumbers"]


def python(*words: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a fresh process at the root of the repository."""
    return subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)


def test_the_public_names_are_these() -> None:
    """The API is what `__all__` says, sorted, and each name loads."""
    assert lerendwerken.__all__ == sorted(lerendwerken.__all__)
    assert len(lerendwerken.__all__) == 20
    for name in lerendwerken.__all__:
        assert getattr(lerendwerken, name).__doc__, name


def test_importing_the_package_loads_nothing_heavy() -> None:
    """`import lerendwerken` and `--help` leave the slow libraries alone."""
    code = f"import lerendwerken, lerendwerken.cli, sys; print([n for n in {HEAVY} if n in sys.modules])"
    assert python("-c", code).stdout.strip() == "[]"


@pytest.mark.parametrize("check", [["-m", "mypy"], ["-m", "ruff", "check", "."], ["-m", "ruff", "format", "--check", "."]])
def test_the_house_is_clean(check: list[str]) -> None:
    """Types and style hold everywhere."""
    done = python(*check)
    assert done.returncode == 0, done.stdout + done.stderr


def test_imports_point_down_only() -> None:
    """The layers of the design hold, and only one module knows each third-party system."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports"))], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_messages_are_translated_and_compiled() -> None:
    """Every message has its Dutch text, and the compiled catalogue is the one in the source."""
    done = python("scripts/messages.py", "--check")
    assert done.returncode == 0, done.stdout


def test_generated_files_are_current() -> None:
    """Schemas and notebooks are what their command writes today."""
    done = python("scripts/generate.py", "--check")
    assert done.returncode == 0, done.stdout


def test_schemas_explain_in_dutch() -> None:
    """Each field of what people write has a description, in Dutch, under its Dutch name."""
    frame = json.loads(make_schemas()["kader.schema.json"])
    assert frame["properties"]["organisatie"]["description"] == "Naam van de organisatie."
    for name, text in make_schemas().items():
        for field, content in json.loads(text)["properties"].items():
            if name.startswith(("kader", "team.", "kit.")):
                assert content.get("description"), f"{name}: {field}"


@pytest.mark.parametrize("folder", Library().kits(), ids=lambda folder: folder.slug)
def test_notebooks_hide_their_code_and_hold_no_output(folder: object) -> None:
    """A kit's notebook has stable ids, one parameters cell, hidden code and no outputs."""
    notebook = nbformat.read(folder.notebook, as_version=nbformat.NO_CONVERT)  # type: ignore[attr-defined]
    assert (notebook.nbformat, notebook.nbformat_minor) >= (4, 5)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert sum("parameters" in cell.metadata.tags for cell in code) == 1
    for cell in code:
        assert {"remove-input", "hide-input"} <= set(cell.metadata.tags)
        assert cell.metadata.jupyter.source_hidden
        assert not cell.outputs
        assert cell.execution_count is None


def test_papermill_explains_a_kits_parameters() -> None:
    """`papermill --help-notebook` reads each parameter with its help."""
    done = python("-m", "papermill", "--help-notebook", "kits/koers-van-de-week/kit.ipynb")
    for name in ("team", "week", "workspace", "answers"):
        assert re.search(rf"{name}: str \(default \"\"\)\s+\w+", done.stdout), done.stdout


def test_errors_survive_being_sent_between_processes() -> None:
    """Every error can be pickled with its fields, and has the exit code of its kind."""
    for name in ("InputError", "NotFoundError", "WorkError", "GateError", "TakenError"):
        kind = getattr(errors, name)
        copy = pickle.loads(pickle.dumps(kind("wat", "waar", "doe dit")))
        assert (str(copy), type(copy)) == ("waar: wat doe dit", kind)
        assert kind.exit_code == (2 if issubclass(kind, errors.InputError) else 1)


def test_one_module_speaks_to_language_models() -> None:
    """Only the module for language models imports openai."""
    users = [
        path.name for path in PACKAGE.rglob("*.py") if re.search(r"^\s*(import|from) openai", path.read_text(), re.MULTILINE)
    ]
    assert users == ["openai_model.py"]


def test_the_package_is_typed_and_licensed() -> None:
    """Type checkers of others can use the package, and it says how it may be used."""
    assert (PACKAGE / "py.typed").is_file()
    assert "MIT" in (ROOT / "LICENSE").read_text()


def test_help_is_shown_in_both_languages() -> None:
    """Dutch is the default, English is a setting away."""
    dutch = python("-m", "lerendwerken", "--help").stdout
    assert "Gebruik:" in dutch
    assert "Opdrachten:" in dutch
    english = subprocess.run(
        [sys.executable, "-m", "lerendwerken", "--help"],
        env={**os.environ, "LERENDWERKEN_LANG": "en"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "Usage:" in english


def test_every_command_and_setting_stands_in_the_handbook() -> None:
    """What a person can type or set is explained somewhere in the handbook or the README."""
    told = "\n".join(path.read_text(encoding="utf-8") for path in [*ROOT.glob("book/*.md"), ROOT / "README.md"])
    code = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    settings = set(re.findall(r"\b(?:LERENDWERKEN|OPENAI)_[A-Z]+(?:_[A-Z]+)*", code))
    commands = {"init", "doctor", "kit list", "prepare", "answers", "run", "measure", "site build", "site serve"}
    assert {name for name in settings if name not in told} == set()
    assert {name for name in commands if f"lerendwerken {name}" not in told} == set()
    assert "scripts/demo.py" in told
