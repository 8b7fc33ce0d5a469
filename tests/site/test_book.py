"""The handbook: jupyter-book's own command builds it offline, and every kit is a page that shows text as text."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from lerendwerken.errors import WorkError
from lerendwerken.kit import Kit
from lerendwerken.library import Library, shipped_folder
from lerendwerken.site.book.build import COMMAND, build_book
from lerendwerken.yamlfile import load

pytestmark = pytest.mark.xdist_group("book")

HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(2)> {{ 7*7 }} [klik](javascript:alert(3)) **vet**"
KIT = f"""
formaat: 1
versie: 1.0.0
titel: &quot;
bedoeling: "{HOSTILE}"
moment: experiment
minuten: 15
auteur: "{HOSTILE}"
licentie: CC-BY-4.0
waarom: "```{{raw}} html\\n<iframe src=//evil.example></iframe>\\n```"
bronnen:
  - titel: "{HOSTILE}"
    url: https://example.org/?a=b&c=%3Cd%3E
situatie:
  - id: werk
    vraag: "{HOSTILE}"
stappen:
  - soort: werk
    titel: "Stap {HOSTILE}"
    minuten: 15
    uitleg: "{HOSTILE}"
    waarom: "{HOSTILE}"
    begeleider: "{HOSTILE}"
    fouten:
      - fout: "{HOSTILE}"
        vraag: "{HOSTILE}"
""".replace("&quot;", f'"Titel {HOSTILE}"')

# what a child process imports first: any connection is an error, and so is looking up a name
NO_NETWORK = """
import socket
def refuse(*arguments, **options):
    raise RuntimeError("the build asked for the network")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refuse
"""
LOADS = {"script": "src", "img": "src", "iframe": "src", "source": "src", "embed": "src", "object": "data", "link": "href"}


class Page(HTMLParser):
    """What a page loads, what it shows, and which elements it has."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element and the address that it loads."""
        self.tags.append((tag, dict(attrs)))
        address = dict(attrs).get(LOADS.get(tag, ""))
        if address and address != "#":  # the search page names itself
            self.loads.append(address)

    def handle_data(self, data: str) -> None:
        """Note what is shown; the contents of scripts are not."""
        if not self.tags or self.tags[-1][0] != "script":
            self.words.append(data)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book by itself: jupyter-book's command on the repository, without network, each warning an error."""
    work = tmp_path_factory.mktemp("book alone")
    (work / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    arguments = ["build", "book", "--config", "_config.yml", "--path-output", str(work), "-W", "-n"]
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", COMMAND, *arguments],
        cwd=shipped_folder("book").parent,
        env={**os.environ, "PYTHONPATH": str(work)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return work / "_build" / "html"


@pytest.fixture(scope="module")
def within(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book as part of a site, with a hostile kit beside the shipped ones."""
    work = tmp_path_factory.mktemp("book within")
    own = work / "kits" / "vijandig"
    own.mkdir(parents=True)
    (own / "kit.yaml").write_text(KIT, encoding="utf-8")
    build_book(
        shipped_folder("book"),
        work / "site" / "handboek",
        config=shipped_folder("_config.yml"),
        kits=[work / "kits", shipped_folder("kits")],
        site_title="Een <b>site</b> & meer",
        moments={"koers": "Maandagstart"},
    )
    return work / "site" / "handboek"


@pytest.fixture(params=["alone", "within"])
def book(request: pytest.FixtureRequest) -> Path:
    """The book in both its forms."""
    return Path(request.getfixturevalue(request.param))


def pages(folder: Path) -> Iterator[Path]:
    """Yield every page that was built."""
    found = sorted(path for path in folder.rglob("*.html") if "_static" not in path.parts)
    assert len(found) > 10
    yield from found


def test_no_page_loads_from_another_host(book: Path) -> None:
    """Scripts, styles, images and frames all come from the book itself, and their files are there."""
    for path in pages(book):
        for address in Page(path).loads:
            assert not re.match(r"(?:[a-z]+:)?//|javascript:", address, re.IGNORECASE), (path.name, address)
            target = path.parent / re.split(r"[?#]", address)[0]
            assert target.resolve().is_file(), (path.name, address)


def test_no_style_sheet_loads_from_another_host(book: Path) -> None:
    """Style sheets name no fonts, images or sheets of other hosts."""
    for path in book.rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", text), path.name


def test_every_page_is_dutch(book: Path) -> None:
    """The language of every page is Dutch, and the theme speaks it too."""
    for path in pages(book):
        assert ("html", "nl") in {(tag, facts.get("lang")) for tag, facts in Page(path).tags if tag == "html"}, path.name
    first = (book / "methode.html").read_text(encoding="utf-8")
    assert "Naar de inhoud" in first
    assert "Skip to main content" not in first
    assert "Link to this heading" not in first


def test_links_to_the_site_are_right_in_every_folder(within: Path) -> None:
    """The bar leads to the site's own pages, one folder further up from a page of a kit."""
    for name, above in (("index.html", "../"), ("kits/koers-van-de-week.html", "../../")):
        links = [facts.get("href") for tag, facts in Page(within / name).tags if tag == "a"]
        for target in ("index.html", "teams/index.html", "verslagen/index.html", "voorstellen/index.html"):
            assert above + target in links
    assert "Een <b>site</b> & meer" in Page(within / "index.html").text


def test_book_alone_has_no_links_to_a_site(alone: Path) -> None:
    """By itself the book links to no pages that are not there."""
    for path in pages(alone):
        for tag, facts in Page(path).tags:
            address = re.split(r"[?#]", facts.get("href") or "")[0]
            if tag == "a" and address and not re.match(r"[a-z]+:", address):
                assert (path.parent / address).resolve().is_file(), (path.name, address)


@pytest.mark.parametrize("slug", sorted(Library().folders))
def test_kit_page_tells_the_whole_kit(book: Path, slug: str) -> None:
    """A kit's page holds its title, its purpose, and title and text of each step."""
    kit = load(Library().folders[slug] / "kit.yaml", Kit)
    text = Page(book / "kits" / f"{slug}.html").text
    for words in (kit.title, kit.purpose, *(s.title for s in kit.steps), *(s.text for s in kit.steps)):
        assert " ".join(words.split()) in text


def test_catalogue_shows_every_kit_with_a_link(book: Path) -> None:
    """The catalogue holds a card for each kit, and the card leads to its page."""
    page = Page(book / "kits.html")
    links = [facts.get("href") for tag, facts in page.tags if tag == "a"]
    for slug, folder in Library().folders.items():
        assert load(folder / "kit.yaml", Kit).purpose in page.text
        assert f"kits/{slug}.html" in links


def test_moments_have_the_organisations_names(within: Path) -> None:
    """A moment that was renamed in the frame is called so in the book."""
    assert "Maandagstart" in Page(within / "kits" / "koers-van-de-week.html").text


def test_hostile_kit_is_shown_as_text(within: Path) -> None:
    """What a kit says never becomes markup: on its page, in the catalogue, in menus, in the search index."""
    page = Page(within / "kits" / "vijandig.html")
    assert page.text.count(HOSTILE) >= 8
    for path in pages(within):
        parsed = Page(path)
        assert "<script>alert" not in path.read_text(encoding="utf-8")
        assert not any(tag == "iframe" or "onerror" in facts for tag, facts in parsed.tags), path.name
        assert not any((facts.get("href") or "").startswith("javascript:") for _tag, facts in parsed.tags), path.name
    assert "<script>alert" not in (within / "searchindex.js").read_text(encoding="utf-8")


def test_wrong_kit_is_told_with_its_place(tmp_path: Path) -> None:
    """A kit that does not fit stops the build, and the message names file and field."""
    for name, version in (("goed", "1.0.0"), ("fout", "een")):
        (tmp_path / "kits" / name).mkdir(parents=True)
        text = KIT.replace("versie: 1.0.0", f"versie: {version}")
        (tmp_path / "kits" / name / "kit.yaml").write_text(text, encoding="utf-8")
    book = tmp_path / "book"
    book.mkdir()
    (book / "_toc.yml").write_text("format: jb-book\nroot: index\nchapters:\n  - glob: kits/*\n", encoding="utf-8")
    (book / "index.md").write_text("# Begin\n", encoding="utf-8")
    with pytest.raises(WorkError, match=r"(?s)kits.fout\.md.*fout.kit\.yaml.*versie") as caught:
        build_book(book, tmp_path / "out", config=shipped_folder("_config.yml"), kits=[tmp_path / "kits"])
    assert "goed.md" not in str(caught.value)
    assert not (tmp_path / "out").exists()
    shutil.rmtree(tmp_path / "kits" / "fout")
    build_book(book, tmp_path / "out", config=shipped_folder("_config.yml"), kits=[tmp_path / "kits"])
    assert (tmp_path / "out" / "kits" / "goed.html").is_file()
