"""Files on disk, safely: read within limits, written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from lerendwerken.errors import InputError, WorkError
from lerendwerken.messages import _

LARGEST = 1_000_000


def read_text(path: Path, *, largest: int = LARGEST) -> str:
    """Return a UTF-8 text file, at most `largest` bytes long.

    Raises:
        InputError: the file is missing, unreadable, empty, too large or not UTF-8.
    """
    where = str(path)
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise InputError(_("is not a file."), where)
        if size > largest:
            raise InputError(
                _("is too large ({size:.1f} MB; at most {largest:.1f} MB).").format(size=size / 1e6, largest=largest / 1e6),
                where,
                _("Take out what does not belong in it."),
            )
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError(
            _("is not in UTF-8 (line {line}).").format(line=line), where, _("Save the file again as UTF-8.")
        ) from None
    except FileNotFoundError:
        raise InputError(_("does not exist."), where, _("Check the name of the file.")) from None
    except OSError as error:
        raise InputError(_("cannot be read: {reason}.").format(reason=error.strerror), where) from None
    if not text.strip():
        raise InputError(_("is empty."), where, _("Fill it in, or copy the example again."))
    return text


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all: temporary file, fsync, rename; text as UTF-8.

    Raises:
        WorkError: the disk is full, or the folder cannot be written; the old file is untouched.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise WorkError(
            _("cannot be written: {reason}.").format(reason=error.strerror),
            str(path),
            _("Nothing was changed. Check the space on the disk and the rights on the folder."),
        ) from None


def write_new(path: Path, content: str | bytes) -> None:
    """Write a file that does not exist yet.

    Raises:
        InputError: there is something of that name already; nothing is overwritten.
        WorkError: it cannot be written.
    """
    if path.exists():
        raise InputError(_("exists already, and nothing is overwritten."), str(path), _("Choose another name."))
    write_whole(path, content)


def _sync_folder(folder: Path) -> None:
    """Make a rename survive a power cut, on systems where a folder can be synchronised."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
