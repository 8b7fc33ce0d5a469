"""What the sparring tests share: a small kit, a redaction, and a server on loopback that fails in every known way."""

from __future__ import annotations

import contextlib
import gzip
import json
import threading
import time
from collections.abc import Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest

from lerendwerken.kit import Kit
from lerendwerken.redaction import Redaction
from lerendwerken.settings import ApiKey, ModelSettings
from lerendwerken.yamlfile import parse_yaml

KIT = """
formaat: 1
versie: 1.0.0
titel: Proefkit
bedoeling: Een kit om mee te testen.
moment: spar
minuten: 12
auteur: de makers
licentie: CC-BY-4.0
waarom: Om te testen.
partner: {rol: coach, opdracht: Help het team om te tellen., beurten: 3, houding: vragen}
situatie:
  - {id: werk, vraag: Welk overleg kost je het meest?}
stappen:
  - soort: eigen_antwoord
    titel: Eerst zelf
    minuten: 4
    uitleg: Schrijf je eigen antwoord.
    fouten:
      - {fout: Iedereen doet het., vraag: Wie begint er?, woorden: [iedereen, met z'n allen]}
      - {fout: Overleg is de oplossing., vraag: Wat als het overleg niet doorgaat?, woorden: [overleg, bij elkaar komen]}
  - {soort: verzendcheck, titel: Check, minuten: 1, uitleg: Lees wat eruit gaat.}
  - soort: sparren
    titel: Sparren
    minuten: 5
    uitleg: Praat met de partner.
    fouten:
      - {fout: Er is geen tijd., vraag: Wat laat je liggen?, woorden: [geen tijd]}
    ladder:
      vraag: Wat is er vrijdag anders?
      gerichter: Bij welk geval ging het mis?
      hint: Zoek het geval dat goed ging.
      eerste_stap: Leg drie gevallen naast elkaar en zoek het eerste verschil.
  - {soort: beweringen, titel: Klopt het?, minuten: 2, uitleg: Kijk na wat er is gezegd.}
"""


@pytest.fixture
def kit() -> Kit:
    return parse_yaml(KIT, name="kit.yaml").parse(Kit)


@pytest.fixture
def redaction() -> Redaction:
    return Redaction(roster=["Anna de Vries", "Mustafa Yılmaz"])


def event(data: object) -> bytes:
    """Return one server-sent event."""
    return b"data: " + (data if isinstance(data, bytes) else json.dumps(data).encode()) + b"\n\n"


def chunk(content: object, *, finish: str | None = None, **delta: object) -> bytes:
    """Return one piece of a streamed reply."""
    choice = {"index": 0, "delta": {"content": content, **delta}, "finish_reason": finish}
    return event({"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]})


def usage(prompt: object, completion: object) -> bytes:
    """Return the piece after a reply that tells what it used."""
    told = {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": 0}
    return event({"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [], "usage": told})


DONE = event(b"[DONE]")
Answer = int | str | list[bytes]


class FaultHandler(BaseHTTPRequestHandler):
    """Fails as the first part of the path says, such as /cut/v1/chat/completions.

    The path /script answers from `script`: a number is a status, a text is a reply, a list holds the events of one.
    """

    protocol_version = "HTTP/1.1"
    calls: ClassVar[list[str]] = []
    bodies: ClassVar[list[dict[str, Any]]] = []
    paths: ClassVar[list[str]] = []
    heads: ClassVar[list[dict[str, str]]] = []
    script: ClassVar[list[Answer]] = []
    over: ClassVar[threading.Event] = threading.Event()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        fault = self.path.split("/")[1]
        self.calls.append(fault)
        self.bodies.append(json.loads(body))
        self.paths.append(self.path)
        self.heads.append({name.lower(): value for name, value in self.headers.items()})
        self.close_connection = True
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            if fault.isdigit():
                self.refuse(int(fault))
            else:
                getattr(self, f"do_{fault}")()

    def log_message(self, *_args: object) -> None:
        """Say nothing: what was typed does not belong on a terminal."""

    def refuse(self, status: int, *, retry_after: str | None = None, code: str | None = None) -> None:
        body = json.dumps({"error": {"message": "no", "type": "test", "code": code}}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if retry_after:
            self.send_header("Retry-After", retry_after)
        self.end_headers()
        self.wfile.write(body)

    def begin(self, *events: bytes, kind: str = "text/event-stream", status: int = 200, coding: str | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if coding:
            self.send_header("Content-Encoding", coding)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for data in events:
            self.push(data)

    def push(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def end(self) -> None:
        self.wfile.write(b"0\r\n\r\n")

    def do_good(self) -> None:
        self.begin(chunk("Wat telde [PERSO"), chunk("ON-1] vorige week?"), chunk(None, finish="stop"), DONE)
        self.end()

    def do_script(self) -> None:
        answer = self.script.pop(0)
        if isinstance(answer, int):
            return self.refuse(answer)
        events = answer if isinstance(answer, list) else [chunk(answer), chunk(None, finish="stop"), DONE]
        self.begin(*events)
        return self.end()

    def do_no_usage(self) -> None:
        self.refuse(400) if "stream_options" in self.bodies[-1] else self.do_good()

    def do_busy(self) -> None:
        self.refuse(429, retry_after="30")

    def do_busy_until(self) -> None:
        self.refuse(429, retry_after=formatdate(time.time() + 3600, usegmt=True))

    def do_soon(self) -> None:
        self.refuse(429, retry_after="1") if self.calls.count("soon") == 1 else self.do_good()

    def do_soon_date(self) -> None:
        moment = formatdate(time.time() + 2, usegmt=True)
        self.refuse(429, retry_after=moment) if self.calls.count("soon_date") == 1 else self.do_good()

    def do_strange_wait(self) -> None:
        self.refuse(503, retry_after="nan") if self.calls.count("strange_wait") == 1 else self.do_good()

    def do_quota(self) -> None:
        self.refuse(429, code="insufficient_quota")

    def do_redirect(self) -> None:
        self.send_response(307)
        # the same machine under another name, so another host
        self.send_header("Location", f"http://localhost:{self.server.server_address[1]}/elsewhere/v1/chat/completions")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_elsewhere(self) -> None:
        self.do_good()

    def do_bomb(self) -> None:
        self.begin(gzip.compress(b"data: " + bytes(200_000_000)), coding="gzip")
        self.end()

    def do_error_bomb(self) -> None:
        self.begin(gzip.compress(bytes(200_000_000)), coding="gzip", status=500)
        self.end()

    def do_endless(self) -> None:
        self.begin(b"data: ")
        while not self.over.is_set():
            self.push(b"a" * 1_000_000)

    def do_endless_error(self) -> None:
        self.begin(status=500)
        while not self.over.is_set():
            self.push(b"a" * 1_000_000)

    def do_bytes(self) -> None:
        self.begin()
        for byte in chunk("Wat telde het team?") * 100:
            self.push(bytes([byte]))
            if self.over.wait(0.05):
                return

    def do_slow_head(self) -> None:
        for byte in b"HTTP/1.1 200 OK\r\n" + b"X-Kop: a\r\n" * 100:
            self.wfile.write(bytes([byte]))
            if self.over.wait(0.05):
                return

    def do_deep(self) -> None:
        self.begin(event(b"[" * 200_000))
        self.end()

    def do_thought(self) -> None:
        self.begin(chunk("<think>Het team"), chunk(" wil een antwoord."), chunk(None, finish="stop"), DONE)
        self.end()

    def do_late_thought(self) -> None:
        self.begin(chunk("Het team wil "), chunk("dit.</think>Wat telde je?"), chunk(None, finish="stop"), DONE)
        self.end()

    def do_flaky(self) -> None:
        self.refuse(500) if self.calls.count("flaky") == 1 else self.do_good()

    def do_hang(self) -> None:
        self.over.wait(10)

    def do_hang_after(self) -> None:
        self.begin(chunk("Wat "))
        self.over.wait(10)

    def do_cut(self) -> None:
        self.begin(chunk("Wat "))

    def do_cut_before(self) -> None:
        self.begin()

    def do_quiet_cut(self) -> None:
        self.begin(chunk("Wat "))
        self.end()

    def do_error_inside(self) -> None:
        self.begin(chunk("Wat "), event({"error": {"message": "overloaded", "type": "server_error"}}))
        self.end()

    def do_bad_json(self) -> None:
        self.begin(event(b'{"choices": [{"delta"'))
        self.end()

    def do_strange(self) -> None:
        self.begin(event([1, 2, 3]))
        self.end()

    def do_no_text(self) -> None:
        self.begin(chunk({"a": 1}))
        self.end()

    def do_html(self) -> None:
        self.begin(b"<!doctype html><title>Inloggen</title>", kind="text/html")
        self.end()

    def do_no_stream(self) -> None:
        self.begin(b'{"choices": [{"message": {"content": "hoi"}}]}', kind="application/json")
        self.end()

    def do_empty(self) -> None:
        self.begin(chunk(""), chunk(" \n"), chunk(None, finish="stop"), DONE)
        self.end()

    def do_filtered(self) -> None:
        self.begin(chunk("Wat "), chunk(None, finish="content_filter"), DONE)
        self.end()

    def do_drip(self) -> None:
        self.begin()
        while not self.over.wait(0.05):
            self.push(chunk("a"))

    def do_comments(self) -> None:
        self.begin()
        while not self.over.wait(0.05):
            self.push(b": wacht\n")

    def do_huge(self) -> None:
        self.begin(chunk("a" * 10_000_000, finish="stop"))
        self.end()

    def do_long(self) -> None:
        self.begin()
        for _number in range(10_000):
            self.push(chunk("woord " * 170))
        self.end()


class FaultServer(ThreadingHTTPServer):
    """A server on loopback whose connections end with it."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients here leave in the middle on purpose."""

    def address(self, fault: str, path: str = "") -> str:
        """Return the address at which the server fails in one way."""
        return f"http://127.0.0.1:{self.server_address[1]}/{fault}{path}"

    def settings(self, fault: str, **changes: Any) -> ModelSettings:
        """Return the settings for a model that fails in one way."""
        url = self.address(fault, "/v1")
        given: dict[str, Any] = {"model": "m", "base_url": url, "key": ApiKey("sk-geheim"), "timeout": 1.0, "retries": 0}
        return ModelSettings(**(given | changes))


@pytest.fixture
def faults() -> Iterator[FaultServer]:
    """The server that fails in every known way."""
    yield from serve_faults()


def serve_faults() -> Iterator[FaultServer]:
    """Serve faults until the next value is asked for, then end every connection."""
    for seen in (FaultHandler.calls, FaultHandler.bodies, FaultHandler.paths, FaultHandler.heads, FaultHandler.script):
        seen.clear()
    FaultHandler.over.clear()
    server = FaultServer(("127.0.0.1", 0), FaultHandler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    FaultHandler.over.set()
    server.shutdown()
    server.server_close()
    thread.join(5)
    _wait_for_askers()


def _wait_for_askers() -> None:
    """Wait until the threads that asked have noticed that the server is gone, so that no test inherits them."""
    end = time.monotonic() + 3
    while any(thread.name == "sparring" for thread in threading.enumerate()) and time.monotonic() < end:
        time.sleep(0.02)
