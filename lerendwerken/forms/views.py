"""A part of a session as words: what a run without people leaves in the notebook, and what stands under each form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Protocol

from lerendwerken.answers import Skip
from lerendwerken.journal import Exchange
from lerendwerken.kit import KitQuestion, KitStep
from lerendwerken.messages import _
from lerendwerken.redacting import explained, never_complete
from lerendwerken.session import Session
from lerendwerken.sparring import explain_marks
from lerendwerken.values import Value

Rows = list[tuple[str, str]]


class Form(Protocol):
    """What people fill in."""

    @property
    def box(self) -> Any:
        """The widget that a notebook shows."""
        ...

    def refresh(self) -> None:
        """Show what is true now, without touching what was typed."""
        ...


@dataclass(frozen=True, kw_only=True, repr=False)
class View:
    """A part of a session as a notebook shows it; private, like everything in a session."""

    session: Session
    form: Form | None = None

    def rows(self) -> Rows:
        """Return what it holds, as headings and texts."""
        return []

    def _repr_html_(self) -> str:
        rows = self.rows() or [("", _("Not filled in yet."))]
        items = (f"<dt>{escape(head)}</dt><dd style='white-space:pre-wrap'>{escape(text)}</dd>" for head, text in rows)
        return f"<dl>{''.join(items)}</dl>"

    def _repr_mimebundle_(self, **_kinds: Any) -> dict[str, Any]:
        """Return the form for who can show it; the words go along for who cannot."""
        shown = self.form.box._repr_mimebundle_() if self.form else {}
        return {kind: content for kind, content in shown.items() if kind != "text/plain"}

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


@dataclass(frozen=True, kw_only=True, repr=False)
class SituationView(View):
    """What is known of the team's work before the session."""

    def rows(self) -> Rows:
        """Return the situation, as headings and texts."""
        kept = dict(self.session.state.situation or {})
        own = kept.pop("situatie", {})
        hidden = {"formaat", "kit"}
        return _rows({k: v for k, v in kept.items() if k not in hidden}) + _rows(own, self.session.kit.kit.situation)


@dataclass(frozen=True, kw_only=True, repr=False)
class StepView(View):
    """A step with its answer."""

    step: KitStep

    def rows(self) -> Rows:
        """Return what the step holds, as headings and texts."""
        rows = _answer_rows(self.step, self.session.answers().get(self.step.id))
        if self.step.kind == "verzendcheck":
            rows = [*_preview_rows(self.session), *rows]
        if self.step.kind == "sparren":
            rows += [
                (who(e), "\n\n".join(filter(None, (e.reply, explain_marks(e.marks))))) for e in self.session.state.exchanges
            ]
        if self.step.kind == "publicatie" and self.session.state.published:
            rows.append((_("Record"), self.session.record_id))
        return rows

    def __repr__(self) -> str:
        return f"<StepView {self.step.id}>"


def who(exchange: Exchange) -> str:
    """Return who spoke, so that what an AI wrote is known as such."""
    text = _("AI: {model}") if exchange.is_ai else _("{model}, no AI")
    return text.format(model=exchange.model)


def _preview_rows(session: Session) -> Rows:
    if session.state.situation is None:
        return []
    found = session.conversation.preview()
    replaced = "\n".join(explained(found.replacements)) or _("Nothing was replaced.")
    return [(_("What will be sent"), found.text.text), (_("What is replaced"), f"{replaced}\n\n{never_complete()}")]


def _answer_rows(step: KitStep, answer: Value | None) -> Rows:
    if answer is None:
        return []
    if isinstance(answer, Skip):
        return [(_("Skipped"), answer.reason)]
    data = answer.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    return _rows(data, step.questions)


def _rows(data: Mapping[str, Any], questions: tuple[KitQuestion, ...] = ()) -> Rows:
    names = {question.id: question.label or question.question for question in questions}
    return [(names.get(key, key.replace("_", " ")), _plain(value)) for key, value in data.items()]


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(f"- {_plain(item)}" for item in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_plain(item)}" for key, item in value.items())
    return str(value)
