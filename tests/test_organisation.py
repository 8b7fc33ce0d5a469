"""An organisation that nobody here knows goes through every shipped kit; its site shows what it publishes and no more."""

from __future__ import annotations

import html
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from lerendwerken.kit import KitQuestion, KitStep
from lerendwerken.library import KitFolder, Library

Command = Callable[..., subprocess.CompletedProcess[str]]
FRAME = """\
organisatie: Keuringshuis (fictief)
doelen: [{id: d, titel: Een doel}]
ontwikkelvragen: [{id: v, vraag: Hoe dan?, doel: d}]
"""
TEAM = "naam: Team Noord\nleden: [Femke Kanarietest]  # verzonnen\nbegeleider: KANARIE-rol\n"
DAY = "2026-11-27"
PRIVATE = ("KANARIE", "Kanarietest", "Femke", "29384756")


def given(question: KitQuestion) -> Any:
    """Return an answer of the kind that a kit's question asks for; a private one holds a canary."""
    text = f"Gepubliceerd {question.id} É<b>'x" if question.published else f"KANARIE-{question.id}"
    kinds = {"tekst": text, "getal": 4, "datum": DAY, "lijst": [text, f"{text} 2"], "ja_nee": "ja"}
    return kinds.get(question.kind, question.choices[0] if question.choices else None)


def fixed(step: KitStep, slug: str) -> dict[str, Any]:
    """Return answers to the fixed fields of a step, as a team of that kit would give them."""
    return {
        "terugblik": {"herinnering": "KANARIE-herinnering"},
        "vooraf": {
            "opbrengst": f"Opbrengst van {slug}",
            "resultaat": "Blijvend rustiger",
            "maat": f"maat van {slug}",
            "eenheid": "uur",
            "nulmeting": "1.200,5",
            "streefwaarde": 900,
            "meetdatum": DAY,
        },
        "eigen_antwoord": {"antwoord": "KANARIE-eigen, bel Femke op 06-29384756", "zekerheid": 50},
        "verzendcheck": {"akkoord": "ja"},
        "sparren": {"berichten": ["KANARIE-bericht"]},
        "beweringen": {"beweringen": [{"bewering": f"Bewering van {slug}", "status": "onjuist", "bron": "telling"}]},
        "afweging": {"gehouden": [{"wat": "Houden", "waarom": "Werkt", "van": "ai"}], "verworpen": []},
        "meting": {"waarde": 1000, "datum": DAY},
        "voorstel": {
            "titel": f"Voorstel van {slug}",
            "verandering": "Anders",
            "opbrengst": "twee uur",
            "eigenaar": "coach",
            "beslisser": "baas",
        },
        "afspraak": {"als": "het maandag is", "dan": "tellen we", "eigenaar": "coach"},
        "les": {"les": f"Les van {slug}: vraag het Femke vooraf", "zekerheid": 70},
        "publicatie": {"akkoord": "ja", "nagelezen_door": "coach"},
    }.get(step.kind, {})


def answers(folder: KitFolder) -> str:
    """Return a filled-in answers file for any kit."""
    kit = folder.kit
    steps = {step.id: {**fixed(step, folder.slug), **{q.id: given(q) for q in step.questions}} for step in kit.steps}
    head = {"kit": folder.slug, "onderwerp": f"Onderwerp van {folder.slug}", "doel": "d", "ontwikkelvraag": "v"}
    situation = {question.id: given(question) for question in kit.situation}
    whole = {**head, "uitdaging": "krapte", "situatie": situation, "stappen": steps}
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)


def test_an_unknown_organisation_finds_its_lessons_and_nothing_private(command: Command, tmp_path: Path) -> None:
    """From `init` to the built site: every lesson, yield and proposal is found on it, and not one canary."""
    home, site = tmp_path / "huis", tmp_path / "site"
    assert command("init", str(home), cwd=tmp_path).returncode == 0
    (home / "kader.yaml").write_text(FRAME, encoding="utf-8")
    (home / "teams/eerste-team.yaml").rename(home / "teams/noord.yaml").write_text(TEAM, encoding="utf-8")
    kits = sorted(Library().kits(), key=lambda folder: ["koers", "experiment", "spar", "oogst"].index(folder.kit.moment))
    for folder in kits:
        (home / "antwoorden.yaml").write_text(answers(folder), encoding="utf-8")
        done = command("run", folder.slug, "--team", "noord", "--week", "2026-W48", "-f", "antwoorden.yaml", cwd=home)
        assert done.returncode == 0, done.stderr
    assert command("site", "build", "--out", str(site), cwd=home).returncode == 0
    shown = html.unescape("\n".join(page.read_text(encoding="utf-8") for page in site.rglob("*.html")))
    for folder in kits:
        wanted = [f"Les van {folder.slug}: vraag het [naam weggelaten] vooraf", f"Bewering van {folder.slug}"]
        kinds = {step.kind for step in folder.kit.steps}
        wanted += [f"Opbrengst van {folder.slug}", f"maat van {folder.slug}"] if "vooraf" in kinds else []
        wanted += [f"Voorstel van {folder.slug}"] if "voorstel" in kinds else []
        assert [text for text in wanted if text not in shown] == []
    assert "1.200,5" in shown
    everything = b"".join(path.read_bytes() for path in site.rglob("*") if path.is_file())
    assert [word for word in PRIVATE if word.encode() in everything] == []
