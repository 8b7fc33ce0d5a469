"""Bring the message catalogues up to date: extract from code and templates, merge, compile.

`--check` writes nothing and fails when a catalogue is behind or a message has no translation.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "lerendwerken"
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.xml", "jinja2")]
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "gettext": None}
# modules of the command-line library whose sentences people see; it looks them up in our catalogue
CLICK = ("core", "decorators", "exceptions", "formatting", "parser", "types")


def extract() -> Catalog:
    """Return all messages of the product."""
    found = Catalog(charset="utf-8")
    for file, _line, message, comments, context in sorted(
        extract_from_dir(PACKAGE, METHODS, keywords=KEYWORDS), key=lambda row: (row[0], row[1])
    ):
        found.add(message, None, [(f"lerendwerken/{Path(file).as_posix()}", 0)], auto_comments=comments, context=context)
    for module in CLICK:
        for _line, message, _comments, _context in extract_from_file(
            "python", Path(click.__file__).with_name(f"{module}.py")
        ):
            found.add(message, None, [("click", 0)])
    return found


def rendered(catalog: Catalog, write: object) -> bytes:
    """Return a catalogue as the bytes of its file."""
    target = io.BytesIO()
    if write is write_po:
        write_po(
            target, catalog, omit_header=False, no_location=False, include_lineno=False, width=120, ignore_obsolete=True
        )
    else:
        write_mo(target, catalog)
    return target.getvalue()


def main() -> int:
    """Update or check each catalogue."""
    check = "--check" in sys.argv
    found, behind = extract(), []
    for po in sorted(PACKAGE.glob("locale/*/LC_MESSAGES/lerendwerken.po")):
        with po.open("rb") as file:
            catalog = read_po(file, locale=po.parts[-3])
        catalog.project, catalog.last_translator, catalog.language_team = "lerendwerken", "lerendwerken", "lerendwerken"
        catalog.msgid_bugs_address, catalog.header_comment = "lerendwerken", ""
        catalog.update(found, no_fuzzy_matching=True, update_creation_date=False)
        empty = [m.id for m in catalog if m.id and not (all(m.string) if isinstance(m.string, tuple) else m.string)]
        for message in empty:
            print(f"{po.parent.parent.name}: no translation: {message!r}")
        for path, content in ((po, rendered(catalog, write_po)), (po.with_suffix(".mo"), rendered(catalog, write_mo))):
            if not path.exists() or path.read_bytes() != content:
                behind.append(path.name)
                if not check:
                    path.write_bytes(content)
        if check and empty:
            behind.append(f"{len(empty)} messages")
    if check and behind:
        print("behind:", ", ".join(behind), "- run: python scripts/messages.py")
    return 1 if check and behind else 0


if __name__ == "__main__":
    sys.exit(main())
