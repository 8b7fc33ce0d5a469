"""The room without a browser: messages as the page sends them, against a real journal and a real record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lerendwerken.errors import ModelError
from lerendwerken.forms.manifest import manifest
from lerendwerken.forms.room import Room
from lerendwerken.library import KitFolder
from lerendwerken.session import Session
from lerendwerken.sparring import ScriptedModel
from lerendwerken.weekcycle import Week
from lerendwerken.workspace import Workspace
from lerendwerken.yamlfile import read_yaml

Make = Callable[..., Path]
Open = Callable[..., "Page"]
WEEK = Week(2026, 48)
RECORD = "balie/2026-W48-proefkit"


class Page:
    """What a page does: send messages, and hear what comes unasked."""

    def __init__(self, session: Session) -> None:
        self.heard: list[dict[str, Any]] = []
        self.room = Room(session, self.heard.append)

    def do(self, what: str, step: str = "", **more: Any) -> dict[str, Any]:
        return self.room.hear({"id": 1, "do": what, "step": step, **more})

    def say(self, text: str = "") -> dict[str, Any]:
        reply = self.do("send", "sparren", text=text)
        worker = self.room.worker
        if worker:
            worker.join(20)
        return reply

    def all_until(self, data: dict[str, Any], last: str) -> None:
        """Fill in everything before a step."""
        names = ("onderwerp", "doel", "ontwikkelvraag", "uitdaging", "situatie")
        assert self.do("type", data={name: data[name] for name in names})["ok"]
        for step in self.room.session.kit.kit.steps:
            if step.id == last:
                return
            given = data["stappen"].get(step.id)
            if step.kind == "sparren":
                for text in ("", *given["berichten"]):
                    self.say(text)
            elif given:
                assert self.do("type", step.id, data=given)["ok"], step.id


@pytest.fixture
def page(workspace: Workspace, kit: KitFolder) -> Open:
    """Return an opener of a page, as a reload makes one."""

    def open_page(model: ScriptedModel | None = None, week: Week = WEEK) -> Page:
        return Page(Session.open(workspace, kit=kit, team="balie", week=week, model=model))

    return open_page


def test_a_session_by_messages_gives_the_record_of_the_headless_run(page: Open, answers: Make) -> None:
    """The same answers, typed on the page or read from a file, end in the same answers and the same record."""
    here, data = page(), read_yaml(answers()).data
    here.all_until(data, "publicatie")
    assert here.do("type", "publicatie", data=data["stappen"]["publicatie"])["ok"]
    published = here.do("publish", "publicatie")
    assert (published["record"], published["revision"]) == (RECORD, 1)
    by_file = page(week=Week(2026, 47)).room.session
    given = by_file.check_answers(answers())
    for step in by_file.kit.kit.steps:
        by_file.take(given, step)
    by_hand = here.room.session
    assert by_hand.state.answers == by_file.state.answers
    assert by_hand.state.situation == by_file.state.situation
    records = [s.archive.record(s.record_id).current for s in (by_hand, by_file)]
    hand, file = (r.model_dump(exclude={"id", "week", "date", "proposal"}) for r in records)
    assert hand == file


def test_half_typed_is_saved_and_says_what_is_wrong(page: Open) -> None:
    """A fault names its field, an empty one is only missing, and what was typed is back after a reload."""
    typed = {"opbrengst": "Kortere wachttijd", "nulmeting": "ongeveer tien"}
    reply = page().do("type", "vooraf", data=typed)
    assert reply["saved"]
    assert not reply["ok"]
    assert [f["place"] for f in reply["faults"] if not f["missing"]] == [["nulmeting"]]
    assert "getal" in next(f["text"] for f in reply["faults"] if f["place"] == ["nulmeting"])
    step = page().room.state()["steps"]["vooraf"]
    assert (step["status"], step["data"]) == ("draft", typed)


def test_a_page_that_was_left_behind_is_told(page: Open) -> None:
    """After the session is opened elsewhere nothing of the old page is written, and it hears so."""
    old, new = page(), page()
    reply = old.do("type", "les", data={"les": "Oud"})
    assert (reply["ok"], reply["taken"], reply["saved"]) == (False, True, None)
    assert new.do("type", "les", data={"les": "Nieuw", "zekerheid": "70"})["ok"]
    assert new.room.session.state.answers["les"]["les"] == "Nieuw"


def test_the_partner_speaks_as_text_comes_and_can_be_stopped(page: Open, answers: Make) -> None:
    """The page hears the reply while it comes; a stopped one uses no turn and is not kept."""
    here = page(ScriptedModel(["Wat zie je bij [PERSOON-1]?", "En wat weet je zeker?"], name="proefmodel"))
    blocked = here.room.state()["talk"]["blocked"]
    assert "situatie" in blocked or "Vooraf" in blocked
    here.all_until(read_yaml(answers()).data, "sparren")
    assert here.room.state()["talk"]["blocked"] == ""
    preview = here.room.state()["preview"]["text"]
    here.say()
    assert [m["do"] for m in here.heard][-1] == "state"
    assert any(m["do"] == "text" and "Wilma" in m["text"] for m in here.heard)
    talk = here.room.state()["talk"]
    assert (talk["exchanges"][0]["as_sent"], talk["left"]) == (preview, 2)
    assert (talk["exchanges"][0]["who"], talk["exchanges"][0]["is_ai"]) == ("AI: proefmodel", True)
    here.room._heard = _stopped(here.room)  # type: ignore[method-assign]  the moment at which a person presses stop
    here.say("Wij weten het niet")
    assert len(here.room.session.state.exchanges) == 1
    assert here.heard[-1]["stopped"]
    assert here.heard[-1]["faults"] == []


def _stopped(room: Room) -> Callable[[str], None]:
    """Return a listener before whom somebody presses stop."""
    heard = room._heard

    def press(text: str) -> None:
        room.hear({"do": "stop"})
        heard(text)

    return press


def test_the_model_goes_away_half_way(page: Open, answers: Make) -> None:
    """The practice partner is named as no AI, the reason is told once, and the model may be asked again."""
    here = page(ScriptedModel(["Wat zie je?", ModelError("timeout")], name="proefmodel"))
    here.all_until(read_yaml(answers()).data, "sparren")
    for text in ("", "een"):
        here.say(text)
    talk = here.room.state()["talk"]
    assert [e["is_ai"] for e in talk["exchanges"]] == [True, False]
    assert talk["exchanges"][1]["notes"]
    assert talk["may_retry"]


def test_new_personal_data_in_a_message_is_seen_before_it_goes(page: Open, answers: Make) -> None:
    """A message with a name that was not replaced before asks to be looked at; one with known names does not."""
    here = page()
    here.all_until(read_yaml(answers()).data, "sparren")
    here.say()
    found = here.do("check", "sparren", text="Bel mevrouw De Boer-Zandstra op 06-12345678.")
    assert found["new"]
    assert "06-12345678" not in found["text"]
    assert not here.do("check", "sparren", text="Wij bellen vooraf.")["new"]


@pytest.mark.parametrize("text", [" ", "lang " * 1200])
def test_a_message_that_cannot_be_kept_is_not_sent(page: Open, answers: Make, text: str) -> None:
    """An empty or endless message is refused before it goes."""
    here = page()
    here.all_until(read_yaml(answers()).data, "sparren")
    here.say()
    here.say(text)
    assert here.heard[-1]["faults"]
    assert len(here.room.session.state.exchanges) == 1


def test_what_was_decided_up_front_is_locked_with_its_reason(page: Open, answers: Make) -> None:
    """The lock says why; with a reason it opens, and without one it does not."""
    here = page()
    here.all_until(read_yaml(answers()).data, "sparren")
    assert here.room.state()["steps"]["vooraf"]["lock"] == ""
    here.say()
    assert here.room.state()["steps"]["vooraf"]["lock"]
    assert not here.do("unlock", "vooraf", reason=" ")["ok"]
    assert here.room.state()["steps"]["vooraf"]["lock"]
    assert here.do("unlock", "vooraf", reason="de nulmeting was verkeerd geteld")["ok"]
    assert here.room.state()["steps"]["vooraf"]["lock"] == ""


def test_open_claims_hold_publishing(page: Open, answers: Make) -> None:
    """Publishing is refused with the number of open claims, and nothing is written."""
    here, data = page(), read_yaml(answers(("status: geverifieerd", "status: open"))).data
    here.all_until(data, "publicatie")
    here.do("type", "publicatie", data=data["stappen"]["publicatie"])
    reply = here.do("publish", "publicatie")
    assert not reply["ok"]
    assert "1 bewering" in reply["faults"][0]["text"]
    assert here.room.session.archive.record_ids() == []


def test_a_step_is_skipped_with_a_reason_only_where_that_is_allowed(page: Open) -> None:
    """A reason is asked; what the method needs cannot be skipped; an unknown deed is told calmly."""
    here = page()
    assert not here.do("skip", "afspraak", reason="")["ok"]
    assert here.do("skip", "afspraak", reason="te weinig tijd")["state"]["steps"]["afspraak"]["status"] == "skipped"
    assert not here.do("skip", "vooraf", reason="geen zin")["ok"]
    assert here.do("dansen")["faults"]


def test_the_manifest_is_plain_data(page: Open) -> None:
    """What the page is made of can be written as JSON and holds each step once, the situation first."""
    import json

    made = json.loads(json.dumps(manifest(page().room.session)))
    names = [step["name"] for step in made["steps"]]
    assert names[0] == ""
    assert len(names) == len(set(names)) > 5
