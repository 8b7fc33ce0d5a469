"""Claims: what an AI stated is listed for the team to settle, whatever the endpoint can do."""

from __future__ import annotations

import pytest

from lerendwerken.errors import ModelError
from lerendwerken.redaction import RedactedText, Redaction, trusted
from lerendwerken.sparring import Claims, ScriptedModel, list_claims, unsettled
from lerendwerken.sparring.claims import MOST
from lerendwerken.sparring.model import Usage

SAID = (
    trusted("Volgens de AVG moet je binnen 30 dagen antwoorden. Wat telde je vorige week?"),
    trusted("De meeste klachten komen op maandag. Schrijf drie gevallen onder elkaar. [PERSOON-1] belt altijd om 9.30 uur."),
)
TRUE = ["Volgens de AVG moet je binnen 30 dagen antwoorden", "De meeste klachten komen op maandag"]


def test_a_model_gives_the_list_as_a_value() -> None:
    """An endpoint with structured output is asked once; what people said travels between fences."""
    model = ScriptedModel([], structures=[Claims(beweringen=TRUE)])
    listed = list_claims(SAID, model=model)
    assert listed.claims == tuple(TRUE)
    assert listed.by_model
    (request,) = model.sent
    assert [message.role for message in request] == ["system", "user"]
    assert "30 dagen" not in request[0].text.text
    assert request[1].text.text.startswith("[begin materiaal ")


def test_an_endpoint_without_structure_is_asked_for_lines() -> None:
    """The list comes as lines of text, numbered or not, with what it used."""
    reply = f"Dit zijn ze:\n- {TRUE[0]}\n2. {TRUE[1]}\nKlaar."
    listed = list_claims(SAID, model=ScriptedModel([[reply, Usage(90, 30)]]))
    assert listed.claims == tuple(TRUE)
    assert listed.usage == Usage(90, 30)


@pytest.mark.parametrize("reply", ["geen", "Geen.", "Er zijn geen beweringen."])
def test_no_claims_is_an_answer(reply: str) -> None:
    """An empty list stays empty: nothing is looked up a second time."""
    assert list_claims((trusted("Wat telde je vorige week?"),), model=ScriptedModel([reply])).claims == ()


@pytest.mark.parametrize("reason", ["timeout", "unreachable", "garbage"])
def test_without_the_model_our_own_rules_list_them(reason: str) -> None:
    """When the model is away, sentences that state something are taken: no question, no instruction."""
    for model in (ScriptedModel([], structures=[ModelError(reason)]), None):
        listed = list_claims(SAID, model=model)
        assert listed.claims == (
            "Volgens de AVG moet je binnen 30 dagen antwoorden.",
            "De meeste klachten komen op maandag.",
            "[PERSOON-1] belt altijd om 9.30 uur.",
        )
        assert not listed.by_model


def test_what_was_never_said_is_no_claim() -> None:
    """A model cannot put a claim on the list that stands in no reply, nor change a number in one."""
    invented = ["Teams met een AI werken 40 procent sneller", "Volgens de AVG moet je binnen 14 dagen antwoorden", TRUE[1]]
    assert list_claims(SAID, model=ScriptedModel([], structures=[Claims(beweringen=invented)])).claims == (TRUE[1],)


def test_the_list_is_short_and_without_doubles() -> None:
    """The same claim in slightly other words stands there once, and no more than eight are asked of a team."""
    said = (trusted(" ".join(f"Regel {n} geldt sinds 20{n} voor zaak {n * 7}." for n in range(10, 30))),)
    claims = [f"Regel {n} geldt sinds 20{n} voor zaak {n * 7}" for n in range(10, 30)]
    listed = list_claims(said, model=ScriptedModel([], structures=[Claims(beweringen=[claims[0] + "!", *claims])])).claims
    assert len(listed) == MOST
    assert listed[:2] == (claims[0] + "!", claims[1])


def test_settling_allows_slightly_other_words() -> None:
    """A team may mend a claim's spelling; a claim with another number is another claim left open."""
    assert (
        unsettled(TRUE, ["volgens de avg moet je binnen 30 dagen antwoorden.", "de meeste klachten komen op een maandag"])
        == ()
    )
    assert unsettled(TRUE, [TRUE[1]]) == (TRUE[0],)
    assert unsettled(["Het duurt 30 dagen"], ["Het duurt 14 dagen"]) == ("Het duurt 30 dagen",)


def test_only_redacted_text_goes() -> None:
    """A list is asked for with text that may leave, of which names are gone."""
    said: RedactedText = Redaction(roster=["Wilma"]).redact("Wilma telt altijd 40 aanvragen.")
    model = ScriptedModel(["geen"])
    list_claims((said,), model=model)
    assert "Wilma" not in "".join(message.text.text for request in model.sent for message in request)
