"""Putting a finished site in its place: built beside it, swapped in whole, and never over what is not ours."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lerendwerken.errors import InputError, WorkError
from lerendwerken.messages import _

MARKER = ".lerendwerken-site"
MARKER_TEXT = "This folder is made by 'lerendwerken site build' and is replaced as a whole at the next build.\n"


@contextmanager
def new_folder(out: Path) -> Iterator[Path]:
    """Yield a folder to build in; it becomes `out` when the block ends well, and vanishes otherwise.

    Raises:
        InputError: `out` is a file, or a folder that holds something else than a site of ours.
        WorkError: it cannot be written.
    """
    out = out.absolute()
    check_place(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise _cannot_write(out.parent, error) from None
    try:
        yield work
        (work / MARKER).write_text(MARKER_TEXT, encoding="utf-8")
        # a temporary folder is closed to others, a site is made to be read by a web server
        work.chmod(0o755)
        _swap(work, out)
    except OSError as error:
        raise _cannot_write(out, error) from None
    finally:
        shutil.rmtree(work, ignore_errors=True)


def check_place(out: Path) -> None:
    """Raise `InputError` unless a site may be put at `out`."""
    remedy = _("Choose an empty folder, or one that does not exist yet.")
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise InputError(_("is not an ordinary folder."), str(out), remedy)
    if out.is_dir() and any(out.iterdir()) and not (out / MARKER).is_file():
        raise InputError(_("holds files that are not a site of lerendwerken; they were left alone."), str(out), remedy)


def _swap(work: Path, out: Path) -> None:
    """Put `work` where `out` is; the old site comes back when that fails."""
    if not out.exists():
        work.rename(out)
        return
    check_place(out)
    old = Path(tempfile.mkdtemp(prefix=f".{out.name}-old-", dir=out.parent))
    out.rename(old / "site")
    try:
        work.rename(out)
    except OSError:
        (old / "site").rename(out)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def _cannot_write(place: Path, error: OSError) -> WorkError:
    return WorkError(
        _("cannot be written: {reason}.").format(reason=error.strerror or str(error)),
        str(place),
        _("The old site, if any, was left as it was. Check the space on the disk and the rights on the folder."),
    )
