"""The directives `{kit} slug` and `{kit-catalogue}`: kits as pages of the handbook, straight from their `kit.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from lerendwerken.errors import LerendwerkenError
from lerendwerken.kit import Kit
from lerendwerken.library import MANIFEST, Library
from lerendwerken.messages import _
from lerendwerken.names import not_found
from lerendwerken.site.book.kitnodes import KitPage, bullets, paragraph
from lerendwerken.weekcycle import standard_moments
from lerendwerken.yamlfile import load

CATALOGUE_MARK = "lerendwerken_catalogue"


def kit_folders(config: Config, source: Path) -> dict[str, Path]:
    """Return the folder of each kit by slug.

    The setting `lerendwerken_kits` names one or more places, seen from the book; a kit in an earlier place hides its
    namesake in a later one. Without the setting: the folder `kits` beside the book, then the shipped kits.
    """
    places = config.lerendwerken_kits
    if not places:
        return dict(Library(own=source.parent / "kits").folders)
    found: dict[str, Path] = {}
    for place in [places] if isinstance(places, str) else places:
        for manifest in sorted((source / place).glob(f"*/{MANIFEST}")):
            found.setdefault(manifest.parent.name, manifest.parent)
    return found


def moment_names(config: Config) -> Mapping[str, str]:
    """Return what the moments are called here, by their fixed key."""
    standard = {str(key): moment.name for key, moment in standard_moments().items()}
    return {**standard, **config.lerendwerken_moments}


class KitDirective(SphinxDirective):
    """Base of both directives: reads kits and tells Sphinx which files a page depends on."""

    def folders(self) -> dict[str, Path]:
        """Return the folder of each kit by slug."""
        return kit_folders(self.config, Path(self.env.srcdir))

    def drawn(self, slug: str, folder: Path) -> KitPage:
        """Return what draws a kit; a wrong manifest becomes an error of the page that asks for it."""
        manifest = folder / MANIFEST
        self.env.note_dependency(str(manifest))
        try:
            kit = load(manifest, Kit)
        except LerendwerkenError as error:
            raise self.error(str(error)) from None
        return KitPage(slug, kit, language=self.config.language, moments=moment_names(self.config))


class KitPageDirective(KitDirective):
    """The page of one kit."""

    required_arguments: ClassVar[int] = 1

    def run(self) -> list[nodes.Node]:
        """Return the kit's page as one section, its title included."""
        slug, folders = self.arguments[0], self.folders()
        if slug not in folders:
            raise self.error(str(not_found(_("Kit"), slug, folders)))
        section = self.drawn(slug, folders[slug]).page()
        for part in section.findall(nodes.section):
            self.state.document.note_explicit_target(part, part)
        return [section]


class CatalogueDirective(KitDirective):
    """Cards of all kits, in the order of the week."""

    def run(self) -> list[nodes.Node]:
        """Return the cards, or one sentence when there are no kits."""
        self.env.metadata[self.env.docname][CATALOGUE_MARK] = True
        order = list(standard_moments())
        pages = [self.drawn(slug, folder) for slug, folder in self.folders().items()]
        pages.sort(key=lambda page: (order.index(page.kit.moment), page.kit.minutes, page.slug))
        if not pages:
            return [paragraph(_("There are no kits yet."))]
        return [bullets((page.card() for page in pages), "lw-cards")]


def outdated_catalogues(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the pages with a catalogue: they are read at every build, since a new kit changes no file they know."""
    return [name for name, facts in env.metadata.items() if CATALOGUE_MARK in facts and name not in removed]


def register(app: Sphinx) -> None:
    """Make settings and directives known to Sphinx."""
    app.add_config_value("lerendwerken_kits", [], "env", (str, list))
    app.add_config_value("lerendwerken_moments", {}, "env", dict)
    app.add_directive("kit", KitPageDirective)
    app.add_directive("kit-catalogue", CatalogueDirective)
    app.connect("env-get-outdated", outdated_catalogues)
