"""A kit on paper: an A4 PDF for people who write with a pen first. The only module that knows typst."""

from __future__ import annotations

import json
from pathlib import Path

from lerendwerken.errors import WorkError
from lerendwerken.frame import Frame
from lerendwerken.library import KitFolder
from lerendwerken.messages import _
from lerendwerken.paper.sheet import member_sheet, team_sheet

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
        WorkError: the PDF cannot be made.
    """
    import typst

    sheet = member_sheet(kit_folder.kit) if individual else team_sheet(kit_folder.kit, frame)
    # as data, never as markup: what people wrote in a kit cannot become an instruction of the template
    inputs = {"sheet": json.dumps(sheet, ensure_ascii=False)}
    try:
        return typst.compile(TEMPLATE, root=TEMPLATE.parent, sys_inputs=inputs, format="pdf")
    except typst.TypstError as error:
        raise WorkError(
            _("the kit cannot be printed ({reason}).").format(reason=error.message.split("\n")[0][:80]),
            str(kit_folder.folder),
        ) from None


__all__ = ["print_kit"]
