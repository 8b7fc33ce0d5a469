"""What a room shows now: each step with what stands in it, the conversation, and what still holds publishing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from lerendwerken import asked
from lerendwerken.answers import Situation, step_model
from lerendwerken.errors import LerendwerkenError
from lerendwerken.faults import explain
from lerendwerken.forms.manifest import SITUATION, Shown
from lerendwerken.forms.views import who
from lerendwerken.journal import Exchange, JournalState
from lerendwerken.kit import KitStep
from lerendwerken.messages import _, ngettext
from lerendwerken.redacting import explained, never_complete
from lerendwerken.session import Session
from lerendwerken.sparring import explain_fallback, explain_marks

Faults = list[Shown]


def shown(session: Session) -> Shown:
    """Return where a session stands, as plain data for the page."""
    state = session.state
    return {
        "seen": state.seen,
        "steps": {SITUATION: _situation(state), **{s.id: _step(s, state) for s in session.kit.kit.steps}},
        "talk": _talk(session, state),
        "preview": _preview(session),
        "claims": list(session.open_claims()),
        "to_do": [step.id for step in session.to_do()],
        "published": state.published,
    }


def faults_of(error: ValidationError, model: type[BaseModel]) -> Faults:
    """Return what is wrong with what was typed, by field; `missing` where a field is only empty still."""
    found = error.errors(include_url=False, include_input=False)
    return [
        {"place": [str(part) for part in fault["loc"]], "text": explain(model, fault), "missing": fault["type"] == "missing"}
        for fault in found
    ]


def told(error: LerendwerkenError, step: KitStep | None) -> Shown:
    """Return an error as a fault: at the field that it names, or at the step as a whole."""
    named = {item.name for item in asked.of_answer(step)} if step else set()
    place = [error.where] if error.where in named else []
    text = str(type(error)(error.what, "", error.remedy)) if place else str(error)
    return {"place": place, "text": text, "missing": False}


def _situation(state: JournalState) -> Shown:
    data = dict(state.situation or {})
    for administration in ("formaat", "kit"):
        data.pop(administration, None)
    draft = state.drafts.get(SITUATION)
    status = "answered" if state.situation and draft is None else "draft" if draft is not None else "empty"
    return {"status": status, "data": dict(draft) if draft is not None else data, "reason": "", "lock": ""}


def _step(step: KitStep, state: JournalState) -> Shown:
    kept: tuple[tuple[str, Mapping[str, Mapping[str, Any]]], ...] = (("answered", state.answers), ("draft", state.drafts))
    status = next((name for name, where in kept if step.id in where), "empty")
    data = next((where[step.id] for _name, where in kept if step.id in where), {})
    reason = state.skipped.get(step.id, "")
    apart = state.apart.get(step.id)
    return {
        "status": "skipped" if reason else status,
        "data": dict(data),
        "reason": reason,
        "lock": _lock(step, state),
        "apart": apart.model_dump(mode="json") if apart else None,
    }


def _lock(step: KitStep, state: JournalState) -> str:
    """Return in one sentence why a step cannot be changed; empty when it can."""
    if step.kind == "vooraf" and state.locked:
        return _("This is locked since the partner spoke: a result that is decided afterwards measures nothing.")
    return ""


def _talk(session: Session, state: JournalState) -> Shown | None:
    brief = session.kit.kit.partner
    if brief is None:
        return None
    blocked = ""
    try:
        session.conversation.gate()
        session.conversation.first_message()
    except LerendwerkenError as error:
        blocked = f"{error.what} {error.remedy}".strip()
    left = max(0, brief.turns - len(state.exchanges))
    return {
        "exchanges": [_exchange(session, number, e) for number, e in enumerate(state.exchanges)],
        "left": left,
        "left_words": _turns_left(left),
        "blocked": blocked,
        "may_retry": bool(state.exchanges and state.exchanges[-1].fallback),
    }


def _exchange(session: Session, number: int, exchange: Exchange) -> Shown:
    told_before = number and session.state.exchanges[number - 1].fallback
    fallback = explain_fallback(exchange.fallback) if exchange.fallback and not told_before else ""
    return {
        "sent": session.conversation.redaction.restore(exchange.sent),
        "as_sent": exchange.sent,
        "reply": exchange.reply,
        "who": who(exchange),
        "is_ai": exchange.is_ai,
        "notes": [line for line in (fallback, explain_marks(exchange.marks)) if line],
    }


def _turns_left(left: int) -> str:
    if left <= 0:
        return _("The partner has given all its replies. Sum up in your own words at the next step.")
    return ngettext("The partner has {count} reply left.", "The partner has {count} replies left.", left).format(count=left)


def _preview(session: Session) -> Shown | None:
    """Return what would be sent now, with what the team adds and undoes, half typed or not."""
    step = session.kit.kit.step_of_kind("verzendcheck")
    if step is None or session.state.situation is None:
        return None
    data = session.state.answers.get(step.id) or session.state.drafts.get(step.id) or {}
    hidden = tuple(word for word in data.get("verberg") or () if word.strip())
    undone = tuple(row["tekst"] for row in data.get("toon") or () if row.get("tekst"))
    found = session.conversation.preview(hidden=hidden, shown=undone)
    return {"text": found.text.text, "replaced": list(explained(found.replacements)), "warning": never_complete()}


def model_of(step: KitStep | None) -> type[BaseModel]:
    """Return the type of a step's answer, or of the situation."""
    return step_model(step) if step else Situation
