"""The practice partner: worth the time of a session without AI, and never taken for one."""

from __future__ import annotations

import pytest

from lerendwerken.kit import Kit
from lerendwerken.messages import _
from lerendwerken.redaction import Redaction, trusted
from lerendwerken.sparring import Message, PracticePartner
from lerendwerken.sparring.fence import fenced, new_code
from lerendwerken.sparring.wording import counted, matched, quote


def say(kit: Kit, *said: str) -> list[str]:
    """Return the replies to what a team says, turn by turn."""
    partner, code = PracticePartner(kit), new_code()
    messages: list[Message] = []
    replies: list[str] = []
    for text in said:
        messages.append(Message("user", fenced(Redaction().redact(text), code=code)))
        replies.append("".join(partner.stream(messages)))
        messages.append(Message("assistant", trusted(replies[-1])))
    return replies


PLAN = "We willen sneller werken. Iedereen vult de lijst in na het overleg. Dat scheelt ons 20 minuten."


def test_it_says_what_it_is_in_every_reply(kit: Kit) -> None:
    """Label and name say in each turn that this is no AI."""
    replies = say(kit, PLAN, "Ja, dat klopt wel.", "Nee.")
    assert all(reply.startswith("Oefenpartner, geen AI.") for reply in replies)
    assert (PracticePartner(kit).name, PracticePartner(kit).is_ai) == ("oefenpartner", False)


def test_it_quotes_the_sentence_that_it_asks_about(kit: Kit) -> None:
    """A typical mistake is asked about with the team's own sentence beside it."""
    first = say(kit, PLAN)[0]
    assert "“Iedereen vult de lijst in na het overleg”" in first
    assert "Iedereen doet het. Wie begint er?" in first
    assert "20 minuten" not in first


def test_it_climbs_the_ladder(kit: Kit) -> None:
    """Question, narrower question, and only in the last turn hint and first step, with the word back to the team."""
    first, second, third = say(kit, PLAN, "Vorige week 12 keer.", "Dat was op dinsdag.")
    assert "Wat is er vrijdag anders?" in first
    assert "Bij welk geval ging het mis?" in second
    assert "Leg drie gevallen" not in first + second
    assert "Zoek het geval dat goed ging." in third
    assert "Leg drie gevallen naast elkaar" in third
    assert "Vat zelf samen" in third


def test_the_top_comes_sooner_when_the_team_asks(kit: Kit) -> None:
    """A team that says it is stuck gets the first step, once, and never as an answer that is known."""
    _first, second, third = say(kit, PLAN, "We komen er niet uit.", "Dank, we proberen het.")
    assert "Een antwoord op jouw werk heb ik niet" in second
    assert "Leg drie gevallen naast elkaar" in second
    assert "Leg drie gevallen naast elkaar" not in third


def test_it_comes_back_to_what_was_passed_over(kit: Kit) -> None:
    """A second mistake in the own answer is asked about later, with the words quoted as earlier ones; none twice."""
    first, second, _third = say(kit, PLAN, "Op maandag 3 keer, op dinsdag 4 keer.", "Klaar.")
    assert "Wat als het overleg niet doorgaat?" not in first
    assert "Wat als het overleg niet doorgaat?" in second
    assert "Eerder schreef je: “Iedereen vult de lijst in na het overleg”" in second
    assert "Wie begint er?" not in second


def test_it_finds_something_to_ask_about_any_work(kit: Kit) -> None:
    """Without a typical mistake it asks about a vague word, a missing number or a short answer, in the team's words."""
    vague = "Wij werken op drie plekken en sturen elkaar lijsten, waardoor het antwoord vaak laat komt bij de klant."
    assert "“vaak”: hoeveel is dat" in say(kit, vague)[0]
    assert "nog kort" in say(kit, "We bellen.")[0]
    plain = "Wij werken op afstand en sturen elkaar lijsten, waardoor het antwoord laat komt bij de klant."
    assert "geen getal" in say(kit, plain)[0]


def test_own_words_are_told_from_the_situation(kit: Kit) -> None:
    """What the kit itself asked is not held against the team, and the own answer is quoted, not the situation."""
    situation = "Onderwerp: balie\nWelk overleg kost je het meest?: Het ochtendrondje."
    reply = say(kit, f"{situation}\n{_('Our own answer')}: We bellen 3 klanten terug.")[0]
    assert "“We bellen 3 klanten terug”" in reply
    assert "overleg niet doorgaat" not in reply


def test_the_same_conversation_gives_the_same_reply(kit: Kit) -> None:
    """Nothing is left to chance: a session that resumes reads the same."""
    assert say(kit, PLAN, "We weten het niet.", "Klaar.") == say(kit, PLAN, "We weten het niet.", "Klaar.")


def test_it_stays_short(kit: Kit) -> None:
    """Even a page of text is answered within 120 words."""
    replies = say(kit, PLAN * 200, "Iedereen moet altijd " * 300, "x" * 4000)
    assert max(len(reply.split()) for reply in replies) <= 120


def test_braces_and_markup_are_only_words(kit: Kit) -> None:
    """What looks like code in the team's words is quoted as it stands."""
    assert "{0} en {words} <b>" in say(kit, "Hier staat {0} en {words} <b> met 3 dingen erin.")[0]


def test_trigger_words_match_by_stem() -> None:
    """A trigger finds its inflections at the start of a word, and no other words."""
    assert matched("verbeteren", "we verbeterden het") == "verbeterden"
    assert matched("vergader", "de Vergadering loopt uit") == "Vergadering"
    assert matched("geen tijd", "er is geen  tijd voor") == "geen  tijd"
    assert matched("met z'n allen", "wij doen het met z'n allen") == "met z'n allen"
    assert matched("100%", "het moet 100% zijn") == "100%"
    assert matched("meer", "meerdere") == "meerdere"
    assert matched("de", "deur") is None
    assert matched("overleg", "werkoverleg") is None
    assert matched("geen tijd", "geen\ntijd") is None


def test_a_quotation_is_a_piece_of_the_text() -> None:
    """A long sentence is cut around the words that matter; a text without words gives nothing."""
    long = " ".join(f"woord{n}" for n in range(60))
    piece = quote(long, around="woord40")
    assert "woord40" in piece
    assert piece.strip("… ") in long
    assert len(piece.split()) <= 20
    assert quote("?! …") == ""
    assert quote("Om 9.30 uur begint het. Dan pas.") == "Om 9.30 uur begint het"


@pytest.mark.parametrize("text", ["zes van de tien", "Eenentwintig dossiers", "in 3 dagen", "Honderdtwintig bellers"])
def test_a_number_written_out_is_a_number(text: str) -> None:
    """The partner does not ask for a number that stands there in words."""
    assert counted(text)


def test_an_article_is_no_number() -> None:
    """`een` counts nothing."""
    assert not counted("We doen het een keer anders.")
