"""The forms of a session, filled in and clicked as people do, against a real journal and a real record."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lerendwerken.archive import Archive
from lerendwerken.errors import ModelError
from lerendwerken.forms import NotebookSession
from lerendwerken.forms.inputs import as_text
from lerendwerken.library import KitFolder
from lerendwerken.record import Record
from lerendwerken.session import Session
from lerendwerken.sparring import ScriptedModel, explain_fallback
from lerendwerken.weekcycle import Week
from lerendwerken.workspace import Workspace
from lerendwerken.yamlfile import read_yaml

Make = Callable[..., Path]
WEEK = Week(2026, 48)
RECORD = "balie/2026-W48-proefkit"
HOSTILE = "<img src=x onerror=alert(1)><script>alert('é')</script> {{ 7*7 }}"
YESNO = {"ja": True, "nee": False}


@pytest.fixture
def book(workspace: Workspace, kit: KitFolder) -> Callable[..., NotebookSession]:
    """Return an opener of the notebook of a session, as a new kernel would."""

    def open_again(model: ScriptedModel | None = None) -> NotebookSession:
        return NotebookSession(Session.open(workspace, kit=kit, team="balie", week=WEEK, model=model))

    return open_again


def field(form: Any, name: str) -> Any:
    """Return a field of a form by its name."""
    return next(item for item in [*form.inputs, *getattr(form, "own", [])] if item.asked.name == name)


def put(item: Any, value: Any) -> None:
    """Fill in one field through its widget."""
    if item.asked.shape == "rows":
        for data in value:
            item.more.click()
            for inner in item.rows[-1].inputs:
                if inner.asked.name in data:
                    put(inner, data[inner.asked.name])
    elif item.asked.shape == "date":
        item.control.value = dt.date.fromisoformat(str(value))
    elif item.asked.shape == "yes_no":
        item.control.value = YESNO[value]
    elif item.asked.shape == "choice":
        item.control.value = value
    else:
        item.control.value = "\n".join(value) if isinstance(value, list) else str(value)


def fill_in(form: Any, data: dict[str, Any]) -> None:
    """Fill in a form and keep it."""
    for name, value in data.items():
        put(field(form, name), value)
    form.keep_button.click()


def say(form: Any, *messages: str) -> None:
    """Send the own answer and then each message, waiting for every reply."""
    form.first_button.click()
    wait(form)
    for message in messages:
        form.message.value = message
        form.send_button.click()
        wait(form)


def wait(form: Any) -> None:
    """Wait until a reply is there and the form shows it."""
    for worker in threading.enumerate():
        if worker.name == "conversation":
            worker.join(20)
    assert not form.busy


def do_situation(book: NotebookSession, data: dict[str, Any]) -> Any:
    """Fill in the situation."""
    form: Any = book.situation().form
    own = data.get("situatie", {})
    fill_in(form, {name: data[name] for name in ("onderwerp", "doel", "ontwikkelvraag", "uitdaging")} | own)
    return form


def do_step(book: NotebookSession, name: str, data: dict[str, Any]) -> Any:
    """Do a step by its form and return the form."""
    form: Any = book.step(name).form
    if name == "sparren":
        say(form, *data["berichten"])
    else:
        fill_in(form, data)
    return form


def do_until(book: NotebookSession, path: Path, last: str) -> dict[str, Any]:
    """Do the situation and all steps before `last`; return the answers of the file."""
    data: dict[str, Any] = read_yaml(path).data
    do_situation(book, data)
    for step in book.session.kit.kit.steps:
        if step.id == last:
            break
        if step.id in data["stappen"]:
            do_step(book, step.id, data["stappen"][step.id])
    return data


def plain(record: Record) -> dict[str, Any]:
    """Return a record without what belongs to the day and the week."""
    return record.model_dump(exclude={"id", "week", "date", "proposal"})


def headless(workspace: Workspace, kit: KitFolder, path: Path, model: ScriptedModel | None = None) -> Session:
    """Do the same answers without people, in another week."""
    session = Session.open(workspace, kit=kit, team="balie", week=Week(2026, 47), model=model)
    given = session.check_answers(path)
    done = NotebookSession(session, given)
    done.situation()
    for step in kit.kit.steps:
        done.step(step.id)
    return session


def test_a_session_by_forms_gives_the_record_of_the_headless_run(
    book: Callable[..., NotebookSession], workspace: Workspace, kit: KitFolder, answers: Make
) -> None:
    """The same answers, typed in forms or read from a file, end in the same journal and the same record."""
    room = book()
    data = do_until(room, answers(), "publicatie")
    assert Archive(workspace.book_folder).record_ids() == []
    form = do_step(room, "publicatie", data["stappen"]["publicatie"])
    assert RECORD in form.status.line
    by_hand = room.session
    by_file = headless(workspace, kit, answers())
    assert plain(by_hand.archive.record(RECORD).current) == plain(by_file.archive.record(by_file.record_id).current)
    assert by_hand.state.answers == by_file.state.answers
    assert by_hand.state.situation == by_file.state.situation
    assert [e.sent for e in by_hand.state.exchanges] == [e.sent for e in by_file.state.exchanges]


def test_a_form_shows_what_was_kept_when_it_opens_again(book: Callable[..., NotebookSession], answers: Make) -> None:
    """After a new kernel each field holds what was kept, and keeping it again writes nothing."""
    do_until(book(), answers(), "publicatie")
    again = book()
    before = again.session.state
    lines = len(again.session.journal.entries())
    for view in (again.situation(), *(again.step(step.id) for step in again.session.kit.kit.steps)):
        form: Any = view.form
        if form.status.line:
            assert form.status.line == "Eerder opgeslagen"
            form.keep_button.click()
            assert form.status.faults == []
    assert again.session.state == before
    assert len(again.session.journal.entries()) == lines
    vooraf: Any = again.step("vooraf").form
    assert field(vooraf, "nulmeting").control.value == "12,5"
    assert field(vooraf, "meetdatum").control.value == dt.date(2026, 11, 27)


@pytest.mark.parametrize("value", [0.1, 12.5, 40.0, 1234567.125, 1e22, -3.0, 1e-7])
def test_a_kept_number_is_shown_with_every_digit(value: float, book: Callable[..., NotebookSession]) -> None:
    """What stands in the field is the number itself, written the Dutch way."""
    form: Any = book().step("tellen").form
    fill_in(form, {"aantal": as_text(value), "geheim": "x"})
    assert form.session.state.answers["tellen"]["aantal"] == value


def test_a_fault_is_told_at_the_form_and_nothing_typed_is_lost(book: Callable[..., NotebookSession]) -> None:
    """The message names the question; the fields keep what was typed; the journal holds nothing of it."""
    room = book()
    form: Any = room.step("vooraf").form
    fill_in(form, {"opbrengst": "Kortere wachttijd", "nulmeting": "ongeveer tien", "streefwaarde": "1.200,5"})
    assert any("getal" in fault.split(":")[0].lower() and "moet een getal zijn" in fault for fault in form.status.faults)
    assert any("ontbreekt" in fault for fault in form.status.faults)
    assert field(form, "nulmeting").control.value == "ongeveer tien"
    assert "ongeveer tien" not in form.status.widget.value
    assert room.session.state.answers == {}
    fill_in(
        form,
        {
            "resultaat": "Rust",
            "maat": "tijd",
            "eenheid": "minuten",
            "nulmeting": "3,5",
            "meetdatum": "2026-11-20",
        },
    )
    assert ["2026-11-20" in fault for fault in form.status.faults] == [True]
    assert "meetdatum:" not in form.status.faults[0]
    fill_in(form, {"meetdatum": "2026-11-27"})
    assert form.status.faults == []
    assert form.status.line.startswith("Opgeslagen ")
    kept = room.session.state.answers["vooraf"]
    assert (kept["nulmeting"], kept["streefwaarde"]) == (3.5, 1200.5)


def test_what_is_not_saved_says_so(book: Callable[..., NotebookSession]) -> None:
    """After a change the line says that it is not on disk; after keeping it says since when."""
    form: Any = book().step("terugblik").form
    assert form.status.line == ""
    put(field(form, "herinnering"), "iets")
    assert form.status.line == "Nog niet opgeslagen"
    form.keep_button.click()
    assert form.status.line.startswith("Opgeslagen ")


def test_rows_are_added_and_taken_away(book: Callable[..., NotebookSession]) -> None:
    """Empty rows do not count, a row can go, and a fault names row and question."""
    room = book()
    form: Any = room.step("afweging").form
    kept = field(form, "gehouden")
    put(kept, [{"wat": "Een", "waarom": "Dus"}, {"wat": "Twee", "waarom": "Daarom"}, {}])
    kept.rows[0].less.click()
    form.keep_button.click()
    assert room.session.state.answers["afweging"]["gehouden"] == [{"wat": "Twee", "waarom": "Daarom", "van": "mens"}]
    put(kept.rows[0].inputs[1], "")
    form.keep_button.click()
    assert "rij 1" in form.status.faults[0]
    assert room.session.state.answers["afweging"]["gehouden"][0]["waarom"] == "Daarom"


def test_a_step_is_skipped_with_a_reason_where_that_is_allowed(book: Callable[..., NotebookSession]) -> None:
    """Without a reason nothing is skipped; what the method needs has no such button; an answer undoes it."""
    room = book()
    form: Any = room.step("afspraak").form
    form.skip_button.click()
    assert form.status.faults
    assert room.session.state.skipped == {}
    form.reason.value = "te weinig tijd"
    form.skip_button.click()
    assert room.session.state.skipped == {"afspraak": "te weinig tijd"}
    again: Any = book().step("afspraak").form
    assert (again.status.line, again.reason.value) == ("Overgeslagen", "te weinig tijd")
    for name in ("vooraf", "eigen_antwoord", "les", "publicatie"):
        firm: Any = room.step(name).form
        assert firm.skipping() == []


def test_the_partner_is_locked_until_the_own_answer_is_there(book: Callable[..., NotebookSession], answers: Make) -> None:
    """The lock says which step comes first, and opens by itself when that step is kept."""
    room = book()
    form: Any = room.step("sparren").form
    assert "Vooraf" in form.note.value
    assert form.first_button.disabled
    form.send("toch maar")
    wait(form)
    assert "situatie" in form.status.faults[0]
    assert room.session.state.exchanges == ()
    data = read_yaml(answers()).data["stappen"]
    do_situation(room, read_yaml(answers()).data)
    for name in ("vooraf", "eigen_antwoord", "verzendcheck"):
        assert form.first_button.disabled
        do_step(room, name, data[name])
    assert not form.first_button.disabled
    assert form.send_button.disabled


def test_the_preview_is_what_is_sent(book: Callable[..., NotebookSession], answers: Make) -> None:
    """The check before sending shows the very text, in placeholders, and follows the own answer."""
    model = ScriptedModel(["Wat zie je bij [PERSOON-1]?"], name="proefmodel")
    room = book(model)
    check: Any = room.step("verzendcheck").form
    assert "situatie" in check.preview.value
    data = do_until(room, answers(), "verzendcheck")
    assert "KANARIE-antwoord van [PERSOON-1]" in check.preview.value
    assert "Wilma" not in check.preview.value
    fill_in(check, data["stappen"]["verzendcheck"])
    shown = room.session.conversation.preview().text.text
    talk: Any = room.step("sparren").form
    say(talk)
    assert room.session.state.exchanges[0].sent == shown
    assert "AI: proefmodel" in talk.said.value
    assert "Wilma Geelsnavel" in talk.said.value, "the team itself reads its own names"


def test_turns_run_out_and_the_model_may_go_away(book: Callable[..., NotebookSession], answers: Make) -> None:
    """Turns are counted down; when the model fails the practice partner is named as such, with the reason."""
    room = book(ScriptedModel(["Wat zie je?", ModelError("timeout")], name="proefmodel"))
    do_until(room, answers(), "sparren")
    talk: Any = room.step("sparren").form
    assert "3 reacties" in talk.note.value
    say(talk, "een", "twee")
    assert "AI: proefmodel" in talk.said.value
    assert talk.said.value.count("geen AI</div>") == 2
    assert talk.said.value.count(explain_fallback("timeout")) == 1
    assert talk.send_button.disabled
    assert talk.message.value == ""
    assert room.session.state.answers["sparren"] == {"berichten": ["een", "twee"]}


def test_a_reply_that_fails_leaves_the_message_in_its_field(
    book: Callable[..., NotebookSession], answers: Make, workspace: Workspace
) -> None:
    """When the session was opened elsewhere the team is told, and what it typed stays."""
    room = book()
    do_until(room, answers(), "sparren")
    talk: Any = room.step("sparren").form
    say(talk)
    book()
    talk.message.value = "Dit typten wij"
    talk.send_button.click()
    wait(talk)
    assert "ergens anders" in talk.status.faults[0] or "elders" in talk.status.faults[0]
    assert talk.message.value == "Dit typten wij"
    form: Any = room.step("les").form
    fill_in(form, {"les": "Een les", "zekerheid": "70"})
    assert form.status.faults
    assert field(form, "les").control.value == "Een les"


@pytest.mark.parametrize("message", [" ", "lang " * 1200])
def test_a_message_that_cannot_be_kept_is_not_sent(
    book: Callable[..., NotebookSession], answers: Make, message: str
) -> None:
    """An empty or endless message is refused before it goes, and stays in its field."""
    room = book()
    do_until(room, answers(), "sparren")
    talk: Any = room.step("sparren").form
    say(talk, message)
    assert len(talk.status.faults) == 1
    assert talk.message.value == message
    assert len(room.session.state.exchanges) == 1
    assert not talk.send_button.disabled


def test_an_open_claim_holds_publication_and_says_why(book: Callable[..., NotebookSession], answers: Make) -> None:
    """The gate speaks at the form; the choice is kept; after settling the claim the same button publishes."""
    room = book()
    data = do_until(room, answers(("status: geverifieerd", "status: open")), "publicatie")
    form = do_step(room, "publicatie", data["stappen"]["publicatie"])
    assert "1 bewering" in form.status.faults[0]
    assert "publicatie" in room.session.state.answers
    claims: Any = room.step("beweringen").form
    put(field(claims, "beweringen").rows[0].inputs[1], "geverifieerd")
    claims.keep_button.click()
    form.keep_button.click()
    assert room.session.archive.record_ids() == [RECORD]


def test_a_team_ticks_what_stays_out_or_publishes_nothing(book: Callable[..., NotebookSession], answers: Make) -> None:
    """With nee nothing is published; what is ticked is not in the record; the lesson cannot be ticked."""
    room = book()
    data = do_until(room, answers(), "publicatie")["stappen"]["publicatie"]
    form = do_step(room, "publicatie", {**data, "akkoord": "nee"})
    assert "niets gepubliceerd" in form.status.line
    assert room.session.archive.record_ids() == []
    ticks = field(form, "weglaten").ticks
    assert not {"les", "vooraf", "publicatie", "sparren", "geheim"} & set(ticks)
    for name in ("afweging", "plek"):
        ticks[name].value = True
    fill_in(form, {"akkoord": "ja"})
    record = room.session.archive.record(RECORD).current
    assert record.kept == record.rejected == ()
    assert "plek" not in {item.id for item in record.fields}


def test_hostile_text_is_shown_as_text(book: Callable[..., NotebookSession], answers: Make) -> None:
    """Markup typed by people or sent by a model never becomes markup, in forms or in the words under them."""
    room = book(ScriptedModel([HOSTILE], name=HOSTILE))
    do_until(room, answers(("KANARIE-antwoord", HOSTILE)), "sparren")
    talk: Any = room.step("sparren").form
    say(talk)
    check: Any = room.step("verzendcheck").form
    shown = [
        talk.said.value,
        check.preview.value,
        room.step("sparren")._repr_html_(),
        room.step("eigen_antwoord")._repr_html_(),
    ]
    assert all("&lt;script&gt;" in text for text in shown)
    assert not [text for text in shown if "<script" in text or "<img" in text]


def test_a_view_is_a_form_with_its_words_under_it(book: Callable[..., NotebookSession], answers: Make) -> None:
    """A notebook gets the widget; its plain text holds no answer and no name."""
    room = book()
    do_until(room, answers(), "verzendcheck")
    view = room.step("eigen_antwoord")
    assert list(view._repr_mimebundle_()) == ["application/vnd.jupyter.widget-view+json"]
    assert "KANARIE-antwoord" in view._repr_html_()
    assert repr(view) == "<StepView eigen_antwoord>"
    assert "Geelsnavel" not in repr(room) + repr(view.form) + repr(room.situation())


def test_every_shipped_kit_has_forms_for_all_its_steps(workspace: Workspace) -> None:
    """Each step of each kit can be opened; every field has a label and only known shapes."""
    from lerendwerken.library import Library

    for folder in Library().kits():
        room = NotebookSession(Session.open(workspace, kit=folder, team="post", week=WEEK))
        views = [room.situation(), *(room.step(step.id) for step in folder.kit.steps)]
        for view in views:
            form: Any = view.form
            assert all(item.asked.label for item in form.inputs)


def test_with_an_answers_file_no_widgets_are_loaded(workspace: Workspace, answers: Make) -> None:
    """A run without people leaves ipywidgets alone."""
    code = (
        "import sys; from lerendwerken import open_session\n"
        f"s = open_session('proefkit', team='balie', week='2026-W48', answers={str(answers())!r})\n"
        "s.situation()\n"
        "for step in s.session.kit.kit.steps: s.step(step.id)._repr_mimebundle_()\n"
        "print('ipywidgets' in sys.modules, s.session.state.published)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=workspace.root, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.stdout.split() == ["False", "1"], done.stderr


def test_a_team_asks_the_model_again_with_a_button(book: Callable[..., NotebookSession], answers: Make) -> None:
    """When the practice partner stepped in, one click asks the language model for that reply once more."""
    room = book(ScriptedModel([ModelError("timeout"), "Wat zie je?"], name="proefmodel"))
    do_until(room, answers(), "sparren")
    talk: Any = room.step("sparren").form
    assert talk.retry_button.disabled
    say(talk)
    assert not talk.retry_button.disabled
    talk.retry_button.click()
    wait(talk)
    assert "Wat zie je?" in talk.said.value
    assert talk.retry_button.disabled


def test_a_mended_reply_says_so(book: Callable[..., NotebookSession], answers: Make) -> None:
    """What our rules did to a reply stands beside it, in the conversation and in the words that a notebook keeps."""
    praise = "Wat een goed plan! Wat zie je als je de rij morgenochtend zelf telt?"
    room = book(ScriptedModel([praise, praise], name="proefmodel"))
    do_until(room, answers(), "sparren")
    talk: Any = room.step("sparren").form
    say(talk)
    for shown in (talk.said.value, room.step("sparren")._repr_html_()):
        assert "goed plan" not in shown
        assert "hield zich twee keer niet aan een regel" in shown
        assert "AI: proefmodel" in shown
