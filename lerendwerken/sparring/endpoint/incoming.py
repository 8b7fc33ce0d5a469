"""A reply as it comes in: text, thoughts, counts and how it ended, whatever dialect of the stream an endpoint speaks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from lerendwerken.errors import ModelError
from lerendwerken.sparring.endpoint.thinking import Thinking
from lerendwerken.sparring.model import Usage

# thoughts before a reply count as well
LONGEST_RAW: Final = 400_000


@dataclass
class Incoming:
    """How far a reply has come, and what of it the team may read."""

    answered: bool = False
    streamed: bool = False
    begun: bool = False
    size: int = 0
    finish: str | None = None
    usage: Usage | None = None
    thinking: Thinking = field(default_factory=Thinking)

    def visible(self, chunk: Any) -> str:
        """Return what the team may read of a chunk; raises ValueError when it is none, ModelError when it is too much."""
        self.usage = _usage(chunk) or self.usage
        text = ""
        for choice in chunk.choices or ():
            self.finish = choice.finish_reason or self.finish
            text += _text(choice.delta.content) if choice.delta else ""
        self.begun, self.size = self.begun or bool(text), self.size + len(text)
        if self.size > LONGEST_RAW:
            raise ModelError("too_long")
        return self.thinking.feed(text)

    def verdict(self) -> str:
        """Return what is wrong with a reply that has ended; empty when nothing is."""
        if self.finish == "content_filter":
            return "filtered"
        if self.finish:
            return ""
        if self.begun:
            return "cut_stream"
        return "empty" if self.streamed else "garbage"


def _text(content: object) -> str:
    """Return the text of a piece: Mistral's thinking models give a list of parts, some of them thoughts."""
    if isinstance(content, list):
        return "".join(_text(part.get("text")) for part in content if part.get("type") == "text")
    if content is not None and not isinstance(content, str):
        raise ValueError("a piece of the reply is no text")
    return content or ""


def _usage(chunk: Any) -> Usage | None:
    """Return what a chunk tells of the tokens, where it tells it in whole numbers."""
    told = getattr(chunk, "usage", None)
    counts = [getattr(told, name, None) for name in ("prompt_tokens", "completion_tokens")]
    numbers = [count for count in counts if type(count) is int and count >= 0]
    return Usage(*numbers) if len(numbers) == len(counts) else None
