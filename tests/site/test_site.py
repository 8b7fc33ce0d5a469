"""The built site: everything that teams published is on it, nothing else is, and it comes whole or not at all."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest

from lerendwerken.archive import Archive
from lerendwerken.errors import InputError, WorkError
from lerendwerken.record import Record
from lerendwerken.site import build, build_site
from lerendwerken.site.check import check_site, outside_addresses
from lerendwerken.site.lists import RecordsView, WeekView
from lerendwerken.site.output import MARKER
from lerendwerken.weekcycle import Week
from lerendwerken.workspace import Workspace

RICH = "verslagen/vergunningen/2026-W45-koers-van-de-week.html"
VOID = {"meta", "link", "br", "img", "path", "line", "circle", "rect", "input", "hr"}


class Reader(HTMLParser):
    """Reads a page as a browser would: its text, its elements, its links; complains when tags do not close."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(path.read_text(encoding="utf-8"))
        assert not self.open, f"{path}: not closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    @property
    def links(self) -> list[str]:
        return [value for _tag, attrs in self.tags for name in ("href", "src") if (value := attrs.get(name))]

    @property
    def ids(self) -> list[str]:
        return [value for _tag, attrs in self.tags if (value := attrs.get("id"))]


def squeezed(text: str) -> str:
    return " ".join(text.split())


def current(workspace: Workspace) -> list[Record]:
    return [file.current for file in Archive(workspace.book_folder).records()]


@pytest.fixture
def changed(organisation: Workspace, tmp_path: Path) -> Workspace:
    """A copy of the organisation that a test may change."""
    shutil.copytree(organisation.root, tmp_path / "kopie")
    return Workspace.at(tmp_path / "kopie")


def test_every_lesson_on_its_page_its_team_and_its_week(site: Path, organisation: Workspace) -> None:
    """Each record's lesson is found on its own page, on its team's page and on its week's page."""
    for record in current(organisation):
        for page in (f"verslagen/{record.id}.html", f"teams/{record.team}.html", f"verslagen/{record.week}.html"):
            assert squeezed(record.lesson) in Reader(site / page).text


def test_record_page_holds_all_that_was_published(site: Path, organisation: Workspace) -> None:
    """The page of a full record shows its result, thoughts, claims, answers, commitment, partner and reviewer."""
    record = Archive(organisation.book_folder).record("vergunningen/2026-W45-koers-van-de-week").current
    text = Reader(site / RICH).text
    assert record.expectation
    assert record.commitment
    wanted = [
        record.title,
        record.expectation.measure,
        record.expectation.unit,
        "6,5",
        record.frame.goal_title,
        record.frame.question_text,
        record.reviewer,
        record.commitment.when,
        record.commitment.then,
        "voorbeeldmodel-8b",
        "1.250,5 stuks",
        "5 november 2026",
        *(item.what for item in (*record.kept, *record.rejected)),
        *(item.why for item in (*record.kept, *record.rejected)),
        *(claim.claim for claim in record.claims),
        *(claim.source for claim in record.claims if claim.source),
        *record.skipped,
    ]
    assert [words for words in wanted if squeezed(words) not in text] == []


def test_ai_thoughts_are_labelled(site: Path) -> None:
    """What came from an AI, alone or with people, carries the word AI, the model and a mark in the page's code."""
    marks = [attrs for _tag, attrs in Reader(site / RICH).tags if "data-origin" in attrs]
    assert sorted(str(mark["data-origin"]) for mark in marks) == ["ai", "ai", "samen"]
    assert {mark["data-model"] for mark in marks} == {"voorbeeldmodel-8b"}
    assert (site / RICH).read_text(encoding="utf-8").count('class="ai-label"') == 4


def test_earlier_revisions_stay_readable(site: Path, organisation: Workspace) -> None:
    """What an earlier revision said stands on the page, under that revision."""
    first, *_later, last = Archive(organisation.book_folder).record("vergunningen/2026-W45-koers-van-de-week").revisions
    page = Reader(site / RICH)
    assert first.lesson != last.lesson
    assert first.lesson in page.text
    assert {"revision-1", "revision-2", "revision-3"} <= set(page.ids)


def test_hostile_text_is_text(site: Path, organisation: Workspace) -> None:
    """Markup, templates and roles in a record are shown as the team typed them, and make no element."""
    page = Reader(site / "verslagen/klantcontact/2026-W48-besluit-met-tegenspraak.html")
    record = Archive(organisation.book_folder).record("klantcontact/2026-W48-besluit-met-tegenspraak").current
    assert squeezed(record.lesson) in page.text
    assert page.text.count("{{7*7}}") > 3
    for path in site.rglob("*.html"):
        assert not {"script", "img", "iframe", "style"} & {tag for tag, _attrs in Reader(path).tags}


def test_no_page_holds_a_name_of_the_roster(site: Path, organisation: Workspace) -> None:
    """The roster of a team is known while building and stands on no page."""
    (member,) = organisation.team("vergunningen").members
    for path in site.rglob("*"):
        if path.is_file():
            assert not [part for part in member.split() if part.encode() in path.read_bytes()]


def test_all_links_lead_somewhere(site: Path) -> None:
    """No link dangles, also not to a handbook that was not made, and no id stands twice on a page."""
    pages = {path.relative_to(site).as_posix(): Reader(path) for path in site.rglob("*.html")}
    for name, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), name
        for link in page.links:
            target, _hash, anchor = urljoin(f"http://x/{name}", link).removeprefix("http://x/").partition("#")
            assert (site / unquote(target)).is_file(), f"{name}: {link}"
            assert not anchor or anchor in pages[target].ids, f"{name}: {link}"


def test_handbook_and_records_are_one_site(changed: Workspace, tmp_path: Path) -> None:
    """With the handbook, every link from record to handbook and back leads to a page, and kits link to their page."""
    out = tmp_path / "site"
    report = build_site(changed, out=out)
    assert report.book
    dangling, crossing = [], 0
    for path in out.rglob("*.html"):
        name = path.relative_to(out).as_posix()
        for link in re.findall(r'<a\b[^>]*\bhref="([^"#?]+)', path.read_text(encoding="utf-8")):
            target = unquote(urljoin(f"http://x/{name}", link))
            if target.startswith("http://x/"):
                target = target.removeprefix("http://x/")
                crossing += target.startswith("handboek/") != name.startswith("handboek/")
                dangling += [] if (out / target).is_file() else [(name, link)]
    assert dangling == []
    assert crossing > 100
    assert 'href="../../handboek/kits/koers-van-de-week.html"' in (out / RICH).read_text(encoding="utf-8")
    assert not list((out / "handboek").rglob(".doctrees"))


def test_every_page_says_that_it_is_fictional_and_forbids_scripts(site: Path) -> None:
    """The pages of an example say so, and each page carries its policy, language, title and one heading."""
    for path in site.rglob("*.html"):
        page, tags = Reader(path), [tag for tag, _attrs in Reader(path).tags]
        assert "fictional" in [attrs.get("class") for _tag, attrs in page.tags]
        policies = [attrs["content"] for _tag, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy"]
        assert len(policies) == 1
        assert "script-src 'self'" in str(policies[0])
        assert "unsafe-inline" not in str(policies[0])
        assert ("html", {"lang": "nl"}) in page.tags
        assert tags.count("h1") == 1
        assert not [attrs for _tag, attrs in page.tags if "style" in attrs or any(name.startswith("on") for name in attrs)]


def test_record_page_stays_small(site: Path) -> None:
    """A record's page is under 40 KB, also a full one with three revisions."""
    assert max(path.stat().st_size for path in (site / "verslagen").rglob("*.html")) < 40_000


def test_numbers_on_the_front_page_are_those_of_the_archive(site: Path, organisation: Workspace) -> None:
    """Records, results measured and targets reached on the front page equal a count from the archive itself."""
    records = current(organisation)
    results = [(r.expectation, max(r.outcomes, key=lambda o: o.date, default=None)) for r in records if r.expectation]
    measured = [(e, o.value) for e, o in results if o]
    reached = [1 for e, v in measured if (v >= e.target if e.target > e.baseline else v <= e.target)]
    text = (site / "index.html").read_text(encoding="utf-8")
    assert f"<strong>{len(records)}</strong>" in text
    for part, whole in ((len(measured), len(results)), (len(reached), len(measured))):
        assert any(f"<strong>{part} {word} {whole}</strong>" in text for word in ("of", "van", "van de"))


def test_units_are_never_mixed(site: Path) -> None:
    """In the table under the chart every number stands beside its own unit, baseline and target."""
    text = (site / "index.html").read_text(encoding="utf-8")
    rows = [squeezed(row) for row in text.split("<tr>")[2:]]
    zorgplan = next(row for row in rows if "Tijd per zorgplan" in row)
    assert "<td>minuten</td>" in zorgplan
    assert [f'<td class="num">{n}</td>' in zorgplan for n in ("30", "20", "36", "−60 %")] == [True] * 4


def test_an_empty_organisation_says_what_comes_next(changed: Workspace, tmp_path: Path) -> None:
    """Without records and teams every page is there and tells what comes next."""
    shutil.rmtree(changed.book_folder)
    shutil.rmtree(changed.root / "teams")
    report = build_site(Workspace.at(changed.root), out=tmp_path / "leeg", book=False)
    assert (report.records, report.teams, report.pages) == (0, 0, 4)
    for name in ("index.html", "teams/index.html", "verslagen/index.html", "voorstellen/index.html"):
        assert any(attrs.get("class") in {"empty card", "quiet"} for _tag, attrs in Reader(tmp_path / "leeg" / name).tags)


def test_a_record_taken_away_leaves_no_trace(changed: Workspace, tmp_path: Path) -> None:
    """A record that is deleted has no page and no lesson anywhere after the next build."""
    out = tmp_path / "site"
    build_site(changed, out=out, book=False)
    record = Archive(changed.book_folder).record("wijkzorg-noord/2026-W48-koers-van-de-week").current
    Archive(changed.book_folder).record_path(record.id).unlink()
    build_site(changed, out=out, book=False)
    assert not (out / f"verslagen/{record.id}.html").exists()
    assert not [path for path in out.rglob("*.html") if record.lesson in path.read_text(encoding="utf-8")]


def test_no_half_site_when_the_build_fails(changed: Workspace, tmp_path: Path) -> None:
    """When a record is broken the old site stays as it was and nothing is left beside it."""
    out = tmp_path / "uit" / "site"
    build_site(changed, out=out, book=False)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    Archive(changed.book_folder).record_path("klantcontact/2026-W49-koers-van-de-week").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="klantcontact"):
        build_site(changed, out=out, book=False)
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert [path.name for path in out.parent.iterdir()] == ["site"]


def test_record_under_another_name_is_refused(changed: Workspace, tmp_path: Path) -> None:
    """A record's file that was copied under another name is refused with both names, not shown twice."""
    archive = Archive(changed.book_folder)
    shutil.copy(
        archive.record_path("klantcontact/2026-W49-koers-van-de-week"), archive.record_path("klantcontact/2026-W50-kopie")
    )
    with pytest.raises(InputError, match="2026-W49-koers-van-de-week") as refused:
        build_site(changed, out=tmp_path / "site", book=False)
    assert "2026-W50-kopie" in str(refused.value)


@pytest.mark.parametrize(
    "make", [lambda out: (out.mkdir(), (out / "scriptie.docx").write_text("x")), lambda out: out.write_text("x")]
)
def test_foreign_folder_is_refused(changed: Workspace, tmp_path: Path, make: Callable[[Path], object]) -> None:
    """A folder or file that is not a site of ours is left alone."""
    out = tmp_path / "documenten"
    make(out)
    with pytest.raises(InputError) as refused:
        build_site(changed, out=out, book=False)
    assert (refused.value.exit_code, bool(refused.value.remedy)) == (2, True)
    assert out.is_file() or [path.name for path in out.iterdir()] == ["scriptie.docx"]


def test_site_does_not_land_among_its_own_sources(changed: Workspace) -> None:
    """A site inside the handbook's folder would be part of the next build; that is refused."""
    with pytest.raises(InputError, match="_build/site"):
        build_site(changed, out=changed.book_folder / "site", book=False)
    assert not (changed.book_folder / "site").exists()


def test_list_of_records_stays_short(organisation: Workspace) -> None:
    """The newest weeks stand in full until there are many records; older ones are links; the newest is always in full."""
    record = current(organisation)[0]
    weeks = [WeekView(Week(2026, 50 - n), (record,) * 25, None, None) for n in range(5)]
    found = RecordsView(weeks)
    assert (len(found.recent), len(found.older)) == (2, 3)
    assert len(RecordsView([WeekView(Week(2026, 50), (record,) * 500, None, None)]).recent) == 1


def test_records_follow_the_week(changed: Workspace, tmp_path: Path) -> None:
    """In one week the end of the week comes before its start in lists, also when the start was corrected later."""
    archive = Archive(changed.book_folder)
    late = archive.record("vergunningen/2026-W48-oogst-van-de-week").current
    kit = late.kit.model_copy(update={"slug": "koers-van-de-week", "moment": "koers"})
    name = "vergunningen/2026-W48-koers-van-de-week"
    changes = {
        "id": name,
        "kit": kit,
        "lesson": "Les van maandag.",
        "date": late.week.sunday,
    }
    archive.add_revision(lambda found: late.model_copy(update=changes), record_id=name)
    build_site(changed, out=tmp_path / "site", book=False)
    text = Reader(tmp_path / "site/teams/vergunningen.html").text
    assert text.index(late.lesson) < text.index("Les van maandag.")


def test_english_site_marks_dutch_texts(changed: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Built in English the page says so, and a record in Dutch is marked as Dutch for screen readers."""
    monkeypatch.setenv("LERENDWERKEN_LANG", "en")
    build_site(changed, out=tmp_path / "site", book=False)
    page = Reader(tmp_path / "site" / RICH)
    assert ("html", {"lang": "en"}) in page.tags
    assert ("article", {"lang": "nl"}) in page.tags
    assert "target" in page.text
    assert "1 December 2026" in page.text


def test_empty_folder_and_own_site_are_replaced(changed: Workspace, tmp_path: Path) -> None:
    """An empty folder is filled, and our own site gives way to the new one as a whole."""
    out = tmp_path / "site"
    out.mkdir()
    build_site(changed, out=out, book=False)
    (out / "oud.html").write_text("oud", encoding="utf-8")
    build_site(changed, out=out, book=False)
    assert (out / MARKER).is_file()
    assert not (out / "oud.html").exists()


@pytest.mark.parametrize(
    "piece",
    [
        '<script src="https://cdn.example/x.js"></script>',
        "<img alt='' src=//cdn.example/x.png>",
        '<img alt="" srcset="a.png 1x, https://cdn.example/x.png 2x">',
        '<link rel="stylesheet" href="http://cdn.example/x.css">',
        '<iframe src="HTTPS://cdn.example/"></iframe>',
        "<video><source src='https://cdn.example/x.mp4'></video>",
        "<style>@import 'https://cdn.example/x.css';</style>",
        '<p style="background: url(//cdn.example/x.png)"></p>',
        '<script type="module">import "https://cdn.example/x.mjs"</script>',
        '<meta http-equiv="refresh" content="0; https://cdn.example/">',
    ],
)
def test_page_that_loads_from_elsewhere_is_refused(tmp_path: Path, piece: str) -> None:
    """Each way in which a page can load from another host is found."""
    (tmp_path / "handboek").mkdir()
    (tmp_path / "handboek/pagina.html").write_text(f"<p>x</p>{piece}", encoding="utf-8")
    with pytest.raises(WorkError, match=r"handboek/pagina\.html.*cdn\.example"):
        check_site(tmp_path, records=[])


def test_links_and_own_files_are_no_outside_hosts(tmp_path: Path) -> None:
    """A link that a reader may click, a canonical address and files of the site itself are fine."""
    page = tmp_path / "pagina.html"
    page.write_text(
        '<a href="https://example.org/">bron</a><link rel="canonical" href="https://example.org/x">'
        '<link rel="stylesheet" href="static/x.css">'
        '<meta name="description" content="zie https://example.org"><img alt="" src="data:image/png;base64,AA//BB">',
        encoding="utf-8",
    )
    assert list(outside_addresses(page)) == []


def test_style_sheet_that_loads_from_elsewhere_is_refused(tmp_path: Path) -> None:
    """A font or picture from another host in a style sheet is found."""
    (tmp_path / "x.css").write_text("@font-face { src: url('https://cdn.example/x.woff2') }", encoding="utf-8")
    with pytest.raises(WorkError, match=r"cdn\.example"):
        check_site(tmp_path, records=[])


def test_record_without_page_is_found(site: Path) -> None:
    """The check fails when a record has no page."""
    with pytest.raises(WorkError, match="weg/2026-W01-kit"):
        check_site(site, records=["weg/2026-W01-kit"])


def test_progress_names_each_step(changed: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The steps of a build are named as they begin, the handbook among them only when it is made."""
    steps: list[str] = []
    monkeypatch.setattr(build, "add_book", lambda workspace, folder: None)
    build_site(changed, out=tmp_path / "zonder", progress=steps.append, book=False)
    without = len(steps)
    build_site(changed, out=tmp_path / "met", progress=steps.append)
    assert (without, len(steps) - without) == (4, 5)
    assert all(steps)
