"""What is typed is kept at once, also when it is no answer yet, and a step is never both answered and half typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from lerendwerken.errors import GateError, InputError
from lerendwerken.journal import Apart
from lerendwerken.library import KitFolder
from lerendwerken.session import Session
from lerendwerken.weekcycle import Week
from lerendwerken.workspace import Workspace
from lerendwerken.yamlfile import read_yaml

Make = Callable[..., Path]
WEEK = Week(2026, 48)


@pytest.fixture
def session(workspace: Workspace, kit: KitFolder) -> Session:
    """Return a session that has just begun."""
    return Session.open(workspace, kit=kit, team="balie", week=WEEK)


def reopened(session: Session) -> Session:
    """Return the session as a new process finds it."""
    return Session.open(session.workspace, kit=session.kit, team=session.team, week=session.week)


def test_what_is_no_answer_yet_is_kept_as_typed(session: Session) -> None:
    """A half-filled step survives the process, to the letter, and does not count as answered."""
    step = session.kit.kit.step("vooraf")
    typed = {"opbrengst": "Minder wachten", "nulmeting": "ongeveer tien"}
    with pytest.raises(ValidationError):
        session.type(step, typed)
    again = reopened(session)
    assert again.state.drafts == {"vooraf": typed}
    assert step in again.to_do()


def test_a_whole_answer_takes_the_place_of_its_draft_and_back(session: Session, answers: Make) -> None:
    """Once it is an answer the draft is gone; a required field made empty makes it a draft again, and closes the gate."""
    given = read_yaml(answers()).data
    session.type(None, {name: given[name] for name in ("onderwerp", "doel", "ontwikkelvraag", "uitdaging", "situatie")})
    for name in ("vooraf", "eigen_antwoord", "verzendcheck"):
        session.type(session.kit.kit.step(name), given["stappen"][name])
    session.conversation.gate()
    assert session.state.drafts == {}
    own = session.kit.kit.step("eigen_antwoord")
    with pytest.raises(ValidationError):
        session.type(own, {"antwoord": "Nog niet af"})
    assert "eigen_antwoord" not in session.state.answers
    with pytest.raises(GateError):
        session.conversation.gate()
    session.type(own, given["stappen"]["eigen_antwoord"])
    session.conversation.gate()
    assert session.state.drafts == {}


def test_an_emptied_step_and_an_emptied_situation_are_as_new(session: Session, answers: Make) -> None:
    """Taking everything away leaves neither answer nor draft, and writes nothing when there was nothing."""
    step = session.kit.kit.step("terugblik")
    session.type(step, {"herinnering": "iets"})
    session.type(step, {})
    with pytest.raises(ValidationError):
        session.type(None, {"onderwerp": "Alleen dit"})
    session.type(None, {})
    state = session.state
    assert (state.answers, state.drafts, state.situation) == ({}, {}, None)
    lines = len(session.journal.entries())
    session.type(step, {})
    session.type(None, {})
    assert len(session.journal.entries()) == lines


def test_the_same_typed_twice_is_written_once(session: Session) -> None:
    """A draft that did not change adds no line."""
    step = session.kit.kit.step("vooraf")
    for _time in range(2):
        with pytest.raises(ValidationError):
            session.type(step, {"opbrengst": "Minder wachten"})
    assert [entry.kind for entry in session.journal.entries()].count("draft") == 1


def test_what_is_locked_is_not_touched_by_typing(session: Session, answers: Make) -> None:
    """After the partner spoke neither a draft nor an emptied form replaces what was decided up front."""
    given = read_yaml(answers()).data
    session.type(None, {name: given[name] for name in ("onderwerp", "doel", "ontwikkelvraag", "uitdaging", "situatie")})
    for name in ("vooraf", "eigen_antwoord", "verzendcheck"):
        session.type(session.kit.kit.step(name), given["stappen"][name])
    session.conversation.say(session.conversation.first_message())
    kept = session.state.answers["vooraf"]
    step = session.kit.kit.step("vooraf")
    for typed in ({}, {"opbrengst": "Anders"}, {**given["stappen"]["vooraf"], "streefwaarde": 1}):
        with pytest.raises((InputError, ValidationError)):
            session.type(step, typed)
    assert session.state.answers["vooraf"] == kept
    assert session.state.drafts == {}


def test_a_draft_ends_a_skip(session: Session) -> None:
    """Who starts to type in a skipped step no longer skips it."""
    step = session.kit.kit.step("afspraak")
    session.skip(step, reason="te weinig tijd")
    with pytest.raises(ValidationError):
        session.type(step, {"als": "de telefoon gaat"})
    assert session.state.skipped == {}
    session.skip(step, reason="toch niet")
    assert (session.state.skipped, session.state.drafts) == ({"afspraak": "toch niet"}, {})


def test_where_the_team_was_and_what_members_wrote_apart_is_kept(session: Session) -> None:
    """The step in view and the texts of each member survive the process; they are in no answer."""
    step = session.kit.kit.step("eigen_antwoord")
    session.see("eigen_antwoord")
    session.see("eigen_antwoord")
    session.write_apart(step, Apart(texts=("Eerste", "Tweede")))
    again = reopened(session)
    assert again.state.seen == "eigen_antwoord"
    assert again.state.apart["eigen_antwoord"] == Apart(texts=("Eerste", "Tweede"), shown=False)
    assert again.state.answers == {}
    assert [entry.kind for entry in again.journal.entries()].count("seen") == 1
    assert "Tweede" not in repr(again.state)
