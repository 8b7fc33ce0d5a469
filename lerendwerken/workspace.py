"""A workspace on disk: where the frame, the teams, the kits and all that grows from them stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lerendwerken.errors import InputError
from lerendwerken.frame import Frame
from lerendwerken.messages import _
from lerendwerken.names import check_slug, not_found
from lerendwerken.team import Team
from lerendwerken.weekcycle import Week
from lerendwerken.yamlfile import load

FRAME_FILE = "kader.yaml"


def find_root(start: Path) -> Path:
    """Return the nearest folder with a `kader.yaml`, from `start` upward.

    Raises:
        InputError: there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / FRAME_FILE).is_file():
            return folder
    raise InputError(
        _("no workspace here: no kader.yaml in this folder or above it."),
        str(start),
        _("Go to your workspace, name it with --workspace, or make one with: lerendwerken init FOLDER"),
    )


def parse_week(text: str) -> Week:
    """Return a week; raises `InputError` where `Week.parse` raises ValueError."""
    try:
        return Week.parse(text)
    except ValueError as error:
        raise InputError(str(error), _("week")) from None


@dataclass(frozen=True)
class Workspace:
    """A folder with a `kader.yaml`; everything in it is read when first asked for."""

    root: Path

    @classmethod
    def at(cls, folder: Path | str | None = None) -> Workspace:
        """Return the workspace at a folder, or the nearest one from here upward.

        Raises:
            InputError: there is none.
        """
        if folder is None:
            return cls(find_root(Path.cwd()))
        root = Path(folder).resolve()
        if not (root / FRAME_FILE).is_file():
            raise InputError(
                _("is not a workspace: it has no kader.yaml."), str(root), _("Make one with: lerendwerken init FOLDER")
            )
        return cls(root)

    @cached_property
    def frame(self) -> Frame:
        """The frame; raises `InputError` when `kader.yaml` is wrong."""
        return load(self.root / FRAME_FILE, Frame)

    @cached_property
    def teams(self) -> Mapping[str, Team]:
        """The teams by slug, in order of slug; raises `InputError` when a file or its name is wrong."""
        found = {}
        for path in sorted((self.root / "teams").glob("*.yaml")):
            try:
                found[check_slug(path.stem)] = load(path, Team)
            except ValueError as error:
                raise InputError(f"'{path.stem}' {error}", str(path), _("Rename the file.")) from None
        return found

    def team(self, slug: str) -> Team:
        """Return a team; raises `NotFoundError` with the nearest names."""
        if slug not in self.teams:
            raise not_found(_("Team"), slug, self.teams)
        return self.teams[slug]

    @property
    def kits_folder(self) -> Path:
        """The workspace's own kits."""
        return self.root / "kits"

    @property
    def book_folder(self) -> Path:
        """Pages of the handbook, and the published records and proposals."""
        return self.root / "book"

    @property
    def sessions_folder(self) -> Path:
        """The private sessions; the site never reads them."""
        return self.root / "sessions"
