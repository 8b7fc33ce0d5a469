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
from pathlib import Path
from typing import Any

import pytest

from lerendwerken.errors import ModelError
from lerendwerken.kit import Kit
from lerendwerken.redaction import Redaction
from lerendwerken.settings import ApiKey, ModelSettings
from lerendwerken.sparring import REASONS, OpenAIModel, SparringPartner, test_message

ANSWER = "Anna de Vries telt de formulieren, en iedereen helpt mee."
FAULTS = {
    "400": "rejected",
    "401": "unauthorised",
    "403": "unauthorised",
    "404": "not_found",
    "429": "rate_limited",
    "500": "server_error",
    "503": "server_error",
    "busy": "rate_limited",
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


@pytest.mark.parametrize("fault", ["error_inside", "cut", "busy", "401"])
def test_no_second_try_where_it_cannot_help(faults: Any, fault: str) -> None:
    """A reply that has begun, a wait longer than the time left and a refused key are not tried again."""
    with pytest.raises(ModelError):
        list(OpenAIModel(faults.settings(fault, retries=3)).stream([test_message()]))
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
    """A request holds model, messages and stream, so that every compatible endpoint understands it."""
    list(OpenAIModel(faults.settings("good", timeout=5.0)).stream([test_message()]))
    assert set(faults.RequestHandlerClass.bodies[0]) == {"model", "messages", "stream"}


def test_closing_a_stream_ends_its_thread(faults: Any) -> None:
    """Who stops listening leaves no thread behind, even when the endpoint goes on for ever."""
    stream = OpenAIModel(faults.settings("drip", timeout=30.0)).stream([test_message()])
    assert next(stream) == "a"
    stream.close()  # type: ignore[attr-defined]  # a generator has it
    end = time.monotonic() + 2
    while any(thread.name == "sparring" for thread in threading.enumerate()):
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize("fault", ["401", "hang", "bad_json"])
def test_no_error_or_log_holds_key_or_text(
    faults: Any, kit: Kit, redaction: Redaction, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The error that a failing model raises, its traceback and the log hold neither the key nor what was typed."""
    caplog.set_level(logging.INFO)
    partner = SparringPartner(kit, OpenAIModel(faults.settings(fault)), redaction)
    message = partner._messages((), partner.preview(ANSWER))
    with pytest.raises(ModelError) as caught:
        list(partner.model.stream(message))
    error: BaseException | None = caught.value
    told = "".join(traceback.format_exception(caught.value)) + caplog.text
    while error is not None:
        told += repr(error) + repr(vars(error))
        error = error.__cause__ or error.__context__
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


def test_openai_is_loaded_only_when_it_is_used() -> None:
    """Importing the sparring package loads neither openai nor the numbering plans."""
    code = "import sys, lerendwerken.sparring; print([n for n in ('openai', 'phonenumbers', 'stdnum') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
