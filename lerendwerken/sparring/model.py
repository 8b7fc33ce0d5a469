"""What every model that can take part in a conversation looks like, and one that plays a script for tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from lerendwerken.errors import ModelError
from lerendwerken.redaction import RedactedText, trusted

MessageRole = Literal["system", "user", "assistant"]


@dataclass(frozen=True)
class Message:
    """One message to a model. Its text is of the only type that may leave the machine."""

    role: MessageRole
    text: RedactedText

    def __post_init__(self) -> None:
        if not isinstance(self.text, RedactedText):
            raise TypeError("a message holds RedactedText, never plain text")


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

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """Yield the pieces of a reply as they come.

        Raises:
            ModelError: there is no usable reply; its reason is a code of `reasons.REASONS`.
        """
        ...


class ScriptedModel:
    """Plays given replies in order and remembers what it was sent; for tests, no network.

    A reply is a text, or its pieces; an exception among the pieces, or instead of them, is raised at that point.
    """

    def __init__(
        self, replies: Iterable[str | Exception | Sequence[str | Exception]], *, name: str = "script", is_ai: bool = True
    ) -> None:
        self._replies = list(replies)
        self.name = name
        self.is_ai = is_ai
        self.sent: list[tuple[Message, ...]] = []

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """Yield the next reply of the script; raises `ModelError("empty")` when there is none left."""
        self.sent.append(tuple(messages))
        if not self._replies:
            raise ModelError("empty")
        reply = self._replies.pop(0)
        for piece in [reply] if isinstance(reply, (str, Exception)) else reply:
            if isinstance(piece, Exception):
                raise piece
            yield piece


def test_message() -> Message:
    """Return the short message with which a model's presence is tried; it holds nothing of anyone."""
    return Message("user", trusted("Dit is een test. Antwoord met één woord: ja."))


test_message.__test__ = False  # type: ignore[attr-defined]  # test runners take it for a test by its name
