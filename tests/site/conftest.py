"""A fictional organisation with records of every kind, written straight into its archive, and its site."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lerendwerken.archive import Archive, as_json
from lerendwerken.files import write_whole
from lerendwerken.kit import Role
from lerendwerken.proposal import Proposal, StageChange
from lerendwerken.record import (
    CommitmentState,
    FrameRef,
    KitRef,
    Outcome,
    Record,
    RecordClaim,
    RecordCommitment,
    RecordConfidence,
    RecordExpectation,
    RecordField,
    RecordFile,
    RecordMeasurement,
    RecordSparring,
    RecordWeighed,
)
from lerendwerken.site.build import build_site
from lerendwerken.weekcycle import Week
from lerendwerken.workspace import Workspace

ROSTER = "Roosmarijn Kanarievogel"
HOSTILE = "<script>alert(1)</script> {{7*7}} {% raw %} <img src=//evil.example/x.png onerror=alert(2)> {role}`x` &lt;b&gt;"
LONG = "Arbeidsongeschiktheidsverzekeringsmaatschappijdirecteurssecretaresse" * 3

FRAME = """
formaat: 1
organisatie: Stichting Voorbeeldland
fictief: ja
doelen:
  - {id: sneller-antwoord, titel: Inwoners krijgen sneller een antwoord dat klopt}
  - {id: goed-werk, titel: Collega's houden tijd over voor het gesprek}
ontwikkelvragen:
  - {id: eerste-keer-goed, vraag: Hoe maken we een aanvraag in één keer goed, doel: sneller-antwoord}
site:
  titel: Leren bij Voorbeeldland
  inleiding: >-
    Onze teams leren elke week iets op hun eigen werk. Hier lees je wat, en of het hielp.
  contact: afdeling Leren, toestel 2100
"""
TEAMS = {
    "vergunningen": (
        "Team Vergunningen",
        "gemeente",
        "Wij behandelen aanvragen van inwoners en bedrijven, van dakkapel tot straatfeest.",
    ),
    "wijkzorg-noord": ("Wijkzorg Noord", "zorg", "Wij komen bij mensen thuis, in de vroege en de late dienst."),
    "klantcontact": ("Klantcontact", "gemeente", None),
    "nieuw-team": ("Nieuw team", None, "Wij beginnen volgende week."),
}
KOERS = KitRef(
    slug="koers-van-de-week", version="1.0.0", title="Koers van de week", moment="koers", strengths=("productiviteit",)
)
BESLUIT = KitRef(slug="besluit-met-tegenspraak", version="1.0.0", title="Besluit met tegenspraak", moment="spar")
OOGST = KitRef(slug="oogst-van-de-week", version="1.0.0", title="Oogst van de week", moment="oogst")
FRAMED = FrameRef(
    goal="sneller-antwoord",
    goal_title="Inwoners krijgen sneller een antwoord dat klopt",
    question="eerste-keer-goed",
    question_text="Hoe maken we een aanvraag in één keer goed?",
    challenge="productiviteit",
)


def record(team: str, week: int, kit: KitRef, title: str, lesson: str, **more: Any) -> Record:
    """Return a record with its fixed parts filled in."""
    at = Week(2026, week)
    parts: dict[str, Any] = {
        "id": f"{team}/{at}-{kit.slug}",
        "revision": 1,
        "date": at.monday,
        "software": "0.1.0",
        "fictional": True,
        "team": team,
        "week": at,
        "kit": kit,
        "frame": FRAMED,
        "title": title,
        "lesson": lesson,
        "reviewer": "teamleider",
    }
    return Record(**{**parts, **more})


def expected(measure: str, unit: str, baseline: float, target: float, *, day: int = 11) -> RecordExpectation:
    """Return an expectation on a measure."""
    return RecordExpectation(
        direct_yield="Minder heen en weer over ontbrekende stukken",
        sustainable_result="Inwoners weten eerder waar zij aan toe zijn",
        measure=measure,
        unit=unit,
        baseline=baseline,
        target=target,
        due=dt.date(2026, 12, day),
        locked=True,
    )


def sparring(role: Role, *, partner: Any = "ai", fallback: str | None = None) -> RecordSparring:
    """Return how a partner took part."""
    return RecordSparring(
        role=role, partner=partner, model=None if partner == "practice" else "voorbeeldmodel-8b", turns=3, fallback=fallback
    )


def rich_revisions() -> tuple[Record, ...]:
    """Return a record with every optional part, in three revisions."""
    first = record(
        "vergunningen",
        45,
        KOERS,
        "Minder onvolledige aanvragen voor een dakkapel",
        "Een voorbeeld van een goede tekening helpt meer dan een langere lijst met eisen.",
        expectation=expected("Doorlooptijd van een aanvraag", "dagen", 9.5, 6),
        confidence=RecordConfidence(before=70, after=55),
        sparring=sparring("coach"),
        claims=(
            RecordClaim(
                claim="Zeven van de tien aanvragen missen een tekening op schaal.",
                status="geverifieerd",
                source="eigen telling, week 44",
            ),
            RecordClaim(
                claim="De wet vraagt een tekening op schaal 1 : 50.", status="onjuist", source="Omgevingsregeling, bijlage 1"
            ),
            RecordClaim(claim="Andere gemeenten doen dit al met een filmpje.", status="niet_te_controleren"),
            RecordClaim(claim="Een filmpje kost een dag.", status="open"),
        ),
        kept=(
            RecordWeighed(
                what="Een voorbeeldtekening bij het formulier",
                why="Wij zien dat mensen niet weten hoe een tekening eruitziet.",
                origin="mens",
            ),
            RecordWeighed(
                what="Vraag eerst vijf inwoners om het formulier hardop in te vullen",
                why="Dat kost een ochtend en we zien waar het misgaat.",
                origin="ai",
            ),
            RecordWeighed(what="Eén zin boven het uploadveld", why="Samen korter gemaakt tot hij klopte.", origin="samen"),
        ),
        rejected=(
            RecordWeighed(
                what="Aanvragen zonder tekening meteen weigeren",
                why="Dan beginnen mensen opnieuw, en dat kost hen twee weken.",
                origin="ai",
            ),
        ),
        fields=(
            RecordField(
                step="situatie",
                id="proces",
                label="Waar het over gaat",
                kind="tekst",
                value="De aanvraag van een dakkapel.\n\nDrie collega's behandelen hem na elkaar.",
            ),
            RecordField(
                step="werk",
                id="stappen",
                label="Stappen die wij zetten",
                kind="lijst",
                value=("Formulier gelezen", "Vijf aanvragen nagelopen"),
            ),
            RecordField(step="werk", id="aantal", label="Nagelopen aanvragen", kind="getal", value=1250.5, unit="stuks"),
            RecordField(step="werk", id="dag", label="Dag van de proef", kind="datum", value="2026-11-05"),
            RecordField(step="werk", id="klaar", label="Alles nagelopen", kind="ja_nee", value=True),
        ),
        commitment=RecordCommitment(
            when="een aanvraag zonder tekening binnenkomt",
            then="sturen wij het voorbeeld mee",
            owner="behandelaar van de dag",
        ),
        proposal="vergunningen/2026-W45-koers-van-de-week",
        skipped=("Terugblik",),
        masked=("les", "gehouden"),
    )
    second = first.model_copy(
        update={
            "revision": 2,
            "reason": "gemeten",
            "date": dt.date(2026, 11, 20),
            "outcomes": (Outcome(value=8, date=dt.date(2026, 11, 20), note="Twaalf aanvragen"),),
        }
    )
    third = second.model_copy(
        update={
            "revision": 3,
            "reason": "De eenheid stond verkeerd in de les",
            "date": dt.date(2026, 12, 1),
            "lesson": "Eén voorbeeld van een goede tekening helpt meer dan een langere lijst met eisen.",
            "outcomes": (
                *second.outcomes,
                Outcome(value=6.5, date=dt.date(2026, 12, 1), source="vergunningen/2026-W48-oogst-van-de-week"),
            ),
        }
    )
    return first, second, third


def records() -> list[tuple[Record, ...]]:
    """Return all records of the organisation, each with its revisions."""
    counted, guessed = dt.date(2026, 11, 27), dt.date(2026, 11, 26)
    old = CommitmentState(
        record="vergunningen/2026-W45-koers-van-de-week", status="loopt", note="Zes keer gedaan, twee keer vergeten."
    )
    return [
        rich_revisions(),
        (
            record(
                "vergunningen",
                46,
                BESLUIT,
                "Wel of geen spreekuur op donderdag",
                "We besloten pas goed toen we opschreven wat ons van mening zou doen veranderen.",
                sparring=sparring("tegenspraak", partner="mixed", fallback="timeout"),
                confidence=RecordConfidence(before=85),
                expectation=expected("Bezoekers op het spreekuur", "bezoekers per week", 4, 10),
                outcomes=(Outcome(value=12, date=counted),),
                commitment=RecordCommitment(
                    when="er drie weken minder dan vier bezoekers zijn",
                    then="stoppen we met het spreekuur",
                    owner="teamleider",
                ),
            ),
        ),
        (
            record(
                "vergunningen",
                48,
                OOGST,
                "Wat de voorbeeldtekening deed",
                "Wij meten voortaan op vrijdag, want op maandag tellen we de piek van het weekend mee.",
                measurement=RecordMeasurement(
                    record="vergunningen/2026-W45-koers-van-de-week",
                    measure="Doorlooptijd van een aanvraag",
                    unit="dagen",
                    baseline=9.5,
                    target=6,
                    value=6.5,
                    date=dt.date(2026, 12, 1),
                    manner="geteld",
                    note="Twintig aanvragen",
                ),
                old_commitments=(old,),
                sparring=sparring("coach", partner="practice", fallback="unreachable"),
            ),
        ),
        (
            record(
                "wijkzorg-noord",
                46,
                KOERS,
                "Rustiger overdragen tussen vroeg en laat",
                "Een vraag opschrijven kost tien seconden en scheelt de late dienst een telefoontje.",
                expectation=expected("Telefoontjes na de overdracht", "per dienst", 7, 3),
                outcomes=(Outcome(value=4, date=guessed, manner="geschat"),),
            ),
        ),
        (
            record(
                "wijkzorg-noord",
                47,
                KOERS,
                "Het zorgplan in gewone taal",
                "Korter schrijven duurde eerst langer: wij zochten te lang naar het ene woord.",
                expectation=expected("Tijd per zorgplan", "minuten", 30, 20),
                outcomes=(Outcome(value=36, date=counted),),
            ),
        ),
        (
            record(
                "wijkzorg-noord",
                48,
                KOERS,
                "De route van de avond",
                "Wie de route rijdt, moet hem ook maken.",
                expectation=expected("Reistijd op een avond", "minuten", 95, 80, day=18),
            ),
        ),
        (
            record(
                "klantcontact",
                47,
                KOERS,
                "Terugbelverzoeken",
                "Niets gewonnen: een vast belmoment hielp niet, want mensen nemen overdag niet op.",
                expectation=expected("Gelukte terugbelpogingen", "van de tien", 5, 8),
                outcomes=(Outcome(value=5, date=counted),),
            ),
        ),
        (
            record(
                "klantcontact",
                48,
                BESLUIT,
                HOSTILE[:280],
                HOSTILE,
                kept=(RecordWeighed(what=HOSTILE, why=LONG, origin="ai"),),
                claims=(RecordClaim(claim=HOSTILE, status="open", source=HOSTILE),),
                fields=(RecordField(step="x", id="y", label=HOSTILE, kind="tekst", value=HOSTILE + "\n\n" + LONG),),
                commitment=RecordCommitment(when=HOSTILE, then=LONG, owner="rol"),
                expectation=expected(LONG, HOSTILE, 5, 5),
                outcomes=(Outcome(value=5, date=counted),),
            ),
        ),
        (record("klantcontact", 49, KOERS, "Zonder iets erbij", "Kort is ook goed."),),
    ]


def proposals() -> list[Proposal]:
    """Return a proposal at each stop of its life."""
    common: dict[str, Any] = {
        "team": "vergunningen",
        "fictional": True,
        "challenge": "productiviteit",
        "goal": "sneller-antwoord",
        "goal_title": FRAMED.goal_title,
        "change": "Bij elk formulier staat één voorbeeld.\n\nDe inwoner ziet het vóór het uploaden.",
        "owner": "behandelaar",
        "decider": "afdelingshoofd",
        "expected_yield": "Een aanvraag duurt drie dagen korter.",
    }
    idea = StageChange(stage="idee", date=dt.date(2026, 11, 2))
    trial = StageChange(stage="proef", date=dt.date(2026, 11, 9), reason="Vier weken bij dakkapellen.")
    rows = [
        (45, "koers-van-de-week", "Een voorbeeldtekening bij elk formulier", (idea, trial)),
        (46, "besluit-met-tegenspraak", "Spreekuur op donderdag", (idea,)),
        (
            40,
            "koers-van-de-week",
            "Ontvangstbericht in gewone taal",
            (idea, trial, StageChange(stage="ingevoerd", date=dt.date(2026, 11, 23))),
        ),
        (
            41,
            "koers-van-de-week",
            LONG[:200],
            (idea, StageChange(stage="gestopt", date=dt.date(2026, 11, 16), reason=HOSTILE[:200])),
        ),
    ]
    return [
        Proposal(id=f"vergunningen/2026-W{week}-{kit}", week=Week(2026, week), title=title, life=life, **common)
        for week, kit, title, life in rows
    ]


def write_organisation(root: Path) -> Workspace:
    """Write the fictional organisation and its archive; returns its workspace."""
    write_whole(root / "kader.yaml", FRAME)
    for slug, (name, sector, about) in TEAMS.items():
        lines = [
            f"naam: {name}",
            f'leden: ["{ROSTER}"]',
            *([f"sector: {sector}"] if sector else []),
            *([f'over: "{about}"'] if about else []),
        ]
        write_whole(root / "teams" / f"{slug}.yaml", "\n".join(lines) + "\n")
    archive = Archive(root / "book")
    for revisions in records():
        write_whole(archive.record_path(revisions[0].id), as_json(RecordFile(revisions=revisions)))
    for proposal in proposals():
        write_whole(archive.proposal_path(proposal.id), as_json(proposal))
    return Workspace.at(root)


@pytest.fixture(scope="session")
def organisation(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The fictional organisation; do not change its files."""
    return write_organisation(tmp_path_factory.mktemp("organisatie") / "werk ruimte")


@pytest.fixture(scope="session")
def site(organisation: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its site, without the handbook."""
    out = tmp_path_factory.mktemp("uit") / "site"
    build_site(organisation, out=out, book=False)
    return out


@pytest.fixture(scope="module")
def address(site: Path, serving: Any) -> Iterator[str]:
    """Address of the site while it is served."""
    with serving(site) as found:
        yield found
