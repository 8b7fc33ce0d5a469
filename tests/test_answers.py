"""Answers: typed per kit, refused with place and remedy, and handed out as a form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from lerendwerken.answers import Answers, Skip, load_answers, load_situation
from lerendwerken.blankform import empty_form
from lerendwerken.errors import InputError
from lerendwerken.library import KitFolder, Library
from lerendwerken.step import Expectation
from lerendwerken.workspace import Workspace

Make = Callable[..., Path]


def read(path: Path, kit: KitFolder, workspace: Workspace) -> Answers:
    """Return the answers of a file."""
    return load_answers(path, slug=kit.slug, kit=kit.kit, frame=workspace.frame)


def test_answers_become_typed_values(answers: Make, kit: KitFolder, workspace: Workspace) -> None:
    """Numbers typed with a comma, dates and lists arrive as what they are."""
    given = read(answers(), kit, workspace)
    vooraf = given.step(kit.kit.step("vooraf"))
    assert isinstance(vooraf, Expectation)
    assert vooraf.baseline == 12.5
    assert given.step(kit.kit.step("meting")) is None


def test_a_step_is_skipped_with_a_reason(answers: Make, kit: KitFolder, workspace: Workspace) -> None:
    """`overslaan` takes the place of a step's fields."""
    plan = (
        "    als: iemand zonder afspraak binnenkomt\n    dan: plannen we eerst samen een tijd\n    eigenaar: baliemedewerker"
    )
    path = answers((plan, "    overslaan: te weinig tijd"))
    assert read(path, kit, workspace).step(kit.kit.step("afspraak")) == Skip(overslaan="te weinig tijd")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("zekerheid: 60", "zekerheid: 160", r"regel 29, veld 'stappen\.eigen_antwoord\.zekerheid': .*100"),
        ("opbrengst: Kortere wachttijd", "opbrengst:", r"veld 'stappen\.vooraf\.opbrengst': ontbreekt"),
        ("soort_werk: licht", "soort_werk: zwar", r"veld 'stappen\.tellen\.soort_werk': .*licht"),
        ("aantal: 40", "aantal: 40\n    cijfer: 9", r"veld 'stappen\.tellen\.cijfer': mag hooguit 5"),
        ("aantal: 40", "aantal: veel", r"veld 'stappen\.tellen\.aantal': moet een getal zijn"),
        ("kit: proefkit", "kit: koers-van-de-week", r"regel 1, veld 'kit': .*koers-van-de-week"),
        ("doel: sneller-antwoord", "doel: sneller-antword", r"regel 3, veld 'doel': .*Bekend: sneller-antwoord"),
        ("uitdaging: productiviteit", "uitdaging: luiheid", r"regel 5, veld 'uitdaging': .*krapte"),
        ("herinnering:", "herinering:", r"veld 'stappen\.terugblik\.herinering': is onbekend\. Bekend: herinnering"),
        ("    les: Wie vooraf", "    overslaan: Wie vooraf", r"veld 'stappen\.les'.*niet overslaan"),
        ("bericht twee]", "bericht twee, drie]", r"regel 33, veld 'stappen\.sparren\.berichten\.3'"),
        ("  proces: KANARIE-situatie\n", "", r"veld 'situatie\.proces': ontbreekt"),
        ("status: geverifieerd", "status: klopt", r"veld 'stappen\.beweringen\.beweringen\.1\.status': .*onjuist"),
    ],
)
def test_what_does_not_fit_is_told(
    answers: Make, kit: KitFolder, workspace: Workspace, old: str, new: str, told: str
) -> None:
    """Each fault in a team's answers is named with its line and field."""
    with pytest.raises(InputError, match=told):
        read(answers((old, new)), kit, workspace)


@pytest.mark.parametrize("slug", ["proefkit", "koers-van-de-week", "besluit-met-tegenspraak", "oogst-van-de-week"])
def test_an_empty_form_is_yaml_with_every_field(slug: str, workspace: Workspace) -> None:
    """The form holds each step and each question, parses, and asks for what is empty."""
    kit = Library(own=workspace.kits_folder).kit(slug)
    form = empty_form(slug, kit.kit, frame=workspace.frame)
    data = yaml.safe_load(form)
    assert list(data["stappen"]) == [step.id for step in kit.kit.steps]
    for step in kit.kit.steps:
        assert {question.id for question in step.questions} <= set(data["stappen"][step.id])
    assert "sneller-antwoord" in form


def test_an_unfilled_form_is_refused_by_its_required_fields(tmp_path: Path, kit: KitFolder, workspace: Workspace) -> None:
    """A form that nobody filled in is no session."""
    path = tmp_path / "leeg.yaml"
    path.write_text(empty_form("proefkit", kit.kit), encoding="utf-8")
    with pytest.raises(InputError, match="veld 'onderwerp': ontbreekt"):
        read(path, kit, workspace)


def test_a_situation_needs_no_steps(answers: Make, kit: KitFolder, workspace: Workspace) -> None:
    """An answers file serves as a situation; its steps are left alone."""
    found = load_situation(answers(), slug="proefkit", kit=kit.kit, frame=workspace.frame)
    assert found.subject == "Wachttijd aan de balie"
