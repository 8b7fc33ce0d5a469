"""What a room shows that does not change while a team works in it: the kit, its steps, and what each of them asks."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from lerendwerken import asked
from lerendwerken.asked import Asked
from lerendwerken.kit import KitStep
from lerendwerken.messages import _
from lerendwerken.session import Session

Shown = dict[str, Any]
SITUATION = ""


def manifest(session: Session) -> Shown:
    """Return a kit as plain data for the page: its own words, and each step with what it asks.

    The situation comes first, as a step with the empty name.
    """
    kit, frame = session.kit.kit, session.workspace.frame
    return {
        "title": kit.title,
        "purpose": kit.purpose,
        "minutes": kit.minutes,
        "why": kit.why,
        "team": session.workspace.team(session.team).name,
        "week": str(session.week),
        "session": session.record_id,
        "organisation": frame.organisation,
        "fictional": frame.fictional,
        "turns": kit.partner.turns if kit.partner else 0,
        "steps": [_situation(session), *(_step(step, session) for step in kit.steps)],
    }


def _situation(session: Session) -> Shown:
    own = asked.of_situation(session.kit.kit)
    return {
        "name": SITUATION,
        "kind": "situatie",
        "title": _("Your situation"),
        "text": _("What is it about, and which goal does it serve?"),
        "minutes": None,
        "why": None,
        "facilitator": None,
        "optional": False,
        "skippable": False,
        "individual": False,
        # the kit's own questions stand in a part of their own, as in a file with answers
        "asked": _plain(asked.of_frame(session.workspace.frame)),
        "own": _plain(own),
        "mistakes": [],
    }


def _step(step: KitStep, session: Session) -> Shown:
    return {
        "name": step.id,
        "kind": step.kind,
        "title": step.title,
        "text": step.text,
        "minutes": step.minutes,
        "why": step.why,
        "facilitator": step.facilitator,
        "optional": step.optional,
        "skippable": step.skippable,
        "individual": step.individual,
        "asked": _plain(asked.of_step(step, session.kit.kit)),
        "own": [],
        "mistakes": [mistake.question for mistake in step.mistakes],
    }


def _plain(items: tuple[Asked, ...]) -> list[Shown]:
    return [asdict(item) for item in items]
