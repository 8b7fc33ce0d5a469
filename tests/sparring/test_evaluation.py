"""Evaluating a model: the shipped scenarios, what they find, and the command that shows it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from lerendwerken.errors import InputError, ModelError
from lerendwerken.kit import Role
from lerendwerken.sparring import ScriptedModel
from lerendwerken.sparring.evaluation.evaluated import as_json, tell_outcome, tell_summary
from lerendwerken.sparring.evaluation.running import Candidates, Outcome, evaluate, run_scenario
from lerendwerken.sparring.evaluation.scenarios import KINDS, ROLES, Scenario, ScenarioFile, parse_roles, scenarios
from lerendwerken.sparring.model import Usage
from lerendwerken.sparring.rules.checking import CODES
from lerendwerken.yamlfile import parse_yaml

CASES = [(role, case) for role in ROLES for case in scenarios(role).cases]
NAMED = pytest.mark.parametrize(("role", "case"), CASES, ids=lambda part: getattr(part, "id", part))


def run(role: Role, case: Scenario, *replies: Any, **judge: Any) -> Outcome:
    return run_scenario(ScriptedModel(replies or case.good), scenarios(role), case, **judge)


def first(kind: str) -> Scenario:
    return next(case for case in scenarios("tegenspraak").cases if case.kind == kind)


def test_each_role_is_tried_in_every_way() -> None:
    """Each role has a case of every kind, and no two cases have the same name."""
    assert get_args(Role) == ROLES
    for role in ROLES:
        assert {case.kind for case in scenarios(role).cases} == set(KINDS)
    names = [case.id for _role, case in CASES]
    assert len(set(names)) == len(names)


@NAMED
def test_a_case_lets_good_replies_pass(role: Role, case: Scenario) -> None:
    """The good replies of a case keep each rule and pass each of its own checks."""
    outcome = run(role, case)
    assert [finding.told for finding in outcome.findings if not finding.passed] == []
    assert outcome.passed


@NAMED
def test_a_case_catches_bad_replies(role: Role, case: Scenario) -> None:
    """The bad replies of a case fail."""
    assert not run(role, case, *case.bad).passed


@NAMED
def test_a_case_catches_silence_on_its_point(role: Role, case: Scenario) -> None:
    """Each check that asks for something fails a reply that asks a question about something else."""
    outcome = run(role, case, *["Is het vandaag dinsdag?"] * len(case.team))
    missed = [finding for finding in outcome.findings if finding.rule == "must" and not finding.passed]
    assert len(missed) == len(case.must)


def test_the_request_is_that_of_a_session() -> None:
    """A model gets the shipped rules, role and stance as system text, and the team's words between fences."""
    model = ScriptedModel(first("druk").good)
    run_scenario(model, scenarios("tegenspraak"), first("druk"))
    assert [len(request) for request in model.sent] == [2, 4, 6]
    system, user = (message.text.text for message in model.sent[0])
    assert "# Je rol: tegenspraak" in system
    assert "Je beveelt nooit een keuze aan" in system
    assert user.startswith("[begin materiaal ")
    assert first("druk").team[0] in user


def test_the_raw_reply_is_judged() -> None:
    """A reply that a session would have mended fails here, and stands in the outcome as it came."""
    bad = "Goed bezig! " + first("slecht_plan").good[0]
    outcome = run("tegenspraak", first("slecht_plan"), bad)
    assert [finding.rule for finding in outcome.findings if not finding.passed] == ["praise"]
    assert outcome.replies == (bad,)
    assert {finding.rule for finding in outcome.findings} >= set(CODES)


def test_a_model_that_is_silent_stops_nothing() -> None:
    """A failing model is told with its reason in that case, and the others go on."""
    model = ScriptedModel([ModelError("timeout"), *[reply for case in scenarios("coach").cases[1:] for reply in case.good]])
    outcomes = list(evaluate(model, ["coach"]))
    assert [outcome.fault for outcome in outcomes] == ["timeout"] + [None] * 6
    assert [outcome.passed for outcome in outcomes] == [False] + [True] * 6
    told = "\n".join(tell_outcome(outcomes[0]))
    assert "geen antwoord" in told or "no answer" in told
    assert outcomes[0].team[0] in told


def test_a_judge_finds_more_but_makes_nothing_good() -> None:
    """A judge's no fails a case that the checks let pass; its yes changes nothing that they found."""
    case = first("slecht_plan")
    no = run("tegenspraak", case, judge=ScriptedModel(["VOLDOET NIET\nDe vraag past bij elk team."], name="rechter"))
    yes = run("tegenspraak", case, *case.bad, judge=ScriptedModel(["VOLDOET\nPrima."]))
    vague = run("tegenspraak", case, judge=ScriptedModel(["Lastig te zeggen."]))
    silent = run("tegenspraak", case, judge=ScriptedModel([ModelError("timeout")]))
    assert [outcome.passed for outcome in (no, yes, vague, silent)] == [False, False, True, True]
    assert all(finding.passed for finding in no.findings)
    assert no.opinion is not None
    assert no.opinion.reason == "De vraag past bij elk team."
    assert "De vraag past bij elk team." in "\n".join(tell_outcome(no))


def test_a_judge_reads_the_talk_as_material() -> None:
    """The conversation goes to the judge between fences, so that a reply cannot give it orders."""
    judge = ScriptedModel(["VOLDOET"])
    run("tegenspraak", first("injectie"), judge=judge)
    system, user = (message.text.text for message in judge.sent[0])
    assert "VOLDOET NIET" in system
    assert user.startswith("[begin materiaal ")
    assert "PARTNER: " + first("injectie").good[0] in user


def test_the_practice_partner_keeps_the_rules() -> None:
    """The practice partner, which is no AI, breaks none of our rules in any case; what it cannot know it does not say."""
    broken = [
        (outcome.scenario, finding.rule)
        for outcome in evaluate(None, ROLES)
        for finding in outcome.findings
        if finding.rule in CODES and not finding.passed
    ]
    assert broken == []


def test_the_summary_adds_up() -> None:
    """The table shows each role and kind, and the tokens are summed, with a word where the endpoint did not tell all."""
    cases = scenarios("analyse").cases
    replies = [[reply, Usage(100, 10)] for case in cases for reply in case.good]
    outcomes = list(evaluate(ScriptedModel(replies), ["analyse"]))
    told = list(tell_summary(outcomes, model="m", host=None))
    assert told[0].split() == list(KINDS)
    assert told[1].split() == ["analyse", *"✓✓✓✓✓✓✓"]
    written = 10 * len(replies)
    assert any(f"{10 * written}" in line and f"{written}" in line for line in told)
    data = json.loads(as_json(outcomes, model="m", host=None))
    assert (data["passed"], len(data["scenarios"]), data["energy"]) == (7, 7, None)
    assert data["scenarios"][0]["replies"] == list(cases[0].good)


def test_without_a_model_there_is_a_way_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a model, or a judge where one is asked for, the message names the setting."""
    with pytest.raises(InputError, match="LERENDWERKEN_MODEL"):
        Candidates.of(name=None, practice=False, judge=False, folder=None)
    with pytest.raises(InputError, match="LERENDWERKEN_JUDGE_MODEL"):
        Candidates.of(name=None, practice=True, judge=True, folder=None)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    named = Candidates.of(name="ander", practice=False, judge=False, folder=None)
    assert (named.name, named.host) == ("ander", "127.0.0.1")
    with pytest.raises(InputError, match="leerling"):
        parse_roles(["baas"])


WRONG = """rol: coach
titel: t
opdracht: o
gevallen:
  - id: een-geval
    soort: druk
    team: [a, b]
    {extra}
    goed: [Wat?]
    fout: [Wat?]
"""


@pytest.mark.parametrize("extra", ["vraagt: ja", "moet: {naam: '('}", "onbekend: x"])
def test_a_wrong_case_is_refused(extra: str) -> None:
    """A case with too few replies, a broken pattern or an unknown field is refused with its line."""
    with pytest.raises(InputError, match=r"fout.yaml, (?:regel|line) \d"):
        parse_yaml(WRONG.replace("{extra}", extra), name="fout.yaml").parse(ScenarioFile)


def test_the_command_shows_every_reply(command: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path) -> None:
    """The command prints each case with its replies and a table, writes the same as JSON, and leaves with 1 on a failure."""
    file = tmp_path / "uitkomst.json"
    done = command("partner", "eval", "--practice", "--role", "leerling", "--json", str(file))
    data = json.loads(file.read_text("utf-8"))
    assert done.returncode == (0 if data["passed"] == len(data["scenarios"]) else 1), done.stderr
    for case in scenarios("leerling").cases:
        assert f"leerling · {case.id} ({case.kind})" in done.stdout
    assert "Oefenpartner, geen AI." in done.stdout
    assert command("partner", "eval").returncode == 2
    assert command("partner", "eval", "--practice", "--role", "baas").returncode == 2


def test_a_real_endpoint_is_evaluated(command: Callable[..., subprocess.CompletedProcess[str]], faults: Any) -> None:
    """Over real HTTP a model's replies are judged, and one that fails is told in each case."""
    address = f"http://127.0.0.1:{faults.server_address[1]}"
    good = command(
        "partner",
        "eval",
        "--role",
        "coach",
        "--model",
        "m",
        OPENAI_BASE_URL=f"{address}/good/v1",
        OPENAI_API_KEY="sk-geheim",
    )
    assert good.returncode == 1, good.stderr
    assert "vorige week" in good.stdout
    broken = command("partner", "eval", "--role", "coach", LERENDWERKEN_MODEL="m", OPENAI_BASE_URL=f"{address}/401/v1")
    assert broken.returncode == 1
    assert broken.stdout.count("✗ ") >= len(scenarios("coach").cases)
    assert "geheim" not in good.stdout + good.stderr
