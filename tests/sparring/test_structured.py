"""A reply as a value: the strictest form that an endpoint knows, one repair, and a clear end."""

from __future__ import annotations

import json
import time
import traceback
from typing import Any

import pytest

from lerendwerken.errors import ModelError
from lerendwerken.redaction import trusted
from lerendwerken.sparring import Message, OpenAIModel, ScriptedModel, test_message
from lerendwerken.sparring.model import StructuredModel, Usage
from lerendwerken.values import Value

from .conftest import DONE, chunk, usage


class Claims(Value):
    """What is asked for here."""

    beweringen: list[str]


GOOD = '{"beweringen": ["Het duurt twee dagen."]}'
WRONG = '{"beweringen": "geheim", "geheim": 1}'
VALUE = Claims(beweringen=["Het duurt twee dagen."])
FORMS = {"json_schema", "json_object"}


def ask(faults: Any, *script: Any) -> tuple[OpenAIModel, Claims]:
    """Return a model that met a script, and the value that came of it."""
    faults.RequestHandlerClass.script.extend(script)
    model = OpenAIModel(faults.settings("script", timeout=5.0))
    return model, model.structured([Message("system", trusted("Zoek beweringen.")), test_message()], Claims).value


def forms(faults: Any) -> list[str]:
    """Return in which forms the endpoint was asked."""
    return [body["response_format"]["type"] for body in faults.RequestHandlerClass.bodies]


@pytest.mark.parametrize(
    "reply", [GOOD, f"<think>Hm {{}}.</think>{GOOD}", f"```json\n{GOOD}\n```", f"Hier is het:\n{GOOD}\nKlaar."]
)
def test_a_value_comes_in_the_strictest_form(faults: Any, reply: str) -> None:
    """The schema goes along strictly and in words, and the value is found in whatever the model puts around it."""
    model, value = ask(faults, reply)
    assert (value, model.form, model.refused, forms(faults)) == (VALUE, "json_schema", set(), ["json_schema"])
    body = faults.RequestHandlerClass.bodies[0]
    shape = body["response_format"]["json_schema"]
    assert shape["strict"] is True
    assert shape["schema"]["additionalProperties"] is False
    assert shape["schema"]["required"] == ["beweringen"]
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert json.dumps(Claims.model_json_schema()) in body["messages"][0]["content"]
    assert body["messages"][0]["content"].startswith("Zoek beweringen.")


def test_a_refused_form_gives_way_to_the_next_and_is_remembered(faults: Any) -> None:
    """An endpoint without json_schema is asked for json_object, the second time at once."""
    model, value = ask(faults, 400, GOOD, GOOD)
    assert (value, model.form, model.refused) == (VALUE, "json_object", {"json_schema"})
    assert model.structured([test_message()], Claims).value == VALUE
    assert forms(faults) == ["json_schema", "json_object", "json_object"]


def test_an_endpoint_without_any_form_says_so_at_once_the_next_time(faults: Any) -> None:
    """Where both forms are refused there is no structure, and it is not asked again; a reply in text still comes."""
    faults.RequestHandlerClass.script.extend([400, 422, "Wat telde je?"])
    model = OpenAIModel(faults.settings("script", timeout=5.0))
    for _number in range(2):
        with pytest.raises(ModelError, match="no_structure"):
            model.structured([test_message()], Claims)
    assert (forms(faults), model.refused, model.form) == (["json_schema", "json_object"], FORMS, None)
    assert list(model.stream([test_message()])) == ["Wat telde je?"]


def test_one_repair_tells_what_was_wrong(faults: Any) -> None:
    """A value that does not fit is asked again once, with the faults by place and kind, and nothing of the reply."""
    _model, value = ask(faults, WRONG, GOOD)
    assert (value, forms(faults)) == (VALUE, ["json_schema", "json_schema"])
    system = faults.RequestHandlerClass.bodies[1]["messages"][0]["content"]
    assert "- beweringen: list_type" in system
    assert "- (alles): extra_forbidden" in system
    assert "geheim" not in system


@pytest.mark.parametrize("bad", [WRONG, "Dat weet ik niet.", "{", "[" * 50_000])
def test_after_the_repair_comes_the_looser_form_and_then_the_end(faults: Any, bad: str) -> None:
    """A model that never gives the value is asked three times in all; nothing of what it said stands in the error."""
    with pytest.raises(ModelError, match="no_structure") as caught:
        ask(faults, *[bad if len(bad) < 20_000 else bad[:19_000]] * 3)
    assert forms(faults) == ["json_schema", "json_schema", "json_object"]
    assert caught.value.__context__ is None
    assert "geheim" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(("fault", "reason"), [(401, "unauthorised"), (500, "server_error"), ([], "empty")])
def test_another_failure_stays_what_it_is(faults: Any, fault: Any, reason: str) -> None:
    """A key that is refused, a fault of the server and an empty reply are no matter of form."""
    with pytest.raises(ModelError, match=reason):
        ask(faults, fault)
    assert forms(faults) == ["json_schema"]


def test_a_value_takes_no_longer_than_a_reply(faults: Any) -> None:
    """All tries together stay within the time of the settings."""
    model, started = OpenAIModel(faults.settings("drip", timeout=1.0)), time.monotonic()
    with pytest.raises(ModelError, match="timeout"):
        model.structured([test_message()], Claims)
    assert time.monotonic() - started < 2


def test_the_scripted_model_answers_with_values_as_well() -> None:
    """A script can hold tokens among its pieces, and values or failures in a list of their own."""
    model = ScriptedModel([["Wat ", "telde je?", Usage(3, 2)]], structures=[VALUE, ModelError("timeout"), VALUE])
    assert isinstance(model, StructuredModel)
    assert list(model.stream([test_message()])) == ["Wat ", "telde je?", Usage(3, 2)]
    assert model.structured([test_message()], Claims).value == VALUE
    with pytest.raises(ModelError, match="timeout"):
        model.structured([test_message()], Claims)
    with pytest.raises(TypeError, match="Claims"):
        model.structured([test_message()], type("Other", (Value,), {}))
    with pytest.raises(ModelError, match="no_structure"):
        model.structured([test_message()], Claims)
    assert len(model.sent) == 5


def test_what_a_value_used_is_told_after_a_reply_told_it(faults: Any) -> None:
    """Tokens are asked for with a value only where the endpoint has told them before, so that a refusal is of the form."""
    faults.RequestHandlerClass.script.extend([[chunk("Ja."), chunk(None, finish="stop"), usage(9, 1), DONE]])
    model = OpenAIModel(faults.settings("script", timeout=5.0))
    assert list(model.stream([test_message()])) == ["Ja.", Usage(9, 1)]
    faults.RequestHandlerClass.script.extend([[chunk(GOOD), chunk(None, finish="stop"), usage(40, 8), DONE]])
    answered = model.structured([test_message()], Claims)
    assert (answered.value, answered.usage) == (VALUE, Usage(40, 8))
