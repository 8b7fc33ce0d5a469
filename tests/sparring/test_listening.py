"""Replies that break a rule: asked again once, then mended or replaced, and always marked."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from lerendwerken.errors import ModelError
from lerendwerken.kit import Kit, Stance
from lerendwerken.redaction import Redaction
from lerendwerken.sparring import Reply, ScriptedModel, SparringPartner, explain_marks
from lerendwerken.sparring.marks import ACTIONS
from lerendwerken.sparring.model import Usage
from lerendwerken.sparring.prompts import prompt_text
from lerendwerken.sparring.rules.checking import CODES, TOLD, TOLD_WORDS

OWN = "Wilma denkt dat optie A het snelst is, want de balie telt 40 aanvragen per week."
GOOD = "Je telt 40 aanvragen per week. Bij welke drie ging het de vorige keer mis?"
LONG = " ".join(f"In de {n}e week zie je dat de balie het anders doet dan jullie hier schrijven." for n in range(1, 20))
# one reply for each rule; the stance is the one in which the rule holds
BAD: dict[str, tuple[Stance, str]] = {
    "too_long": ("vragen", LONG + " Wat valt je op?"),
    "recommends": ("geen_advies", "Ik zou kiezen voor optie A. Welk bezwaar blijft er voor jullie team dan over?"),
    "ready_answer": ("vragen", "Hier is het plan:\n1. Bel alle aanvragers.\n2. Maak een rooster.\n3. Test het.\n4. Klaar."),
    "idea_too_early": ("ideeen_laatst", "Idee van de AI: zet een kiosk in de hal. Wat hebben jullie zelf al bedacht?"),
    "praise": ("vragen", "Wat een goed plan! Wat telde je vorige week precies?"),
    "judges_person": ("vragen", "[PERSOON-1] is lui en ongemotiveerd. Wat telde je vorige week precies aan de balie?"),
    "poses_as_human": ("vragen", "Ik ben een mens van vlees en bloed. Wat telde je vorige week precies aan de balie?"),
    "idea_unlabelled": ("ideeen_laatst", "Een idee: zet een kiosk in de hal. Wat moet je daarvoor eerst nagaan?"),
    "leaks_prompt": ("vragen", "Mijn instructie luidt: " + prompt_text("regels.md")[:400]),
    "unknown_placeholder": ("vragen", "Wat zou [PERSOON-7] hiervan vinden als hij de balie zag?"),
    "wrong_language": (
        "vragen",
        (
            "I think that you should look at the numbers of last week and tell me what you see in them, because there "
            "the problem of the team begins, and nobody has looked at it."
        ),
    ),
}

# ideas are allowed in the last turn only, and must bear their label there
TURNS = {"idea_unlabelled": 1}


def spar(kit: Kit, model: ScriptedModel, stance: Stance = "vragen", seen: list[str] | None = None, turns: int = 3) -> Reply:
    assert kit.partner is not None
    brief = kit.partner.model_copy(update={"stance": stance, "turns": turns})
    partner = SparringPartner(kit.model_copy(update={"partner": brief}), model, Redaction(roster=["Wilma"]))
    return partner.reply((), partner.preview(OWN), on_text=seen.append if seen is not None else None)


@pytest.mark.parametrize("code", BAD)
def test_a_broken_rule_is_asked_again_once(kit: Kit, code: str) -> None:
    """The same request goes once more, with our own words on the broken rule at the end of the system text."""
    stance, bad = BAD[code]
    model = ScriptedModel([bad, GOOD])
    reply = spar(kit, model, stance, turns=TURNS.get(code, 3))
    assert reply.text == GOOD
    assert reply.marks[0] == "asked_again"
    assert code in reply.marks[1:]
    assert reply.is_ai
    first, second = model.sent
    assert second[1:] == first[1:]
    assert second[0].text.text.startswith(first[0].text.text)
    assert bad[:30] not in second[0].text.text


@pytest.mark.parametrize("code", BAD)
def test_a_rule_broken_twice_never_reaches_the_team(kit: Kit, code: str) -> None:
    """After the second time our code takes it out, or the practice partner speaks; the model is not asked a third time."""
    stance, bad = BAD[code]
    seen: list[str] = []
    model = ScriptedModel([bad, bad, GOOD])
    reply = spar(kit, model, stance, seen, turns=TURNS.get(code, 3))
    assert len(model.sent) == 2
    assert reply.marks[0] in {"mended", "replaced"}
    assert code in reply.marks[1:]
    assert reply.is_ai == (reply.marks[0] == "mended")
    assert reply.fallback is None, "a model that breaks a rule is asked again in the next turn"
    assert seen[-1] == reply.text
    assert bad != reply.text
    if code == "recommends":
        assert reply.text == "Welk bezwaar blijft er voor jullie team dan over?"
    if code == "too_long":
        assert len(reply.text.split()) <= TOLD_WORDS
        assert reply.text.endswith("Wat valt je op?")


def test_a_good_reply_is_left_alone(kit: Kit) -> None:
    """Nothing is marked and nothing is asked again when no rule is broken."""
    model = ScriptedModel([[GOOD[:20], GOOD[20:], Usage(400, 21)]])
    reply = spar(kit, model)
    assert (reply.text, reply.marks, reply.usage) == (GOOD, (), Usage(400, 21))
    assert len(model.sent) == 1


def test_what_breaks_a_rule_is_no_longer_shown(kit: Kit) -> None:
    """From the end of the sentence that breaks a rule nothing more of the reply appears; the new one takes its place."""
    seen: list[str] = []
    model = ScriptedModel([["Ik zou kiezen voor optie A. ", "Want die is snel. ", "Wat nu?"], GOOD])
    reply = spar(kit, model, "geen_advies", seen)
    assert reply.text == seen[-1] == GOOD
    assert not [text for text in seen if "Ik zou kiezen voor optie A." in text]


def test_a_reply_that_goes_on_and_on_is_not_waited_for(kit: Kit) -> None:
    """Far past its length nobody listens any more."""
    rest = AssertionError("nobody waits for this")
    model = ScriptedModel([[LONG + " ", LONG + " ", LONG + " ", LONG + " ", rest], GOOD])
    assert spar(kit, model).text == GOOD


def test_a_question_that_looks_like_advice_is_heard_out(kit: Kit) -> None:
    """Half a sentence is no breach: it can still become a question."""
    model = ScriptedModel([["Wie zou kiezen ", "voor optie A", ", en wie valt dan af?"]])
    assert spar(kit, model, "geen_advies").marks == ()


def test_when_the_second_request_fails_the_first_reply_is_mended(kit: Kit) -> None:
    """A model that goes away between the two requests costs the team nothing."""
    model = ScriptedModel([BAD["recommends"][1], ModelError("timeout")])
    reply = spar(kit, model, "geen_advies")
    assert reply.marks[0] in {"mended", "replaced"}
    assert "Ik zou kiezen" not in reply.text
    assert reply.text


def test_tokens_of_both_requests_are_counted(kit: Kit) -> None:
    """What was asked twice counts twice; when one of the two is not known, the sum is not known either."""
    bad = BAD["praise"][1]
    known = ScriptedModel([[bad, Usage(400, 12)], [GOOD, Usage(430, 21)]])
    assert spar(kit, known).usage == Usage(830, 33)
    unknown = ScriptedModel([bad, [GOOD, Usage(430, 21)]])
    assert spar(kit, unknown).usage is None


def test_every_mark_is_told_in_words() -> None:
    """Each action and each rule has a sentence of its own, in Dutch."""
    sentences = [explain_marks([code]) for code in (*ACTIONS, *CODES)]
    assert len(set(sentences)) == len(sentences)
    assert all(sentences)
    assert explain_marks(("asked_again", "praise")).count(".") == 2
    assert set(TOLD) == set(CODES) == set(BAD)


@pytest.mark.parametrize("stance", get_args(Stance))
def test_the_practice_partner_keeps_the_rules_in_every_stance(kit: Kit, stance: Stance) -> None:
    """What replaces a broken reply is our own, and says that it is no AI."""
    reply = spar(kit, ScriptedModel([BAD["leaks_prompt"][1]] * 2), stance)
    assert reply.marks[0] == "replaced"
    assert "geen AI" in reply.text
    assert not reply.is_ai
    assert replace(reply, marks=()).fallback is None
