"""A language model behind any OpenAI-compatible endpoint. The only module that knows the openai library.

Every way to fail becomes a code of `reasons.REASONS`, and nothing of the exchange enters an error. What an endpoint refuses
is left out from then on, so that each of them gets the most that it understands.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from lerendwerken.errors import ModelError
from lerendwerken.settings import PUBLIC_SERVICE, ModelSettings
from lerendwerken.sparring.endpoint.exchange import Exchange
from lerendwerken.sparring.endpoint.incoming import Incoming
from lerendwerken.sparring.endpoint.retrying import PASSING, PAUSE, retry_after
from lerendwerken.sparring.endpoint.structure import ask_value
from lerendwerken.sparring.model import Answered, Message, T, Usage, total_usage

if TYPE_CHECKING:
    from openai import OpenAI

REFUSALS: Final = frozenset({400, 422})
STATUS: Final = {
    401: "unauthorised",
    402: "no_credit",
    403: "unauthorised",
    404: "not_found",
    408: "timeout",
    429: "rate_limited",
}
USAGE: Final = "stream_options"
FORM: Final = "response_format"


class OpenAIModel:
    """The language model that the settings name.

    Attributes:
        refused: names of what the endpoint turned out to refuse; they are not asked of it again.
        form: how the endpoint gave its last value: "json_schema" or "json_object"; None before the first.
    """

    is_ai = True

    def __init__(self, settings: ModelSettings) -> None:
        self.settings = settings
        self.name: str = settings.model or ""
        self.refused: set[str] = set()
        self.form: str | None = None
        self._tells_usage = False

    def __repr__(self) -> str:
        return f"OpenAIModel({self.name!r})"

    def stream(self, messages: Sequence[Message]) -> Iterator[str | Usage]:
        """Yield the pieces of a reply as they come, without the model's thoughts, then what it used where that is told.

        Raises:
            ModelError: no whole reply came within the time of the settings.
        """
        for piece in self._ask(messages, {USAGE: {"include_usage": True}}, *self._start()):
            self._tells_usage = self._tells_usage or isinstance(piece, Usage)
            yield piece

    def structured(self, messages: Sequence[Message], schema: type[T]) -> Answered[T]:
        """Return the reply as a value of the schema, within the time of one reply.

        Raises:
            ModelError: there is no usable reply; "no_structure" where the endpoint or the model cannot give this form.
        """
        strict, start = self._strict(schema), self._start()

        def ask(told: Sequence[Message], form: str) -> str:
            options: dict[str, Any] = {FORM: {"type": form, **({"json_schema": strict} if form == "json_schema" else {})}}
            # a refusal must be of the form: usage is asked for only where a reply has told it before
            if self._tells_usage:
                options[USAGE] = {"include_usage": True}
            pieces = list(self._ask(told, options, *start))
            used.append(next((piece for piece in pieces if isinstance(piece, Usage)), None))
            return "".join(piece for piece in pieces if isinstance(piece, str))

        used: list[Usage | None] = []
        value, self.form = ask_value(messages, schema, ask=ask, refused=self.refused)
        return Answered(value, total_usage(used))

    def prepare(self) -> None:
        """Load the library and make its client, which the first reply does otherwise; nothing is sent."""
        self._start()

    def _start(self) -> tuple[OpenAI, float]:
        """Return the client, and when the time of one reply is over: loading the library, a second, is no part of it."""
        return self._client, time.monotonic() + self.settings.timeout

    @cached_property
    def _client(self) -> OpenAI:
        """The library's client, kept for the life of the model."""
        import openai

        from lerendwerken.sparring.endpoint.transport import http_client

        given: dict[str, Any] = {
            "base_url": self.settings.base_url,
            # endpoints without keys get a word that is none: the library wants one
            "api_key": self.settings.key.reveal() or "none",
            "timeout": openai.Timeout(self.settings.silence, connect=self.settings.connect_timeout),
            "max_retries": 0,
            "http_client": http_client(),
        }
        if self.settings.classic_azure:
            return openai.AzureOpenAI(api_version=self.settings.api_version, **given)
        client = openai.OpenAI(**given)
        if self.settings.base_url != PUBLIC_SERVICE:
            # the library takes these from the environment, but they mean nothing to anyone else
            client.organization = client.project = None
        return client

    def _strict(self, schema: type[T]) -> dict[str, Any]:
        """Return a schema as endpoints want it that keep to it strictly."""
        import openai

        tool = openai.pydantic_function_tool(schema)["function"]
        return {"name": schema.__name__, "schema": dict(tool["parameters"]), "strict": True}

    def _ask(
        self, messages: Sequence[Message], options: Mapping[str, Any], client: OpenAI, deadline: float
    ) -> Iterator[str | Usage]:
        known = {name: value for name, value in options.items() if name not in self.refused}
        asking = _Asking(client, self.settings, messages, known, self.refused, deadline)
        return Exchange(asking.run).pieces(deadline=deadline, silence=self.settings.silence)


@dataclass
class _Asking:
    """One question to the endpoint, asked again where that may help."""

    client: OpenAI
    settings: ModelSettings
    messages: Sequence[Message]
    options: dict[str, Any]
    refused: set[str]
    deadline: float

    def run(self, exchange: Exchange) -> str:
        """Ask until there is a reply or no more hope; return why there is none, empty when there is."""
        attempt = 0
        while True:
            reply = Incoming()
            error = self._read(exchange, reply)
            if _refuses(error) and USAGE in self.options and FORM not in self.options:
                del self.options[USAGE]
                reply = Incoming()
                error = self._read(exchange, reply)
                if reply.answered:
                    self.refused.add(USAGE)
            reason = _reason(error, reply) if error else reply.verdict()
            pause = retry_after(getattr(error, "response", None), PAUSE * 2**attempt)
            left = self.deadline - time.monotonic()
            # a reply that has begun is never asked again: the team would read it twice
            if reason not in PASSING or reply.begun or attempt >= self.settings.retries or pause >= left:
                return reason
            if exchange.pause(pause):
                return reason
            attempt += 1

    def _read(self, exchange: Exchange, reply: Incoming) -> Exception | None:
        """Read one reply into the exchange; return what went wrong."""
        try:
            self._receive(exchange, reply)
        except Exception as error:  # noqa: BLE001  a thread's errors reach nobody: each becomes a reason for the session
            return error
        return None

    def _receive(self, exchange: Exchange, reply: Incoming) -> None:
        from lerendwerken.sparring.endpoint.transport import cutter

        told: Any = [{"role": message.role, "content": message.text.text} for message in self.messages]
        create: Any = self.client.chat.completions.create
        with create(model=self.settings.model, messages=told, stream=True, **self.options) as stream:
            exchange.on_stop(cutter(stream.response))
            reply.answered = True
            reply.streamed = "text/event-stream" in str(stream.response.headers.get("content-type", ""))
            for chunk in stream:
                if exchange.stopped:
                    return
                exchange.put(reply.visible(chunk))
        exchange.put(reply.thinking.end())
        if reply.usage:
            exchange.put(reply.usage)


def _refuses(error: Exception | None) -> bool:
    return getattr(error, "status_code", None) in REFUSALS


def _reason(error: Exception, reply: Incoming) -> str:
    import openai

    if isinstance(error, ModelError):
        return error.reason
    if isinstance(error, openai.APIStatusError):
        return _status_reason(error.status_code, error.code)
    # the first that fits; an APIError of no other kind was told inside the stream
    for kinds, reason in (
        ((openai.APITimeoutError,), "timeout"),
        ((openai.APIConnectionError,), "cut_stream" if reply.answered else "unreachable"),
        ((openai.APIError,), "server_error"),
        ((ValueError, TypeError, AttributeError, KeyError, RecursionError), "garbage"),
    ):
        if isinstance(error, kinds):
            return reason
    return "cut_stream" if reply.begun else "failed"


def _status_reason(status: int, code: str | None) -> str:
    if code == "insufficient_quota":
        return "no_credit"
    if 300 <= status < 400:
        return "redirected"
    return STATUS.get(status) or ("server_error" if status >= 500 else "rejected")
