"""Write what is made from the nouns: the JSON Schema files and the notebooks of the shipped kits.

`--check` writes nothing and fails when something is behind.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat

from lerendwerken.kit import Kit
from lerendwerken.notebook import make_notebook
from lerendwerken.schemas import FOLDER, make_schemas
from lerendwerken.yamlfile import load

ROOT = Path(__file__).resolve().parent.parent


def wanted() -> dict[Path, str]:
    """Return the text of each generated file by its path; notebooks first, because schemas read whole kits."""
    found = {}
    for manifest in sorted(ROOT.glob("kits/*/kit.yaml")):
        notebook = make_notebook(manifest.parent.name, load(manifest, Kit))
        found[manifest.with_name("kit.ipynb")] = nbformat.writes(notebook) + "\n"
    return found


def bring_up_to_date(files: dict[Path, str], *, check: bool) -> list[Path]:
    """Write the files that are behind, unless `check`; return them."""
    behind = [path for path, text in files.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in () if check else behind:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[path], encoding="utf-8", newline="\n")
    return behind


def main() -> int:
    """Write or check; return 1 when a check finds something behind."""
    check = "--check" in sys.argv
    behind = bring_up_to_date(wanted(), check=check)
    behind += bring_up_to_date({FOLDER / name: text for name, text in make_schemas().items()}, check=check)
    for path in behind:
        print(("behind: " if check else "written: ") + str(path.relative_to(ROOT)))
    return 1 if check and behind else 0


if __name__ == "__main__":
    sys.exit(main())
