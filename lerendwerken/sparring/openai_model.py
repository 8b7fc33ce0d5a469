"""A language model behind any OpenAI-compatible endpoint. The only module that knows the openai library.

The endpoint is asked in a thread of its own, so that no silence, drip or slow name server can hold the session longer than
the settings allow; every way to fail becomes a code of `reasons.REASONS`, and nothing of the exchange enters an error.
"""

from __future__ import annotations

import contextlib
import math
import queue
import threading
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from lerendwerken.errors import ModelError
from lerendwerken.settings import ModelSettings
from lerendwerken.sparring.model import Message

if TYPE_CHECKING:
    from openai import OpenAI

LONGEST_REPLY: Final = 20_000
# worth another try, as long as nothing of a reply has come back
PASSING: Final = frozenset({"unreachable", "rate_limited", "server_error"})
PAUSE: Final = 0.5
STATUS: Final = {401: "unauthorised", 403: "unauthorised", 404: "not_found", 408: "timeout", 429: "rate_limited"}


class _Failure(str):
    """A reason code on its way out of the thread."""

    __slots__ = ()


class _End:
    """The mark that a reply is whole."""


class OpenAIModel:
    """The language model that the settings name."""

    is_ai = True

    def __init__(self, settings: ModelSettings) -> None:
        self.settings = settings
        self.name: str = settings.model or ""

    def __repr__(self) -> str:
        return f"OpenAIModel({self.name!r})"

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """Yield the pieces of a reply as they come.

        Raises:
            ModelError: no whole reply came within the time of the settings.
        """
        import openai  # noqa: F401  before the clock starts: the import takes about a second

        asking = _Asking(self.settings, messages)
        threading.Thread(target=asking.run, name="sparring", daemon=True).start()
        try:
            yield from _pieces(asking, self.settings)
        finally:
            asking.stop()


def _pieces(asking: _Asking, settings: ModelSettings) -> Iterator[str]:
    deadline, size, blank = time.monotonic() + settings.timeout, 0, True
    while True:
        try:
            piece = asking.pieces.get(timeout=max(0.0, min(settings.silence, deadline - time.monotonic())))
        except queue.Empty:
            raise ModelError("timeout") from None
        if isinstance(piece, _Failure):
            raise ModelError(str(piece))
        if isinstance(piece, _End):
            if blank:
                raise ModelError("empty")
            return
        size, blank = size + len(piece), blank and not piece.strip()
        if size > LONGEST_REPLY:
            raise ModelError("too_long")
        if time.monotonic() > deadline:
            raise ModelError("timeout")
        if piece:
            yield piece


class _Asking:
    """One request, asked in a thread: its pieces come out of a queue, and `stop` ends it from outside."""

    def __init__(self, settings: ModelSettings, messages: Sequence[Message]) -> None:
        self.pieces: queue.SimpleQueue[str | _End] = queue.SimpleQueue()
        self._settings = settings
        self._messages = messages
        self._stopped = threading.Event()
        self._open: list[Any] = []

    def stop(self) -> None:
        """End the request; a thread that still waits for the network ends when that wait does."""
        self._stopped.set()
        for thing in self._open[::-1]:
            # the other thread may be reading from it at this moment; whatever that gives, nobody waits for it any more
            with contextlib.suppress(Exception):
                thing.close()

    def run(self) -> None:
        """Ask, again where a failure may pass, and put pieces, then an end or a failure, into the queue."""
        started = time.monotonic()
        for attempt in range(self._settings.retries + 1):
            reason, pause = self._ask(PAUSE * 2**attempt)
            left = self._settings.silence - (time.monotonic() - started)
            again = reason in PASSING and attempt < self._settings.retries and pause < left
            if not again or self._stopped.wait(pause):
                self.pieces.put(_Failure(reason) if reason else _End())
                return

    def _ask(self, pause: float) -> tuple[str, float]:
        """Ask once; return why it failed, empty when the reply is whole, and the seconds to wait before another try."""
        progress = _Progress()
        try:
            with self._client() as client:
                self._open.append(client)
                return self._read(client, progress), pause
        except Exception as error:  # noqa: BLE001  a thread's errors reach nobody: each becomes a reason for the session
            # a reply that has begun is never asked again: the team would read it twice
            return _reason(error, progress), math.inf if progress.begun else _retry_after(error, pause)

    def _client(self) -> OpenAI:
        import openai

        wait = openai.Timeout(self._settings.silence, connect=self._settings.connect_timeout)
        # endpoints without keys get a word that is none: the library wants one
        key = self._settings.key.reveal() or "none"
        return openai.OpenAI(base_url=self._settings.base_url, api_key=key, timeout=wait, max_retries=0)

    def _read(self, client: OpenAI, progress: _Progress) -> str:
        messages: Any = [{"role": message.role, "content": message.text.text} for message in self._messages]
        stream: Any = client.chat.completions.create(
            model=self._settings.model or "",
            messages=messages,
            stream=True,
        )
        self._open.append(stream)
        progress.answered = True
        for chunk in stream:
            if self._stopped.is_set():
                return "timeout"
            for choice in chunk.choices or ():
                progress.note(choice.finish_reason)
                self.pieces.put(progress.piece(choice.delta.content if choice.delta else None))
        kind = str(stream.response.headers.get("content-type", ""))
        return progress.verdict(streamed="text/event-stream" in kind)


class _Progress:
    """How far a reply has come."""

    def __init__(self) -> None:
        self.answered = False
        self.begun = False
        self.finish: str | None = None

    def note(self, finish: str | None) -> None:
        """Remember why the endpoint says that it stopped."""
        self.finish = finish or self.finish

    def piece(self, content: object) -> str:
        """Return a piece of the reply; raises ValueError when it is no text."""
        if content is not None and not isinstance(content, str):
            raise ValueError("a piece of the reply is no text")
        self.begun = self.begun or bool(content)
        return content or ""

    def verdict(self, *, streamed: bool) -> str:
        """Return what is wrong with a reply that has ended; empty when nothing is."""
        if self.finish == "content_filter":
            return "filtered"
        if self.finish:
            return ""
        if self.begun:
            return "cut_stream"
        return "empty" if streamed else "garbage"


def _reason(error: Exception, progress: _Progress) -> str:
    import openai

    if isinstance(error, openai.APITimeoutError):
        return "timeout"
    if isinstance(error, openai.APIStatusError):
        return STATUS.get(error.status_code) or ("server_error" if error.status_code >= 500 else "rejected")
    if isinstance(error, (ValueError, TypeError, AttributeError, KeyError)):
        return "garbage"
    if isinstance(error, openai.APIConnectionError):
        return "cut_stream" if progress.answered else "unreachable"
    if isinstance(error, openai.APIError):  # an error told inside the stream
        return "server_error"
    return "cut_stream" if progress.begun else "failed"


def _retry_after(error: Exception, pause: float) -> float:
    """Return the seconds that an endpoint asks to wait, else the usual pause."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    try:
        return max(pause, float(headers.get("retry-after", pause)))
    except ValueError:
        return pause
