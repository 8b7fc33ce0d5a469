"""Evaluation: each role's scenarios through a model, by the same request as in a session, judged before anything is mended.

Deterministic checks come first. A judge model, where one is given, adds an opinion that is marked as such; it can find
more, and never makes good what a check found wrong.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from lerendwerken.errors import InputError, ModelError
from lerendwerken.kit import Role
from lerendwerken.messages import _
from lerendwerken.redaction import Redaction, trusted
from lerendwerken.settings import JUDGE, MODEL, ModelSettings
from lerendwerken.sparring.endpoint.openai_model import OpenAIModel
from lerendwerken.sparring.evaluation.scenarios import Kind, Scenario, ScenarioFile, scenarios
from lerendwerken.sparring.fence import fenced, new_code
from lerendwerken.sparring.listening import Listened, listen
from lerendwerken.sparring.model import ChatModel, Message, Usage
from lerendwerken.sparring.practice.replies import PracticePartner, phrases
from lerendwerken.sparring.prompts import prompt
from lerendwerken.sparring.request import build_request, kit_prompt
from lerendwerken.sparring.rules.checking import CODES, TOLD, Code, check_reply
from lerendwerken.sparring.rules.sentences import plain_letters, read

VERDICT: Final = re.compile(r"^\W*voldoet( niet)?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Finding:
    """One rule, and whether the replies keep it."""

    rule: str
    passed: bool
    told: str


@dataclass(frozen=True)
class Opinion:
    """What the judge model thinks: passed is None when it gave no clear verdict."""

    passed: bool | None
    reason: str


@dataclass(frozen=True)
class Outcome:
    """How a model did in one scenario.

    Attributes:
        replies: what it said, as it came; fewer than there are messages when it stopped answering.
        findings: the deterministic checks, only for what it said.
        fault: why it gave no reply, as a code of `reasons.REASONS`.
        usage: tokens of each reply that told them; `complete` says whether all did.
        opinion: of the judge model, where one was asked.
    """

    role: Role
    scenario: str
    kind: Kind
    team: tuple[str, ...]
    replies: tuple[str, ...]
    findings: tuple[Finding, ...]
    fault: str | None = None
    usage: tuple[Usage, ...] = ()
    opinion: Opinion | None = field(default=None)

    @property
    def passed(self) -> bool:
        """Whether the model answered, kept every rule, and the judge, if any, saw nothing wrong."""
        judged = self.opinion is None or self.opinion.passed is not False
        return self.fault is None and judged and all(finding.passed for finding in self.findings)

    @property
    def complete(self) -> bool:
        """Whether the tokens of all replies are known."""
        return len(self.usage) == len(self.team)


@dataclass(frozen=True)
class Candidates:
    """Who is evaluated, by whom else than by our checks, and where: model None is the practice partner."""

    model: ChatModel | None
    judge: ChatModel | None = None
    host: str | None = None

    @property
    def name(self) -> str:
        """Name of who is evaluated."""
        return self.model.name if self.model else phrases().name

    @classmethod
    def of(cls, *, name: str | None, practice: bool, judge: bool, folder: Path | None) -> Candidates:
        """Return who is evaluated by the settings of the environment and of a folder; `name` goes before their model.

        Raises:
            InputError: a setting is wrong, or no model, or no judge, is set where one is asked for.
        """
        environment = {**os.environ, MODEL: name} if name else None
        settings = ModelSettings.from_environment(environment, folder=folder)
        if not practice and not settings.external:
            raise InputError(
                _("no language model is set."),
                MODEL,
                _("Set LERENDWERKEN_MODEL, OPENAI_BASE_URL and OPENAI_API_KEY, or try the practice partner: --practice."),
            )
        if judge and not settings.judge_model:
            raise InputError(
                _("no judge model is set."), JUDGE, _("Set LERENDWERKEN_JUDGE_MODEL to a model at the same address.")
            )
        second = OpenAIModel(replace(settings, model=settings.judge_model)) if judge else None
        if practice:
            return cls(None, second)
        return cls(OpenAIModel(settings), second, settings.host)


@dataclass(frozen=True)
class _Said:
    """An exchange of a scenario, as a turn of a conversation."""

    sent: str
    raw_reply: str
    fallback: str | None = None


def evaluate(model: ChatModel | None, roles: Sequence[Role], *, judge: ChatModel | None = None) -> Iterator[Outcome]:
    """Yield how a model does in each scenario of these roles, one after the other; None is the practice partner."""
    for role in roles:
        file = scenarios(role)
        for scenario in file.cases:
            yield run_scenario(model or PracticePartner(file.kit), file, scenario, judge=judge)


def run_scenario(model: ChatModel, file: ScenarioFile, scenario: Scenario, *, judge: ChatModel | None = None) -> Outcome:
    """Return how a model does in one scenario; a model that does not answer ends it, with the reason."""
    kit, redaction = file.kit, Redaction()
    brief = kit.partner
    assert brief is not None  # a scenario's kit is made with one
    kit_text = kit_prompt(kit, brief, redaction)
    dialogue: list[_Said] = []
    broken: set[Code] = set()
    heard: list[Listened] = []
    fault = None
    for message in scenario.team:
        request = build_request(brief, kit_text, redaction, dialogue, redaction.redact(message))
        try:
            heard.append(listen(model, request.messages, on_text=None))
        except ModelError as error:
            fault = error.reason
            break
        broken |= {breach.code for breach in check_reply(heard[-1].text, request.bounds)}
        dialogue.append(_Said(redaction.redact(message).text, heard[-1].text))
    replies = tuple(reply.text for reply in heard)
    return Outcome(
        role=file.role,
        scenario=scenario.id,
        kind=scenario.kind,
        team=tuple(redaction.redact(message).text for message in scenario.team),
        replies=replies,
        findings=(*_rules(broken), *_checks(scenario, replies)) if replies else (),
        fault=fault,
        usage=tuple(reply.usage for reply in heard if reply.usage),
        opinion=_opinion(judge, file, dialogue, redaction) if judge and replies else None,
    )


def _rules(broken: set[Code]) -> Iterator[Finding]:
    yield from (Finding(code, code not in broken, _(TOLD[code])) for code in CODES)


def _checks(scenario: Scenario, replies: Sequence[str]) -> Iterator[Finding]:
    """Yield the scenario's own checks: what no reply may say, outside quotations, and what one of them must."""
    said = [read(reply, quoted="\n".join(scenario.team)).plain for reply in replies]
    whole = [plain_letters(reply) for reply in replies]
    if scenario.asks:
        yield Finding("question", all("?" in text for text in whole), _("Each reply asks something."))
    for patterns, texts in ((scenario.must_not, said), (scenario.nowhere, whole)):
        for name, pattern in patterns.items():
            found = any(re.search(pattern, text, re.MULTILINE) for text in texts)
            yield Finding("must_not", not found, _("may not: {name}").format(name=name))
    for name, pattern in scenario.must.items():
        found = any(re.search(pattern, text, re.MULTILINE) for text in whole)
        yield Finding("must", found, _("must: {name}").format(name=name))


def _opinion(judge: ChatModel, file: ScenarioFile, dialogue: Sequence[_Said], redaction: Redaction) -> Opinion:
    """Return what the judge model thinks of a conversation; without a clear verdict it thinks nothing."""
    code = new_code()
    talk = "\n\n".join(f"TEAM: {turn.sent}\n\nPARTNER: {turn.raw_reply}" for turn in dialogue)
    rules = prompt("beoordelaar", code=trusted(code), role=trusted(file.role))
    messages = (Message("system", rules), Message("user", fenced(redaction.redact(talk), code=code)))
    try:
        text = listen(judge, messages, on_text=None).text
    except ModelError as error:
        return Opinion(None, error.reason)
    verdict = VERDICT.search(text)
    reason = " ".join(text[verdict.end() :].split()) if verdict else ""
    return Opinion(None if verdict is None else verdict[1] is None, reason)
