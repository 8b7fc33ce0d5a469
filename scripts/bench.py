"""How much our path adds to the bare library until the first words of a reply; run it with the Python of `.venv`.

A server in a process of its own waits 300 ms before its first piece, as a quick hosted model does. Each round asks in every
way, in an order that turns, so that a busy moment of the machine hits all of them. Redaction is no part of it: that
happens before, at the preview, and is measured apart.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DELAY = 0.3
MOST = 0.05
ANSWER = "Wij denken dat Anna de Vries te veel formulieren telt, en dat iedereen haar daarbij helpt. " * 8
BARE, OURS, PARTNER = "bare library", "OpenAIModel.stream", "SparringPartner.reply"
COLD = """
import sys, time
started = time.perf_counter()
sys.path.insert(0, {scripts!r})
import bench
print(bench.{way}({url!r})() - started)
"""


class Model(BaseHTTPRequestHandler):
    """A model that thinks for a while and then streams a few words."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        """Answer one question."""
        self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(DELAY)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for word in ("Wat ", "telde ", "het ", "team?"):
            self._send({"index": 0, "delta": {"content": word}, "finish_reason": "stop" if word == "team?" else None})
        self.wfile.write(b"e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n")

    def _send(self, choice: dict[str, object]) -> None:
        chunk = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
        data = b"data: " + json.dumps(chunk).encode() + b"\n\n"
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def serve() -> None:
    """Serve on a free port, which is printed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Model)
    print(server.server_address[1], flush=True)
    server.serve_forever()


def partner_and_preview() -> tuple[object, object]:
    """Return a maker of partners, and a preview of the answer with which each of them starts."""
    from lerendwerken.library import Library
    from lerendwerken.redaction import Redaction
    from lerendwerken.sparring import SparringPartner

    kit = next(folder.kit for folder in Library().kits() if folder.kit.partner)
    redaction = Redaction(roster=["Anna de Vries"])
    return (lambda model: SparringPartner(kit, model, redaction)), SparringPartner(kit, None, redaction).preview(ANSWER)


def bare(url: str) -> Callable[[], float]:
    """Return a question in the way of the library itself; it returns the moment of the first words."""
    import openai

    messages = request()
    client = openai.OpenAI(base_url=url, api_key="none", max_retries=0)

    def ask() -> float:
        told = [{"role": message.role, "content": message.text.text} for message in messages]
        with client.chat.completions.create(model="m", messages=told, stream=True) as stream:
            first = next(time.perf_counter() for chunk in stream if chunk.choices[0].delta.content)
            for _chunk in stream:
                pass
        return first

    return ask


def ours(url: str, *, fresh: bool = False) -> Callable[[], float]:
    """Return a question in the way of OpenAIModel, of one that is kept or of a fresh one each time."""
    from lerendwerken.settings import ModelSettings
    from lerendwerken.sparring import OpenAIModel

    settings, messages = ModelSettings(model="m", base_url=url), request()
    kept = OpenAIModel(settings)

    def ask() -> float:
        stream = (OpenAIModel(settings) if fresh else kept).stream(messages)
        next(stream)
        first = time.perf_counter()
        for _piece in stream:
            pass
        return first

    return ask


def whole(url: str) -> Callable[[], float]:
    """Return a question in the way of a session: the partner builds the request and shows the first words."""
    from lerendwerken.settings import ModelSettings
    from lerendwerken.sparring import OpenAIModel

    make, preview = partner_and_preview()
    partner = make(OpenAIModel(ModelSettings(model="m", base_url=url)))

    def ask() -> float:
        shown: list[float] = []
        partner.reply((), preview, on_text=lambda _text: shown.append(time.perf_counter()))
        return shown[0]

    return ask


def request() -> list[object]:
    """Return the messages that a session really sends."""
    from lerendwerken.sparring import ScriptedModel

    make, preview = partner_and_preview()
    script = ScriptedModel(["Wat telde het team?"] * 2)
    make(script).reply((), preview)
    return list(script.sent[0])


def measure(url: str, rounds: int) -> dict[str, list[float]]:
    """Return seconds until the first words, per way, warm."""
    ways = {
        BARE: bare(url),
        OURS: ours(url),
        "the same, a new one each time": ours(url, fresh=True),
        PARTNER: whole(url),
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for ask in ways.values():
        ask()
    for number in range(rounds):
        names = list(ways)
        for name in names[number % len(names) :] + names[: number % len(names)]:
            started = time.perf_counter()
            seconds[name].append(ways[name]() - started)
    return seconds


def measure_cold(url: str, rounds: int) -> dict[str, list[float]]:
    """Return seconds from an empty process until the first words: imports, client and first question."""
    seconds: dict[str, list[float]] = {f"{BARE}, cold": [], f"{OURS}, cold": []}
    for _number in range(rounds):
        for name, way in zip(seconds, ("bare", "ours"), strict=True):
            code = COLD.format(scripts=sys.path[0], way=way, url=url)
            done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
            seconds[name].append(float(done.stdout))
    return seconds


def measure_redaction(rounds: int) -> float:
    """Return the seconds that redaction of 1,000 characters takes, of another text each time: nothing is remembered."""
    from lerendwerken.redaction import Redaction

    redaction = Redaction(roster=["Anna de Vries"])
    return median_of(lambda number: redaction.redact(f"Punt {number}. {ANSWER * 2}"[:1000]), rounds)


def median_of(work: Callable[[int], object], rounds: int) -> float:
    """Return the median seconds of a piece of work, after a first time that does not count."""
    seconds = []
    for number in range(rounds + 1):
        started = time.perf_counter()
        work(number)
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds[1:])


def table(seconds: dict[str, list[float]]) -> None:
    """Print medians and their ratio to the first, the bare library."""
    base = statistics.median(next(iter(seconds.values())))
    for name, values in seconds.items():
        middle = statistics.median(values)
        print(f"{name:<30} {middle * 1000:9.1f} {min(values) * 1000:9.1f} {(middle / base - 1) * 100:+9.2f} %")


READY = """
import time
started = time.perf_counter()
from lerendwerken.redaction import Redaction
Redaction(roster=["Anna de Vries"]).redact("Anna belt 06 12345678 over NL61 ABNA 0517 2948 36, Dorpsstraat 3b, 8051AB.")
print(time.perf_counter() - started)
"""
PEER = (
    "import time; started = time.perf_counter(); import pydantic; pydantic.BaseModel; print(time.perf_counter() - started)"
)


def measure_ready(rounds: int) -> tuple[float, float]:
    """Return in how many seconds a fresh process has redacted its first text, and in how many it has loaded pydantic."""

    def median(code: str) -> float:
        runs = (
            subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(rounds)
        )
        return statistics.median(float(run.stdout) for run in runs)

    return median(READY), median(PEER)


def main() -> int:
    """Measure, print tables, and fail when our path adds more than 5 % to the bare library."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=21, help="rounds, at least 15")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve()
    rounds = max(15, options.rounds)
    with subprocess.Popen([sys.executable, __file__, "--serve"], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        url = f"http://127.0.0.1:{int(server.stdout.readline())}/v1"
        print(f"{'time to the first words':<30} {'median ms':>9} {'best ms':>9} {'over bare':>11}")
        seconds = measure(url, rounds)
        table(seconds)
        table(measure_cold(url, 5))
        server.kill()
    middle = {name: statistics.median(values) for name, values in seconds.items()}
    print(f"redaction of 1,000 characters: {measure_redaction(rounds) * 1000:.1f} ms")
    ready, peer = measure_ready(7)
    print(f"redaction ready in a fresh process: {ready * 1000:.0f} ms, {ready / peer:.1f} times pydantic alone")
    return int(max(middle[PARTNER], middle[OURS]) / middle[BARE] - 1 > MOST)


if __name__ == "__main__":
    sys.exit(main())
