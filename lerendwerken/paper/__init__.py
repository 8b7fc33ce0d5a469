"""A kit on paper: an A4 PDF for people who write with a pen first. The only module that knows typst."""

from __future__ import annotations

import json
from pathlib import Path

from lerendwerken.frame import Frame
from lerendwerken.library import KitFolder
from lerendwerken.paper.sheet import Sheet, member_sheet, team_sheet

TEMPLATE = Path(__file__).with_name("sheet.typ")


def print_kit(kit_folder: KitFolder, *, frame: Frame | None, individual: bool = False) -> bytes:
    """Return a kit as a PDF to print: the whole kit for a team, or one member's own sheet.

    The same kit gives the same bytes: the PDF holds no time. It is tagged, so that a screen reader can read it too.

    Args:
        kit_folder: the kit.
        frame: the organisation's frame, whose goals and questions stand on the sheet to choose from; lines without one.
        individual: only the steps in which each member first writes apart.

    Raises:
        InputError: `individual`, and the kit has no step of that kind.
    """
    return _typeset(member_sheet(kit_folder.kit) if individual else team_sheet(kit_folder.kit, frame))


def _typeset(sheet: Sheet) -> bytes:
    """Return a sheet as PDF/UA-1 (ISO 14289-1), or as plain tagged PDF where no font here has one of its characters."""
    import typst

    # as data, never as markup: what people wrote in a kit cannot become an instruction of the template
    compiler = typst.Compiler(
        TEMPLATE.read_bytes(), root=str(TEMPLATE.parent), sys_inputs={"sheet": json.dumps(sheet, ensure_ascii=False)}
    )
    try:
        return _pdf(compiler.compile(format="pdf", pdf_standards=["ua-1"]))
    except typst.TypstError:
        return _pdf(compiler.compile(format="pdf"))


def _pdf(made: bytes | list[bytes] | None) -> bytes:
    assert isinstance(made, bytes)  # a list is for pictures of pages, None for a file
    return made


__all__ = ["print_kit"]
