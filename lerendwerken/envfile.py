"""A `.env` file: settings that stand beside a workspace, read by name and never put into the environment.

The file is read as `python-dotenv` reads it, but strictly and without filling in variables: a line that is no setting is an
error with its number. A value never stands in an error, because it may be a key in the wrong place.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lerendwerken.errors import InputError
from lerendwerken.files import read_text
from lerendwerken.messages import _
from lerendwerken.names import nearest

if TYPE_CHECKING:
    from dotenv.parser import Binding

FILE: Final = ".env"
NEWLINE: Final = re.compile(r"\r\n|\n|\r")


def read_env(folder: Path, *, names: Collection[str], elsewhere: Collection[str] = ()) -> dict[str, str]:
    """Return those settings in the `.env` of a folder that have one of the names; none where there is no such file.

    Settings of other programs are passed over. `elsewhere` are names that work only in the environment.

    Raises:
        InputError: the file is unreadable or malformed, or a name in it begins like one of ours and is none.
    """
    path = folder / FILE
    # a folder of this name is a virtual environment
    if not path.is_file() or not path.stat().st_size:
        return {}
    from dotenv.parser import parse_stream  # late: the package takes 20 ms

    found: dict[str, str] = {}
    for binding in parse_stream(io.StringIO(read_text(path))):
        where = _("{file}, line {line}").format(file=path, line=_line(binding))
        name = _name(binding, where)
        if name in elsewhere:
            raise InputError(_("{name} works only in the environment.").format(name=name), where, _("Set it there."))
        if name in names:
            found[name] = binding.value or ""
        elif name.upper().startswith(tuple({known.split("_")[0] + "_" for known in names})):
            raise InputError(
                _("{name} is not a setting of ours.").format(name=_shown(name)), where, nearest(name.upper(), names)
            )
    return found


def _name(binding: Binding, where: str) -> str:
    """Return the name that a statement sets; empty for a comment."""
    if binding.error or (binding.key and binding.value is None):
        raise InputError(_("is not of the form NAME=value."), where, _("Mend the line, or begin it with # to skip it."))
    return binding.key or ""


def _line(binding: Binding) -> int:
    """Return the line on which a statement begins: the parser counts the blank lines before it as part of it."""
    text = binding.original.string
    return binding.original.line + len(NEWLINE.findall(text[: len(text) - len(text.lstrip())]))


def _shown(name: str) -> str:
    """Return a name as far as it can be one: what follows may be a key typed against it."""
    found = re.match(r"[A-Za-z_]{1,40}", name)
    return found.group() if found else "?"
