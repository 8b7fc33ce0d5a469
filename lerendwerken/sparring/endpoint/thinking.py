"""What a model thinks aloud before it replies: taken out of the stream, so that the team reads the reply alone."""

from __future__ import annotations

import re
from typing import Final

from lerendwerken.errors import ModelError

# DeepSeek, Qwen and many others; some; Mistral
MARKS: Final = ("<think>", "</think>", "<thinking>", "</thinking>", "[think]", "[/think]")
MARK: Final = re.compile("|".join(re.escape(mark) for mark in MARKS), re.IGNORECASE)
LONGEST: Final = max(map(len, MARKS))


class Thinking:
    """Takes thoughts out of a reply that comes in pieces; a thought that is never closed runs to the end."""

    def __init__(self) -> None:
        self._held = ""
        self._inside = False
        self._shown = False

    def feed(self, piece: str) -> str:
        """Return what of the reply so far may be shown, beyond what was returned before.

        Raises:
            ModelError: a thought ends that never began, so that it was shown as the reply ("thinking").
        """
        self._held += piece
        visible = ""
        while found := MARK.search(self._held):
            visible += self._visible(self._held[: found.start()])
            self._held = self._held[found.end() :]
            closing = "/" in found.group()
            if closing and not self._inside and self._shown:
                raise ModelError("thinking")
            self._inside = not closing
        whole = len(self._held) - _begun(self._held)
        visible += self._visible(self._held[:whole])
        self._held = self._held[whole:]
        return visible

    def end(self) -> str:
        """Return what was held back because it could have become a mark."""
        held, self._held = self._held, ""
        return self._visible(held)

    def _visible(self, text: str) -> str:
        """Return text outside a thought, without the blank before a reply."""
        if self._inside:
            return ""
        text = text if self._shown else text.lstrip()
        self._shown = self._shown or bool(text)
        return text


def _begun(text: str) -> int:
    """Return how many characters at the end of a text may be the beginning of a mark."""
    for length in range(min(LONGEST - 1, len(text)), 0, -1):
        if any(mark.startswith(text[-length:].lower()) for mark in MARKS):
            return length
    return 0
