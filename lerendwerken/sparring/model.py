"""What every model that can take part in a conversation looks like, and one that plays a script for tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, Protocol, TypeVar, runtime_checkable

from pydantic import BaseModel

from lerendwerken.errors import ModelError
from lerendwerken.redaction import RedactedText, trusted

MessageRole = Literal["system", "user", "assistant"]
T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True)
class Message:
    """One message to a model. Its text is of the only type that may leave the machine."""

    role: MessageRole
    text: RedactedText

    def __post_init__(self) -> None:
        if not isinstance(self.text, RedactedText):
            raise TypeError("a message holds RedactedText, never plain text")


@dataclass(frozen=True)
class Usage:
    """What one exchange used, in tokens as the endpoint counts them."""

    prompt_tokens: int
    completion_tokens: int


def total_usage(parts: Iterable[Usage | None]) -> Usage | None:
    """Return what several requests used together; None where one of them is not known, or where there were none."""
    known = list(parts)
    if not known or None in known:
        return None
    return Usage(sum(part.prompt_tokens for part in known if part), sum(part.completion_tokens for part in known if part))


@dataclass(frozen=True)
class Answered(Generic[T]):
    """A reply as a value, and what it used; None where the endpoint did not tell it of every request."""

    value: T
    usage: Usage | None = None


@runtime_checkable
class ChatModel(Protocol):
    """Anything that replies to messages: a language model, the practice partner, a script."""

    @property
    def name(self) -> str:
        """Name that people see beside the reply."""
        ...

    @property
    def is_ai(self) -> bool:
        """Whether what it says must be labelled as written by AI."""
        ...

    def stream(self, messages: Sequence[Message]) -> Iterator[str | Usage]:
        """Yield the pieces of a reply as they come, then what it used: once, and only where the endpoint tells it.

        Raises:
            ModelError: there is no usable reply; its reason is a code of `reasons.REASONS`.
        """
        ...


@runtime_checkable
class StructuredModel(ChatModel, Protocol):
    """A model that can also answer with a value in place of a text."""

    def structured(self, messages: Sequence[Message], schema: type[T]) -> Answered[T]:
        """Return the reply as a value of the schema.

        Raises:
            ModelError: there is no usable reply; its reason is "no_structure" where the endpoint cannot give this form.
        """
        ...


class ScriptedModel:
    """Plays given replies in order and remembers what it was sent; for tests, no network.

    A reply is a text, or its pieces, among them at most one Usage; an exception among the pieces, or instead of them, is
    raised at that point. `structures` are the answers of `structured`, values or exceptions, in a list of their own.
    """

    def __init__(
        self,
        replies: Iterable[str | Exception | Sequence[str | Usage | Exception]],
        *,
        structures: Iterable[BaseModel | Exception] = (),
        name: str = "script",
        is_ai: bool = True,
    ) -> None:
        self._replies = list(replies)
        self._structures = list(structures)
        self.name = name
        self.is_ai = is_ai
        self.sent: list[tuple[Message, ...]] = []

    def stream(self, messages: Sequence[Message]) -> Iterator[str | Usage]:
        """Yield the next reply of the script; raises `ModelError("empty")` when there is none left."""
        self.sent.append(tuple(messages))
        if not self._replies:
            raise ModelError("empty")
        reply = self._replies.pop(0)
        for piece in [reply] if isinstance(reply, (str, Exception)) else reply:
            if isinstance(piece, Exception):
                raise piece
            yield piece

    def structured(self, messages: Sequence[Message], schema: type[T]) -> Answered[T]:
        """Return the next value of `structures`; raises `ModelError("no_structure")` when there is none left.

        Raises:
            TypeError: the script holds a value of another schema than is asked for.
        """
        self.sent.append(tuple(messages))
        if not self._structures:
            raise ModelError("no_structure")
        value = self._structures.pop(0)
        if isinstance(value, Exception):
            raise value
        if not isinstance(value, schema):
            raise TypeError(f"the script holds a {type(value).__name__}, but a {schema.__name__} is asked for")
        return Answered(value)


def test_message() -> Message:
    """Return the short message with which a model's presence is tried; it holds nothing of anyone."""
    return Message("user", trusted("Dit is een test. Antwoord met één woord: ja."))


test_message.__test__ = False  # type: ignore[attr-defined]  # test runners take it for a test by its name
