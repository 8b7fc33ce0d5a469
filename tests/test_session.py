"""A session: gates, locks, the conversation, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lerendwerken.errors import GateError, InputError, ModelError, NotFoundError
from lerendwerken.library import KitFolder
from lerendwerken.record import Record
from lerendwerken.session import Session
from lerendwerken.sparring import Claims, ScriptedModel
from lerendwerken.weekcycle import Week
from lerendwerken.workspace import Workspace

Make = Callable[..., Path]
WEEK = Week(2026, 48)
RECORD = "balie/2026-W48-proefkit"


def done(
    workspace: Workspace, kit: KitFolder, path: Path, *, model: ScriptedModel | None = None, week: Week = WEEK
) -> Session:
    """Do a whole session with the answers of a file, as the notebook does, without a kernel."""
    session = Session.open(workspace, kit=kit, team="balie", week=week, model=model)
    given = session.check_answers(path)
    for step in kit.kit.steps:
        session.take(given, step)
    return session


def current(session: Session) -> Record:
    """Return the session's record as it stands."""
    return session.archive.record(session.record_id).current


def test_answers_become_a_record_and_a_proposal(workspace: Workspace, kit: KitFolder, answers: Make) -> None:
    """What the team publishes is in the record; the practice partner is named as such."""
    session = done(workspace, kit, answers())
    record = current(session)
    assert record.lesson == "Wie vooraf belt, hoeft aan de balie minder te zoeken."
    assert record.expectation is not None
    assert record.expectation.locked
    assert record.sparring is not None
    assert (record.sparring.partner, record.sparring.turns, record.sparring.model) == ("practice", 3, None)
    assert {field.id: field.value for field in record.fields} == {
        "plek": "Balie twee",
        "aantal": 40,
        "soort_werk": "licht",
        "namen": ("eerste soort", "tweede soort"),
        "wanneer": "2026-11-25",
        "klaar": True,
    }
    proposal = session.archive.proposal(RECORD)
    assert proposal is not None
    assert (proposal.stage, record.proposal) == ("idee", RECORD)


def test_a_model_is_named_and_never_hears_a_name(workspace: Workspace, kit: KitFolder, answers: Make) -> None:
    """With a language model the record names it, and personal data went out as placeholders only."""
    model = ScriptedModel(["Wat zie je bij [PERSOON-1]?", "En dan?", "Wie merkt dat?"], name="proefmodel")
    session = done(workspace, kit, answers(), model=model)
    sparring = current(session).sparring
    assert sparring is not None
    assert (sparring.partner, sparring.model, sparring.fallback) == ("ai", "proefmodel", None)
    sent = " ".join(message.text.text for messages in model.sent for message in messages)
    assert "KANARIE-antwoord van [PERSOON-1], bel [TELEFOON-1] of mail [EMAIL-1]" in sent
    assert not [word for word in ("Wilma", "Geelsnavel", "29384756", "example.org") if word in sent]
    assert "Wilma Geelsnavel" in session.state.exchanges[0].reply


def test_when_the_model_goes_away_the_session_goes_on(workspace: Workspace, kit: KitFolder, answers: Make) -> None:
    """The practice partner takes over, and the record says so."""
    session = done(workspace, kit, answers(), model=ScriptedModel(["Wat zie je?", ModelError("timeout")], name="proefmodel"))
    sparring = current(session).sparring
    assert sparring is not None
    assert (sparring.partner, sparring.turns, sparring.fallback) == ("mixed", 3, "timeout")


def test_without_consent_nothing_is_sent(workspace: Workspace, kit: KitFolder, answers: Make) -> None:
    """A team that says no spars with the practice partner, and the model hears nothing."""
    model = ScriptedModel(["Dit mag niet gebeuren."])
    session = done(workspace, kit, answers(("akkoord: ja\n  sparren", "akkoord: nee\n  sparren")), model=model)
    assert model.sent == []
    assert {exchange.is_ai for exchange in session.state.exchanges} == {False}


def test_the_partner_waits_for_the_teams_own_answer(workspace: Workspace, kit: KitFolder, answers: Make) -> None:
    """No own answer, no reply."""
    session = Session.open(workspace, kit=kit, team="balie", week=WEEK)
    given = session.check_answers(answers())
    session.take(given, kit.kit.step("terugblik"))
    with pytest.raises(GateError, match="Vooraf"):
        session.conversation.say("Wat vind jij?")
    session.take(given, kit.kit.step("vooraf"))
    with pytest.raises(GateError, match="Eerst zelf"):
        session.conversation.say("Wat vind jij?")
    assert session.state.exchanges == ()


def test_the_turns_are_counted_in_code(workspace: Workspace, kit: KitFolder, answers: Make) -> None:
    """After the kit's number of replies the partner is silent."""
    session = done(workspace, kit, answers())
    with pytest.raises(GateError, match="3"):
        session.conversation.say("Nog één vraag.")


def test_what_was_decided_up_front_is_locked(workspace: Workspace, kit: KitFolder, answers: Make) -> None:
    """After the partner spoke, another target is refused; a correction with a reason is a revision that shows it."""
    session = done(workspace, kit, answers())
    session.journal.close()
    changed = answers(("streefwaarde: 8", "streefwaarde: 11"))
    with pytest.raises(InputError, match="ligt vast"):
        done(workspace, kit, changed)
    again = Session.open(workspace, kit=kit, team="balie", week=WEEK)
    again.unlock("typefout in de streefwaarde")
    record = current(done(workspace, kit, changed))
    assert record.expectation is not None
    assert (record.expectation.target, record.revision, record.reason) == (11, 2, "typefout in de streefwaarde")


def test_doing_it_again_makes_a_revision(workspace: Workspace, kit: KitFolder, answers: Make) -> None:
    """A session done again never overwrites: the earlier record stays readable, and measurements stay."""
    session = done(workspace, kit, answers())
    first = current(session)
    session.journal.close()
    second = current(done(workspace, kit, answers(("hoeft aan de balie minder te zoeken", "hoeft minder te zoeken"))))
    assert second.revision == 2
    assert session.archive.record(RECORD).revisions[0] == first
    assert second.reason


def test_going_on_after_a_crash_is_no_revision(workspace: Workspace, kit: KitFolder, answers: Make) -> None:
    """The same answers in the same round end in the same record, wherever the first try stopped."""
    path = answers()
    wanted = current(done(workspace, kit, path))
    for stop in range(len(kit.kit.steps)):
        week = Week(2026, 10 + stop)
        session = Session.open(workspace, kit=kit, team="balie", week=week)
        given = session.check_answers(path)
        for step in kit.kit.steps[: stop + 1]:
            session.take(given, step)
        found = current(done(workspace, kit, path, week=week))
        same = {"id", "week", "proposal"}
        assert found.model_dump(exclude=same) == wanted.model_dump(exclude=same)


def test_a_changed_message_starts_the_conversation_anew(workspace: Workspace, kit: KitFolder, answers: Make) -> None:
    """Replies to what the team no longer says do not stay."""
    done(workspace, kit, answers()).journal.close()
    session = done(workspace, kit, answers(("KANARIE-bericht twee", "iets anders")))
    assert len(session.state.exchanges) == 3
    assert "iets anders" in session.state.exchanges[-1].sent


def test_an_open_claim_holds_publication(workspace: Workspace, kit: KitFolder, answers: Make) -> None:
    """Nothing is published while a claim is open; the rest is kept."""
    with pytest.raises(GateError, match="1 bewering"):
        done(workspace, kit, answers(("status: geverifieerd", "status: open")))
    session = Session.open(workspace, kit=kit, team="balie", week=WEEK, read_only=True)
    assert session.archive.record_ids() == []
    assert "les" in session.state.answers


def test_a_team_that_does_not_agree_publishes_nothing(workspace: Workspace, kit: KitFolder, answers: Make) -> None:
    """`akkoord: nee` at the end leaves no record."""
    session = done(workspace, kit, answers(("akkoord: ja\n    nagelezen", "akkoord: nee\n    nagelezen")))
    assert session.archive.record_ids() == []


def test_a_team_leaves_out_what_it_chooses(workspace: Workspace, kit: KitFolder, answers: Make) -> None:
    """Steps and questions that the team leaves out are not in the record; the lesson cannot be left out."""
    keep_out = "nagelezen_door: teamleider\n    weglaten: [afweging, plek, voorstel]"
    session = done(workspace, kit, answers(("nagelezen_door: teamleider", keep_out)))
    record = current(session)
    assert record.kept == record.rejected == ()
    assert "plek" not in {field.id for field in record.fields}
    assert session.archive.proposal(RECORD) is None
    session.journal.close()
    with pytest.raises(InputError, match="'les'"):
        done(workspace, kit, answers(("nagelezen_door: teamleider", "nagelezen_door: teamleider\n    weglaten: [les]")))


def test_personal_data_is_replaced_once_more_before_publishing(workspace: Workspace, kit: KitFolder, answers: Make) -> None:
    """A name, a phone number or an address in a published text does not reach the record, which says where."""
    session = done(workspace, kit, answers(("Wie vooraf belt", "Als Wilma of truus@example.org vooraf belt (06-29384756)")))
    record = current(session)
    assert not [word for word in ("Wilma", "truus", "29384756") if word in record.model_dump_json()]
    assert record.masked == ("les",)


def test_a_measurement_finds_its_record_and_is_added_once(workspace: Workspace, kit: KitFolder, answers: Make) -> None:
    """What a later session measures becomes an outcome of the record that set the target."""
    done(workspace, kit, answers())
    measured = "  voorstel:\n    titel"
    change = (measured, "  meting:\n    waarde: 9,5\n    datum: 4-12-2026\n    toelichting: stopwatch\n" + measured)
    for _twice in range(2):
        session = done(
            workspace, kit, answers(change, ("meetdatum: 2026-11-27", "meetdatum: 2026-12-11")), week=Week(2026, 49)
        )
    first = session.archive.record(RECORD).current
    assert [(o.value, o.source) for o in first.outcomes] == [(9.5, "balie/2026-W49-proefkit")]
    measurement = current(session).measurement
    assert measurement is not None
    assert (measurement.record, measurement.unit, measurement.target) == (RECORD, "minuten per inwoner", 8)


def test_a_measurement_without_a_record_names_what_it_measures(workspace: Workspace, kit: KitFolder, answers: Make) -> None:
    """Where there is nothing to measure against, the team names measure and unit, or hears that it must."""
    bare = ("  voorstel:\n", "  meting:\n    waarde: 9\n    datum: 2026-11-27\n  voorstel:\n")
    with pytest.raises(InputError, match="maat"):
        done(workspace, kit, answers(bare))
    named = ("waarde: 9\n", "waarde: 9\n    maat: wachttijd\n    eenheid: minuten\n")
    measurement = current(done(workspace, kit, answers(bare, named))).measurement
    assert measurement is not None
    assert (measurement.measure, measurement.record) == ("wachttijd", None)


@pytest.mark.parametrize(
    ("old", "new", "kind", "told"),
    [
        ("meetdatum: 2026-11-27", "meetdatum: 2026-11-20", InputError, "2026-11-20"),
        (
            "herinnering: KANARIE-herinnering",
            "afspraken: [{verslag: 2026-W40-proefkit, stand: gedaan}]",
            NotFoundError,
            "W40",
        ),
    ],
)
def test_what_cannot_be_true_is_refused_before_anything_is_written(
    workspace: Workspace, kit: KitFolder, answers: Make, old: str, new: str, kind: type[Exception], told: str
) -> None:
    """A day of measuring in the past, or an earlier record that does not exist, stops the session before it begins."""
    session = Session.open(workspace, kit=kit, team="balie", week=WEEK, read_only=True)
    with pytest.raises(kind, match=told):
        session.check_answers(answers((old, new)))
    assert not session.folder.exists()


def test_an_unknown_team_is_told(workspace: Workspace, kit: KitFolder) -> None:
    """A mistyped team names the one that was meant."""
    with pytest.raises(NotFoundError, match="Bekend: balie"):
        Session.open(workspace, kit=kit, team="bali", week=WEEK)


def test_skipped_sparring_leaves_no_trace_in_the_record(workspace: Workspace, kit: KitFolder, answers: Make) -> None:
    """Done again without sparring, the record no longer says that the team sparred; a firm step is never skipped."""
    done(workspace, kit, answers()).journal.close()
    skipped = answers(("    berichten: [KANARIE-bericht een, KANARIE-bericht twee]", "    overslaan: geen tijd"))
    session = done(workspace, kit, skipped)
    assert current(session).sparring is None
    assert current(session).skipped == ("Sparren",)
    with pytest.raises(GateError, match="niet overslaan"):
        session.skip(kit.kit.step("vooraf"), reason="geen zin")


def test_a_correction_is_locked_again(workspace: Workspace, kit: KitFolder, answers: Make) -> None:
    """After a correction that the partner never hears of, what was decided up front is locked as before."""
    done(workspace, kit, answers()).journal.close()
    Session.open(workspace, kit=kit, team="balie", week=WEEK).unlock("scherper gezegd")
    session = done(workspace, kit, answers(("resultaat: Inwoners komen rustiger binnen", "resultaat: Rust aan de balie")))
    expectation = current(session).expectation
    assert expectation is not None
    assert expectation.locked


CLAIMED = "Volgens de AVG moet je binnen 30 dagen antwoorden. Wat telde je vorige week?"
SETTLED = (
    "      - {bewering: De drukte zit op maandag, status: geverifieerd, bron: eigen telling}",
    "      - {bewering: Volgens de AVG moet je binnen 30 dagen antwoorden, status: onjuist, bron: AVG artikel 12}",
)


def claiming() -> ScriptedModel:
    """Return a model that claims something in its first reply, and lists it when asked."""
    found = Claims(beweringen=["Volgens de AVG moet je binnen 30 dagen antwoorden"])
    return ScriptedModel([CLAIMED, "En dan?", "Wie merkt dat?"], structures=[found], name="proefmodel")


def test_what_the_partner_claimed_must_be_settled(workspace: Workspace, kit: KitFolder, answers: Make) -> None:
    """Publishing waits for every listed claim; the conversation is kept, and the model is not asked again."""
    model = claiming()
    with pytest.raises(GateError, match="1 bewering"):
        done(workspace, kit, answers(), model=model)
    session = Session.open(workspace, kit=kit, team="balie", week=WEEK, read_only=True)
    assert session.open_claims() == ("Volgens de AVG moet je binnen 30 dagen antwoorden",)
    assert not (workspace.book_folder / "records").exists()
    settled = done(workspace, kit, answers(SETTLED), model=model)
    assert settled.open_claims() == ()
    assert [(claim.status, claim.source) for claim in current(settled).claims] == [("onjuist", "AVG artikel 12")]
    assert len(model.sent) == 4


def test_the_check_of_claims_can_be_skipped_with_a_reason(workspace: Workspace, kit: KitFolder, answers: Make) -> None:
    """A team that skips the check says why, and the record shows that it was skipped."""
    check = f"beweringen:\n    beweringen:\n{SETTLED[0]}"
    path = answers((check, "beweringen:\n    overslaan: geen tijd meer"))
    record = current(done(workspace, kit, path, model=claiming()))
    assert record.skipped == (kit.kit.step("beweringen").title,)


def test_a_practice_partner_claims_nothing(workspace: Workspace, kit: KitFolder, answers: Make) -> None:
    """Without an AI there is nothing to list."""
    session = done(workspace, kit, answers())
    assert session.state.listing is None


def test_the_team_changes_what_is_replaced(workspace: Workspace, kit: KitFolder, answers: Make) -> None:
    """What a team adds is gone from what is sent, what it undoes with a reason is sent as typed; both are kept."""
    model = ScriptedModel(["Wat zie je?"] * 3)
    changes = (
        "akkoord: ja\n    verberg: [Balie twee]\n    toon: [{tekst: 06-29384756, reden: nummer van de balie}]\n  sparren"
    )
    session = done(workspace, kit, answers(("akkoord: ja\n  sparren", changes)), model=model)
    sent = model.sent[0][1].text.text
    assert "[GEGEVEN-1]" in sent
    assert "Balie twee" not in sent
    assert "bel 06-29384756 of" in sent
    assert session.state.answers["verzendcheck"]["toon"][0]["reden"] == "nummer van de balie"


def test_an_undo_asks_for_a_reason(workspace: Workspace, kit: KitFolder, answers: Make) -> None:
    """Without a reason an undo is refused, with its place in the file."""
    changes = "akkoord: ja\n    toon: [{tekst: Wilma Geelsnavel}]\n  sparren"
    with pytest.raises(InputError, match="reden"):
        done(workspace, kit, answers(("akkoord: ja\n  sparren", changes)))


def test_a_team_can_ask_the_model_again(workspace: Workspace, kit: KitFolder, answers: Make) -> None:
    """A retry takes the model's reply in place of the practice partner's, and the model goes on from there."""
    model = ScriptedModel([ModelError("timeout"), ModelError("unreachable"), "Wat zie je?", "En dan?"], name="proefmodel")
    session = Session.open(workspace, kit=kit, team="balie", week=WEEK, model=model)
    given = session.check_answers(answers())
    for step in kit.kit.steps[: [step.kind for step in kit.kit.steps].index("sparren")]:
        session.take(given, step)
    talk = session.conversation
    talk.say(talk.first_message())
    assert talk.retry().fallback == "unreachable"
    assert [exchange.fallback for exchange in session.state.exchanges] == ["unreachable"]
    assert talk.retry().reply == "Wat zie je?"
    assert talk.say("Een rij.").reply == "En dan?"
    assert [exchange.fallback for exchange in session.state.exchanges] == [None, None]
    with pytest.raises(GateError, match="oefenpartner"):
        talk.retry()


def test_a_run_can_ask_the_model_again(workspace: Workspace, kit: KitFolder, answers: Make) -> None:
    """Done again with a retry, the conversation is had anew from where the model went away; what came before stays."""
    done(workspace, kit, answers(), model=ScriptedModel(["Wat zie je?", ModelError("timeout")], name="proefmodel"))
    session = Session.open(workspace, kit=kit, team="balie", week=WEEK)
    session.conversation.drop_fallback()
    assert [exchange.reply for exchange in session.state.exchanges] == ["Wat zie je?"]
    again = done(workspace, kit, answers(), model=ScriptedModel(["En dan?", "Wie merkt dat?"], name="proefmodel"))
    assert [exchange.reply for exchange in again.state.exchanges] == ["Wat zie je?", "En dan?", "Wie merkt dat?"]
    sparring = current(again).sparring
    assert sparring is not None
    assert (sparring.partner, sparring.fallback) == ("ai", None)
