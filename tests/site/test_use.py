"""What language models used, on the pages: tokens and energy with their source, summed, and unknown where it is unknown."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest

from lerendwerken.archive import Archive, as_json
from lerendwerken.energy import Energy
from lerendwerken.files import write_whole
from lerendwerken.record import FrameRef, KitRef, Record, RecordFile, RecordSparring, RecordUse
from lerendwerken.site.build import build_site
from lerendwerken.site.format import energy
from lerendwerken.site.use import UseTotal
from lerendwerken.weekcycle import Week
from lerendwerken.workspace import Workspace

FRAME = """
formaat: 1
organisatie: Stichting Voorbeeldland
fictief: ja
doelen:
  - {id: goed-werk, titel: Goed werk}
ontwikkelvragen:
  - {id: hoe, vraag: Hoe dan, doel: goed-werk}
"""
SMALL = Energy(low_wh=0.0196, high_wh=0.0237, source="EcoLogits 0.11.3", date=dt.date(2026, 10, 14))
LARGE = Energy(low_wh=0.436, high_wh=0.725, source="EcoLogits 0.11.3", date=dt.date(2026, 10, 14))
BOTH = RecordUse(prompt_tokens=1240, completion_tokens=310, energy=SMALL)
# a session of each kind: with all figures, with another model, local, mute, from before use was kept, and without AI
SESSIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "vergunningen/2026-W45-koers-van-de-week": ("ai", {"use": BOTH, "repaired": 2, "prompts": "0a1b2c3d"}),
    "vergunningen/2026-W46-koers-van-de-week": (
        "mixed",
        {"use": RecordUse(prompt_tokens=2000, completion_tokens=500, energy=LARGE), "fallback": "timeout"},
    ),
    "vergunningen/2026-W47-koers-van-de-week": ("ai", {"use": RecordUse(prompt_tokens=900, completion_tokens=90)}),
    "vergunningen/2026-W48-koers-van-de-week": ("ai", {"use": RecordUse()}),
    "vergunningen/2026-W49-koers-van-de-week": ("ai", {}),
    "wijkzorg/2026-W45-koers-van-de-week": ("practice", {}),
    "klantcontact/2026-W45-koers-van-de-week": ("ai", {"use": BOTH}),
}


def record(name: str, partner: Any, **more: Any) -> Record:
    """Return a record of a fictional session."""
    team, rest = name.split("/")
    week = Week.parse(rest[:8])
    model = None if partner == "practice" else "voorbeeldmodel-8b"
    return Record(
        id=name,
        revision=1,
        date=week.monday,
        software="0.1.0",
        fictional=True,
        team=team,
        week=week,
        kit=KitRef(slug="koers-van-de-week", version="1.0.0", title="Koers van de week", moment="koers"),
        frame=FrameRef(
            goal="goed-werk", goal_title="Goed werk", question="hoe", question_text="Hoe dan?", challenge="productiviteit"
        ),
        title="Minder onvolledige aanvragen",
        lesson="Een voorbeeld helpt meer dan een lijst.",
        reviewer="teamleider",
        sparring=RecordSparring(role="coach", partner=partner, model=model, turns=3, **more),
    )


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of an organisation with a session of each kind."""
    root = tmp_path_factory.mktemp("gebruik") / "werkplek"
    write_whole(root / "kader.yaml", FRAME)
    archive = Archive(root / "book")
    for name, (partner, more) in SESSIONS.items():
        write_whole(archive.record_path(name), as_json(RecordFile(revisions=(record(name, partner, **more),))))
    build_site(Workspace.at(root), out=root / "site", book=False)
    return root / "site"


def text(path: Path) -> str:
    """Return the words of a page as a reader sees them, with plain spaces."""
    words = re.sub(r"<(style|svg)\b.*?</\1>|<[^>]+>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return " ".join(html.unescape(words).split())


def test_a_record_tells_tokens_and_energy_with_its_source(pages: Path) -> None:
    """Tokens read and written, the range of the energy, whose estimate it is and of which day, in Dutch numbers."""
    page = text(pages / "verslagen/vergunningen/2026-W45-koers-van-de-week.html")
    assert re.search(r"1\.240 tokens\b.* 310\b", page)
    assert re.search(r"0,02 \w+ 0,024 Wh", page)
    assert "EcoLogits 0.11.3" in page
    assert "14 oktober 2026" in page


def test_a_record_tells_which_instructions_the_model_had(pages: Path) -> None:
    """The version of the instructions and the model stand on the page and in its metadata, and so do mended replies."""
    path = pages / "verslagen/vergunningen/2026-W45-koers-van-de-week.html"
    source = path.read_text(encoding="utf-8")
    assert '<meta name="lerendwerken:ai" content="ai">' in source
    assert '<meta name="lerendwerken:ai-model" content="voorbeeldmodel-8b">' in source
    assert '<meta name="lerendwerken:ai-prompts" content="0a1b2c3d">' in source
    assert "0a1b2c3d" in text(path)
    assert re.search(r"\b2 (antwoorden|replies)\b", text(path))


def test_what_is_unknown_is_told_as_unknown(pages: Path) -> None:
    """A model without factors shows its tokens and no watt-hours; an endpoint that told nothing shows no number at all."""
    local = text(pages / "verslagen/vergunningen/2026-W47-koers-van-de-week.html")
    assert re.search(r"\b900 tokens\b.* 90\b", local)
    assert not re.search(r"\d k?Wh\b", local)
    for name in ("2026-W48", "2026-W49"):
        mute = text(pages / f"verslagen/vergunningen/{name}-koers-van-de-week.html")
        assert not re.search(r"\d k?Wh\b", mute)
        assert not re.search(r"\d tokens", mute)


def test_a_practice_session_tells_of_no_use(pages: Path) -> None:
    """Where no AI was asked, nothing about tokens or energy is said, on the record nor on the team's page."""
    for page in ("verslagen/wijkzorg/2026-W45-koers-van-de-week.html", "teams/wijkzorg.html"):
        words = text(pages / page)
        assert "tokens" not in words
        assert "nergie" not in words.replace("Energy", "energie")


def test_sums_say_over_how_many_sessions(pages: Path) -> None:
    """A team's page and the front page add up what is known, and say of how many sessions that is."""
    team, home = text(pages / "teams/vergunningen.html"), text(pages / "index.html")
    assert re.search(r"\b4\.140\b.*\b900\b.*\b3\D+5\b", team)
    assert re.search(r"0,46 \w+ 0,75 Wh.*\b2\D+5\b", team)
    assert re.search(r"\b5\.380\b.*\b1\.210\b.*\b4\D+6\b", home)
    assert re.search(r"0,48 \w+ 0,77 Wh.*EcoLogits 0\.11\.3 \(14 oktober 2026\).*\b3\D+6\b", home)


def test_a_team_whose_sessions_are_all_known_says_so(pages: Path) -> None:
    """Where nothing is missing, no unknown sessions are told of."""
    words = text(pages / "teams/klantcontact.html")
    assert "1.240" in words
    assert not re.search(r"\b1\D{1,20}\b1\b sess", words)


def test_the_sums_add_what_is_known_only() -> None:
    """Half a pair of tokens counts as unknown; a session without AI does not count as a session."""
    records = [
        record("balie/2026-W45-koers-van-de-week", "ai", use=RecordUse(prompt_tokens=10)),
        record("balie/2026-W46-koers-van-de-week", "ai", use=RecordUse(prompt_tokens=7, completion_tokens=3, energy=SMALL)),
        record("balie/2026-W47-koers-van-de-week", "practice"),
        # every reply was replaced by the practice partner's: the model was asked all the same
        record("balie/2026-W48-koers-van-de-week", "practice", use=RecordUse(prompt_tokens=5, completion_tokens=2)),
    ]
    total = UseTotal.of(records)
    assert (total.sessions, len(total.counted), total.read, total.written) == (3, 2, 12, 5)
    assert (len(total.estimates), total.low_wh, total.high_wh) == (1, SMALL.low_wh, SMALL.high_wh)
    assert UseTotal.of([]).sessions == 0


@pytest.mark.parametrize(
    ("low", "high", "ends"),
    [
        (0.0196, 0.0513, ("0,02", "0,051 Wh")),
        (0.00042, 0.0011, ("0,00042", "0,0011 Wh")),
        (1.234, 12.6, ("1,2", "13 Wh")),
        (940, 1240, ("0,94", "1,2 kWh")),
        (234_567, 345_678, ("230", "350 kWh")),
        (0, 0.5, ("0", "0,5 Wh")),
    ],
)
def test_energy_is_told_in_two_digits(low: float, high: float, ends: tuple[str, str]) -> None:
    """A range shows no more digits than an estimate has, with a decimal comma, in kWh from a thousand on."""
    told = energy(low, high).replace("\N{NO-BREAK SPACE}", " ")
    assert re.fullmatch(rf"{re.escape(ends[0])} \w+ {re.escape(ends[1])}", told)


def test_energy_with_equal_ends_is_one_number() -> None:
    """Where both ends read the same, it is told once, as about that number."""
    told = energy(0.8671, 0.8674).replace("\N{NO-BREAK SPACE}", " ")
    assert re.fullmatch(r"\w+ 0,87 Wh", told)


@pytest.fixture(scope="module")
def address(pages: Path, serving: Any) -> Iterator[str]:
    """Address of the site while it is served."""
    with serving(pages) as found:
        yield found


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_use_reads_well_small_and_wide(browser: Any, address: str, width: int, scheme: Literal["light", "dark"]) -> None:
    """No fault is found by axe, and no page with figures of use scrolls sideways."""
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    page, faults = context.new_page(), []
    for path in ("index.html", "teams/vergunningen.html", *(f"verslagen/{name}.html" for name in SESSIONS)):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page).response["violations"]
        faults += [(path, fault["id"], node["html"][:120]) for fault in found for node in fault["nodes"]]
    context.close()
    assert faults == []
