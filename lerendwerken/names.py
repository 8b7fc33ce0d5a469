"""Slugs that are safe as folder names and in addresses everywhere, and the nearest name to a mistyped one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from lerendwerken.errors import NotFoundError
from lerendwerken.messages import _

LONGEST = 60
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}


def check_slug(value: str) -> str:
    """Return a slug unchanged.

    Raises:
        ValueError: it is empty, too long, reserved on Windows, or holds anything but a–z, 0–9 and single hyphens.
    """
    if len(value) > LONGEST or not SLUG.fullmatch(value):
        raise ValueError(_("is not a usable name: use small letters, digits and single hyphens, at most 60 characters."))
    if value in RESERVED:
        raise ValueError(_("is a name that Windows keeps for itself; choose another."))
    return value


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a hint with the known names that look like `name`, or all of them when none does."""
    known = sorted(known)
    close = difflib.get_close_matches(name, known, n=3, cutoff=0.5) or known[:12]
    if not close:
        return ""
    return _("Known: {names}.").format(names=", ".join(close))


def not_found(kind: str, name: str, known: Iterable[str]) -> NotFoundError:
    """Return the error for a name that does not exist, with the nearest ones that do."""
    shown = name if name.isprintable() and len(name) <= LONGEST else repr(name[:LONGEST])
    return NotFoundError(_("{kind} '{name}' does not exist.").format(kind=kind, name=shown), remedy=nearest(name, known))
