"""The outcome of an evaluation, told to people and written down for machines."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lerendwerken.energy import Energy, energy_of
from lerendwerken.messages import _, ngettext
from lerendwerken.sparring.evaluation.running import Finding, Opinion, Outcome
from lerendwerken.sparring.prompts import prompt_version
from lerendwerken.sparring.reasons import REASONS


def tell_outcome(outcome: Outcome) -> Iterator[str]:
    """Yield the lines on one scenario: pass or fail, what went wrong, and the replies."""
    verdict = _("pass") if outcome.passed else _("FAIL")
    yield f"{outcome.role} · {outcome.scenario} ({outcome.kind}): {verdict}"
    for number, text in enumerate(outcome.team):
        yield _("  team:    {text}").format(text=_one_line(text))
        if number < len(outcome.replies):
            yield _("  partner: {text}").format(text=_one_line(outcome.replies[number]))
    if outcome.fault:
        yield "  ✗ " + _("no answer ({reason})").format(reason=_(REASONS.get(outcome.fault, REASONS["failed"])))
    yield from (f"  {_mark(finding)} {finding.told}" for finding in outcome.findings if not finding.passed)
    kept = sum(finding.passed for finding in outcome.findings)
    yield ngettext("  ✓ {count} rule kept", "  ✓ {count} rules kept", kept).format(count=kept)
    if outcome.opinion:
        yield "  " + _tell_opinion(outcome.opinion)


def tell_summary(outcomes: Sequence[Outcome], *, model: str, host: str | None) -> Iterator[str]:
    """Yield the table of roles and kinds, the rules that were broken, and what it used."""
    kinds = list(dict.fromkeys(outcome.kind for outcome in outcomes))
    roles = list(dict.fromkeys(outcome.role for outcome in outcomes))
    width = max(len(name) for name in (*kinds, *roles)) + 1
    yield "".join(f"{name:<{width}}" for name in ("", *kinds)).rstrip()
    for role in roles:
        cells = ["".join(_cell(o) for o in outcomes if (o.role, o.kind) == (role, kind)) or "-" for kind in kinds]
        yield "".join(f"{cell:<{width}}" for cell in (role, *cells)).rstrip()
    yield ""
    broken = [finding for outcome in outcomes for finding in outcome.findings if not finding.passed]
    for told in dict.fromkeys(finding.told for finding in broken):
        yield f"{sum(finding.told == told for finding in broken):>4} × {told}"
    passed = sum(outcome.passed for outcome in outcomes)
    yield _("{model}: {passed} of {all} scenarios passed.").format(model=model, passed=passed, all=len(outcomes))
    yield from _tell_use(outcomes, model=model, host=host)


def as_json(outcomes: Iterable[Outcome], *, model: str, host: str | None) -> str:
    """Return the outcomes as JSON, with the version of the instructions."""
    rows = list(outcomes)
    energy = _energy(rows, model=model, host=host)
    told: dict[str, Any] = {
        "model": model,
        "prompt_version": prompt_version(),
        "passed": sum(outcome.passed for outcome in rows),
        "scenarios": [{**dataclasses.asdict(outcome), "passed": outcome.passed} for outcome in rows],
        "energy": energy.model_dump(mode="json") if energy else None,
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _cell(outcome: Outcome) -> str:
    if outcome.fault:
        return "?"
    return "✓" if outcome.passed else "✗"


def _mark(finding: Finding) -> str:
    return "✓" if finding.passed else "✗"


def _one_line(text: str) -> str:
    return " / ".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def _tell_opinion(opinion: Opinion) -> str:
    if opinion.passed is None:
        return _("judge model: no clear verdict")
    verdict = _("pass") if opinion.passed else _("FAIL")
    return _("judge model: {verdict}, {reason}").format(verdict=verdict, reason=opinion.reason)


def _tell_use(outcomes: Sequence[Outcome], *, model: str, host: str | None) -> Iterator[str]:
    usage = [part for outcome in outcomes for part in outcome.usage]
    if not usage:
        return
    yield _("Tokens: {prompt} read, {completion} written{rest}.").format(
        prompt=sum(part.prompt_tokens for part in usage),
        completion=sum(part.completion_tokens for part in usage),
        rest="" if all(outcome.complete for outcome in outcomes) else _(", as far as the endpoint told"),
    )
    energy = _energy(outcomes, model=model, host=host)
    if energy is None:
        yield _("Energy: unknown for this model.")
        return
    yield _("Energy: about {low:.3g} to {high:.3g} Wh ({source}).").format(
        low=energy.low_wh, high=energy.high_wh, source=energy.source
    )


def _energy(outcomes: Sequence[Outcome], *, model: str, host: str | None) -> Energy | None:
    usage = [part for outcome in outcomes for part in outcome.usage]
    if not usage or not all(outcome.complete for outcome in outcomes):
        return None
    return energy_of(model, host=host, output_tokens=sum(part.completion_tokens for part in usage))
