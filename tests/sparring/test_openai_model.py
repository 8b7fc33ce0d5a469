"""The language model over real HTTP on loopback: the good path, and every way to fail."""

from __future__ import annotations

import logging
import socket
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lerendwerken.errors import ModelError
from lerendwerken.kit import Kit
from lerendwerken.modelcheck import Probe
from lerendwerken.redaction import Redaction
from lerendwerken.settings import ApiKey, ModelSettings
from lerendwerken.sparring import REASONS, Message, OpenAIModel, SparringPartner, test_message
from lerendwerken.sparring.endpoint.exchange import Exchange
from lerendwerken.sparring.model import Usage

from .conftest import DONE, chunk, usage

ANSWER = "Anna de Vries telt de formulieren, en iedereen helpt mee."
FAULTS = {
    "400": "rejected",
    "401": "unauthorised",
    "403": "unauthorised",
    "404": "not_found",
    "402": "no_credit",
    "422": "rejected",
    "429": "rate_limited",
    "quota": "no_credit",
    "500": "server_error",
    "503": "server_error",
    "busy": "rate_limited",
    "busy_until": "rate_limited",
    "redirect": "redirected",
    "hang": "timeout",
    "hang_after": "timeout",
    "cut": "cut_stream",
    "cut_before": "cut_stream",
    "quiet_cut": "cut_stream",
    "error_inside": "server_error",
    "bad_json": "garbage",
    "strange": "garbage",
    "no_text": "garbage",
    "html": "garbage",
    "no_stream": "garbage",
    "empty": "empty",
    "filtered": "filtered",
    "drip": "timeout",
    "comments": "timeout",
    "bytes": "timeout",
    "slow_head": "timeout",
    "bomb": "garbage",
    "error_bomb": "garbage",
    "deep": "garbage",
    "thought": "empty",
    "late_thought": "thinking",
    "huge": "too_long",
    "long": "too_long",
}


@pytest.mark.parametrize(("fault", "reason"), FAULTS.items())
def test_every_fault_ends_in_the_practice_partner(
    faults: Any, kit: Kit, redaction: Redaction, fault: str, reason: str
) -> None:
    """Whatever the endpoint does, the team gets a reply of the practice partner within the time of the settings."""
    partner = SparringPartner(kit, OpenAIModel(faults.settings(fault)), redaction)
    started = time.monotonic()
    reply = partner.reply((), partner.preview(ANSWER))
    assert time.monotonic() - started < 4
    assert (reply.fallback, reply.model, reply.is_ai) == (reason, "oefenpartner", False)
    assert reply.text.startswith("Oefenpartner, geen AI")
    assert reason in REASONS


def test_a_closed_port_is_unreachable(kit: Kit, redaction: Redaction) -> None:
    """An endpoint that is not there sends the team to the practice partner at once."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    model = OpenAIModel(ModelSettings(model="m", base_url=f"http://127.0.0.1:{port}/v1", timeout=2.0, retries=1))
    partner = SparringPartner(kit, model, redaction)
    assert partner.reply((), partner.preview(ANSWER)).fallback == "unreachable"


def test_a_passing_fault_is_tried_again(faults: Any, kit: Kit, redaction: Redaction) -> None:
    """After one 500 the model is asked again, and its reply comes through."""
    partner = SparringPartner(kit, OpenAIModel(faults.settings("flaky", timeout=5.0, retries=1)), redaction)
    reply = partner.reply((), partner.preview(ANSWER))
    assert (reply.fallback, reply.is_ai) == (None, True)
    assert faults.RequestHandlerClass.calls == ["flaky", "flaky"]


@pytest.mark.parametrize(("fault", "least"), [("soon", 1.0), ("soon_date", 0.9), ("strange_wait", 0.5)])
def test_the_wait_that_an_endpoint_asks_is_kept(faults: Any, fault: str, least: float) -> None:
    """After a 429 with Retry-After, in seconds or as a moment, the model is asked again then and no sooner."""
    started = time.monotonic()
    assert list(OpenAIModel(faults.settings(fault, timeout=8.0, retries=1)).stream([test_message()]))
    assert least <= time.monotonic() - started < 4
    assert faults.RequestHandlerClass.calls == [fault, fault]


def test_a_wait_longer_than_a_silence_is_kept_too(faults: Any) -> None:
    """Waiting because the endpoint asks for it is no silence: only the time of the whole reply bounds it."""
    asked = Exchange(lambda exchange: "stopped" if exchange.pause(0.6) or exchange.put("ja") else "")
    assert list(asked.pieces(deadline=time.monotonic() + 5, silence=0.2)) == ["ja"]


def test_a_busy_stream_ends_at_the_deadline_too() -> None:
    """Signs of life without end, faster than they are read, do not lengthen the time of a reply."""
    started = time.monotonic()

    def work(exchange: Exchange) -> str:
        while not exchange.stopped and time.monotonic() < started + 1.5:
            exchange.put("")
        return ""

    with pytest.raises(ModelError, match="timeout"):
        list(Exchange(work).pieces(deadline=started + 0.3, silence=5))
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("fault", ["error_inside", "cut", "busy", "busy_until", "401", "400", "quota"])
def test_no_second_try_where_it_cannot_help(faults: Any, fault: str) -> None:
    """A reply that has begun, a wait longer than the time left and a refused key are not tried again."""
    model = OpenAIModel(faults.settings(fault, retries=3))
    model.refused.add("stream_options")
    with pytest.raises(ModelError, match=FAULTS[fault]):
        list(model.stream([test_message()]))
    assert faults.RequestHandlerClass.calls == [fault]


def test_names_come_back_while_it_streams(faults: Any, kit: Kit, redaction: Redaction) -> None:
    """A placeholder cut in two by the stream is shown as a name, never as half a placeholder."""
    partner = SparringPartner(kit, OpenAIModel(faults.settings("good", timeout=5.0)), redaction)
    seen: list[str] = []
    reply = partner.reply((), partner.preview(ANSWER), on_text=seen.append)
    assert reply.text == "Wat telde Anna de Vries vorige week?"
    assert seen == ["Wat telde ", "Wat telde Anna de Vries vorige week?", "Wat telde Anna de Vries vorige week?"]
    assert reply.raw.text == "Wat telde [PERSOON-1] vorige week?"


def test_only_the_least_is_asked_of_an_endpoint(faults: Any) -> None:
    """A request holds model, messages and stream, and asks for the tokens, so that every compatible endpoint serves."""
    list(OpenAIModel(faults.settings("good", timeout=5.0)).stream([test_message()]))
    assert set(faults.RequestHandlerClass.bodies[0]) == {"model", "messages", "stream", "stream_options"}


def test_a_refused_option_is_left_out_from_then_on(faults: Any) -> None:
    """Where an endpoint refuses to tell the tokens, the reply comes all the same, and it is not asked again."""
    model = OpenAIModel(faults.settings("no_usage", timeout=5.0))
    for _number in range(2):
        assert "".join(map(str, model.stream([test_message()]))) == "Wat telde [PERSOON-1] vorige week?"
    assert ["stream_options" in body for body in faults.RequestHandlerClass.bodies] == [True, False, False]
    assert model.refused == {"stream_options"}


def test_a_bad_request_is_not_blamed_on_an_option(faults: Any) -> None:
    """A request that is refused with and without the option is refused for another reason, which is not remembered."""
    model = OpenAIModel(faults.settings("400"))
    with pytest.raises(ModelError, match="rejected"):
        list(model.stream([test_message()]))
    assert model.refused == set()


@pytest.mark.parametrize(
    ("events", "told"),
    [
        ([usage(12, 3)], [Usage(12, 3)]),
        ([usage(12, 1), usage(12, 3)], [Usage(12, 3)]),
        ([usage(12, 3), chunk("")], [Usage(12, 3)]),
        ([usage(None, 3)], []),
        ([usage("veel", 3)], []),
        ([usage(-1, 3)], []),
        ([], []),
    ],
)
def test_tokens_come_once_and_last(faults: Any, events: list[bytes], told: list[Usage]) -> None:
    """What a reply used follows its text, once, and only when the endpoint tells it in whole numbers."""
    faults.RequestHandlerClass.script.append([chunk("Wat "), chunk("telde je?", finish="stop"), *events, DONE])
    assert list(OpenAIModel(faults.settings("script", timeout=5.0)).stream([test_message()])) == ["Wat ", "telde je?", *told]


def test_thoughts_never_reach_the_team(faults: Any) -> None:
    """What a model thinks aloud, in its text, in a field of its own or in parts of a list, is not in the reply."""
    parts = [{"type": "thinking", "thinking": [{"type": "text", "text": "Geheim."}]}, {"type": "text", "text": "Wat "}]
    faults.RequestHandlerClass.script.append(
        [
            chunk("<th"),
            chunk("ink>Geheim.</thi"),
            chunk("nk>\n\n"),
            chunk(None, reasoning_content="Geheim."),
            chunk(parts),
            chunk("telde je?", finish="stop"),
            DONE,
        ]
    )
    assert list(OpenAIModel(faults.settings("script", timeout=5.0)).stream([test_message()])) == ["Wat ", "telde je?"]


def test_key_and_text_go_to_no_other_address(faults: Any) -> None:
    """A redirect to another host is not followed: neither the key nor the text goes there."""
    with pytest.raises(ModelError, match="redirected"):
        list(OpenAIModel(faults.settings("redirect", retries=2)).stream([test_message()]))
    assert faults.RequestHandlerClass.calls == ["redirect"]


def test_other_settings_of_the_library_stay_at_home(faults: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """An organisation or project at OpenAI, known to the library from the environment, is not told to another endpoint."""
    monkeypatch.setenv("OPENAI_ORG_ID", "org-geheim")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-geheim")
    monkeypatch.setenv("OPENAI_ADMIN_KEY", "sk-admin-geheim")
    list(OpenAIModel(faults.settings("good", timeout=5.0, key=ApiKey("sk-x"))).stream([test_message()]))
    assert faults.RequestHandlerClass.heads[0]["authorization"] == "Bearer sk-x"
    assert "geheim" not in str(faults.RequestHandlerClass.heads)


@pytest.mark.parametrize(
    ("address", "version", "path", "head"),
    [
        (
            "/openai/deployments/naam",
            "2024-10-21",
            "/openai/deployments/naam/chat/completions?api-version=2024-10-21",
            "api-key",
        ),
        ("/openai", "2024-10-21", "/openai/deployments/m/chat/completions?api-version=2024-10-21", "api-key"),
        ("/openai/v1", "2024-10-21", "/openai/v1/chat/completions", "authorization"),
        ("/openai/v1/", None, "/openai/v1/chat/completions", "authorization"),
    ],
)
def test_both_forms_of_azure_are_understood(faults: Any, address: str, version: str | None, path: str, head: str) -> None:
    """The older address gets the version and the header `api-key`, the one that ends in v1 is as any other."""
    faults.RequestHandlerClass.script.append("Wat telde je?")
    settings = faults.settings("script", timeout=5.0, api_version=version)
    settings = replace(settings, base_url=settings.base_url.removesuffix("/v1") + address)
    assert "".join(map(str, OpenAIModel(settings).stream([test_message()]))) == "Wat telde je?"
    assert faults.RequestHandlerClass.paths == ["/script" + path]
    sent = faults.RequestHandlerClass.heads[0]
    assert [name for name, value in sent.items() if "sk-geheim" in value] == [head]


def test_an_endless_line_is_too_long(faults: Any) -> None:
    """A reply without end and without lines ends by its size, long before the memory or the time is used."""
    for fault in ("endless", "endless_error"):
        with pytest.raises(ModelError, match="too_long"):
            list(OpenAIModel(faults.settings(fault, timeout=30.0)).stream([test_message()]))


def test_two_replies_at_once_do_not_disturb_each_other(faults: Any) -> None:
    """One model can be asked again while another reply still comes, and leaving one does not break the other."""
    model = OpenAIModel(faults.settings("drip", timeout=10.0))
    one, other = (model.stream([test_message()]) for _number in range(2))
    assert (next(one), next(other)) == ("a", "a")
    one.close()  # type: ignore[attr-defined]  # a generator has it
    assert [next(other) for _number in range(5)] == ["a"] * 5


@pytest.mark.parametrize("fault", ["drip", "hang_after"])
def test_closing_a_stream_ends_its_thread(faults: Any, fault: str) -> None:
    """Who stops listening leaves no thread behind, whether the endpoint goes on for ever or is silent."""
    stream = OpenAIModel(faults.settings(fault, timeout=30.0)).stream([test_message()])
    assert next(stream) in {"a", "Wat "}
    stream.close()  # type: ignore[attr-defined]  # a generator has it
    end = time.monotonic() + 2
    while any(thread.name == "sparring" for thread in threading.enumerate()):
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize("version", [None, "2024-10-21"], ids=["bearer", "azure"])
@pytest.mark.parametrize("fault", ["good", "400", "401", "hang", "cut", "bad_json", "redirect", "bomb", "flaky"])
def test_no_error_or_log_holds_key_or_text(
    faults: Any, kit: Kit, redaction: Redaction, fault: str, version: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither an error, its traceback with all that hangs on it, nor the fullest log holds the key or what was typed."""
    caplog.set_level(logging.DEBUG)
    for name in ("openai", "httpx2", "httpcore2"):
        caplog.set_level(logging.DEBUG, logger=name)
    model = OpenAIModel(replace(faults.settings(fault, retries=1), api_version=version, base_url=faults.address(fault)))
    message = redaction.redact(ANSWER)
    told = ""
    try:
        list(model.stream([Message("user", message)]))
    except ModelError as failed:
        told += "".join(traceback.TracebackException.from_exception(failed, capture_locals=True).format())
        error: BaseException | None = failed
        while error is not None:
            told += repr(error) + repr(vars(error))
            error = error.__cause__ or error.__context__
    assert any("geheim" in str(head) for head in faults.RequestHandlerClass.heads)
    told += caplog.text + repr(model) + repr(vars(model))
    assert "geheim" not in told
    assert "formulieren" not in told


@pytest.fixture(scope="module")
def stub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An OpenAI-compatible server that others made, in a process of its own."""
    folder: Path = tmp_path_factory.mktemp("stub")
    (folder / "replies.yaml").write_text(STUB_REPLIES, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "stubllm.cli", "serve", "--port", str(port), "--fixture-dir", str(folder)]
    program = Path(sys.executable).with_name("stubllm")
    if program.exists():
        command = [str(program), *command[3:]]
    server = subprocess.Popen([*command, "--log-level", "error"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _wait_for(port)
    yield f"http://127.0.0.1:{port}/v1"
    server.terminate()
    server.wait(10)


STUB_REPLIES = """
fixtures:
  - name: good
    match: {provider: openai, model: goed}
    response: {content: "Hoe weet [PERSOON-1] dat, en wie telde mee?", stream_chunk_delay_ms: 2}
  - name: busy
    match: {provider: openai, model: druk}
    response: {http_status: 429, error_message: te druk}
  - name: shaped
    match: {provider: openai, model: vorm}
    response: {content: '{"kleur": "rood", "getal": 3}'}
  - name: broken
    match: {provider: openai, model: stuk}
    response: {http_status: 500, error_message: stuk}
"""


def _wait_for(port: int) -> None:
    end = time.monotonic() + 15
    while time.monotonic() < end:
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("the server did not start")


@pytest.mark.parametrize(("model", "fallback"), [("goed", None), ("druk", "rate_limited"), ("stuk", "server_error")])
def test_an_independent_server_is_understood(
    stub: str, kit: Kit, redaction: Redaction, model: str, fallback: str | None
) -> None:
    """A reply, a 429 and a 500 of a server that is not ours are taken as what they are."""
    settings = ModelSettings(model=model, base_url=stub, key=ApiKey("sk-geheim"), timeout=10.0, retries=0)
    partner = SparringPartner(kit, OpenAIModel(settings), redaction)
    pieces: list[str] = []
    reply = partner.reply((), partner.preview(ANSWER), on_text=pieces.append)
    assert reply.fallback == fallback
    if fallback is None:
        assert (reply.text, reply.model, reply.is_ai) == ("Hoe weet Anna de Vries dat, en wie telde mee?", "goed", True)
        assert len(pieces) > 3


def test_an_independent_server_gives_a_value(stub: str) -> None:
    """A value asked of a server that is not ours comes in the strictest form."""
    model = OpenAIModel(ModelSettings(model="vorm", base_url=stub, timeout=10.0))
    assert model.structured([test_message()], Probe).value == Probe(kleur="rood", getal=3)
    assert (model.form, model.refused) == ("json_schema", set())


def test_openai_is_loaded_only_when_it_is_used() -> None:
    """Importing the sparring package loads neither openai nor the numbering plans."""
    code = "import sys, lerendwerken.sparring; print([n for n in ('openai', 'phonenumbers', 'stdnum') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
