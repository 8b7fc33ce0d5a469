"""Kits on disk: a workspace's own come first, the shipped ones follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lerendwerken.errors import InputError
from lerendwerken.kit import Kit
from lerendwerken.messages import _
from lerendwerken.names import check_slug, not_found
from lerendwerken.yamlfile import load

MANIFEST = "kit.yaml"
NOTEBOOK = "kit.ipynb"
EXAMPLE = "voorbeeld.yaml"


def shipped_folder(name: str) -> Path:
    """Return what travels with the product (`kits`, `book`, `_config.yml`): inside the wheel, or beside it in a clone."""
    package = Path(__file__).parent
    inside = package / "shipped" / name
    return inside if inside.exists() else package.parent / name


@dataclass(frozen=True)
class KitFolder:
    """A kit as it stands on disk."""

    slug: str
    folder: Path
    kit: Kit

    @property
    def notebook(self) -> Path:
        """The kit's notebook."""
        return self.folder / NOTEBOOK

    @property
    def example(self) -> Path | None:
        """Fictional answers to look at before a first session, or None where the kit has none."""
        path = self.folder / EXAMPLE
        return path if path.is_file() else None


@dataclass(frozen=True)
class Library:
    """All kits that a team can choose from."""

    own: Path | None = None

    @cached_property
    def folders(self) -> Mapping[str, Path]:
        """Folder of each kit by slug; a workspace's own kit hides a shipped one of the same name."""
        found: dict[str, Path] = {}
        for place in (self.own, shipped_folder("kits")):
            for manifest in sorted(place.glob(f"*/{MANIFEST}")) if place and place.is_dir() else ():
                found.setdefault(manifest.parent.name, manifest.parent)
        return found

    def kit(self, slug: str) -> KitFolder:
        """Return a kit.

        Raises:
            NotFoundError: no kit has this slug; the message names the nearest.
            InputError: its manifest is wrong or its notebook is missing.
        """
        if slug not in self.folders:
            raise not_found(_("Kit"), slug, self.folders)
        folder = self.folders[slug]
        try:
            check_slug(slug)
        except ValueError as error:
            raise InputError(f"'{slug}' {error}", str(folder), _("Rename the folder.")) from None
        if not (folder / NOTEBOOK).is_file():
            raise InputError(_("the kit has no notebook."), str(folder / NOTEBOOK), _("Put kit.ipynb beside kit.yaml."))
        return KitFolder(slug=slug, folder=folder, kit=load(folder / MANIFEST, Kit))

    def kits(self) -> list[KitFolder]:
        """Return all kits in order of slug; raises as `kit` does."""
        return [self.kit(slug) for slug in sorted(self.folders)]
