"""One exchange with a model in a thread of its own, so that no silence, drip or slow name server can hold the session.

The thread puts pieces into a queue; the session takes them out for as long as it is willing to wait, and then goes on.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from lerendwerken.errors import ModelError
from lerendwerken.sparring.model import Usage

LONGEST_REPLY: Final = 20_000


@dataclass(frozen=True)
class _Pause:
    """The endpoint asked to wait: silence for so many seconds is no failure."""

    seconds: float


@dataclass(frozen=True)
class _Over:
    """The exchange has ended; the reason is empty when the reply is whole."""

    reason: str


class Exchange:
    """One exchange: `work` runs in the thread, puts pieces and returns why it failed, empty when it did not."""

    def __init__(self, work: Callable[[Exchange], str]) -> None:
        self._work = work
        self._queue: queue.SimpleQueue[str | Usage | _Pause | _Over] = queue.SimpleQueue()
        self._stopped = threading.Event()
        self._cut: Callable[[], None] | None = None

    def pieces(self, *, deadline: float, silence: float) -> Iterator[str | Usage]:
        """Start the thread and yield what it puts.

        Args:
            deadline: moment on the monotonic clock after which nothing counts any more, in seconds.
            silence: longest wait for a piece, in seconds.

        Raises:
            ModelError: it failed, took too long, or the reply is empty or far too long.
        """
        threading.Thread(target=self._run, name="sparring", daemon=True).start()
        try:
            yield from _checked(self._taken(deadline, silence))
        finally:
            self.stop()

    def put(self, piece: str | Usage) -> None:
        """Hand a piece to the session; an empty one is a sign of life."""
        self._queue.put(piece)

    def pause(self, seconds: float) -> bool:
        """Wait before another try; return whether the session has left meanwhile."""
        self._queue.put(_Pause(seconds))
        return self._stopped.wait(seconds)

    @property
    def stopped(self) -> bool:
        """Whether nobody listens any more."""
        return self._stopped.is_set()

    def on_stop(self, cut: Callable[[], None]) -> None:
        """Remember how to wake the thread from its wait for the network."""
        self._cut = cut
        if self.stopped:
            cut()

    def stop(self) -> None:
        """End the exchange from outside; a thread without a connection yet ends when its own wait does."""
        self._stopped.set()
        cut = self._cut
        if cut:
            cut()

    def _run(self) -> None:
        reason = "failed"
        try:
            reason = self._work(self)
        finally:
            self._cut = None
            self._queue.put(_Over(reason))

    def _taken(self, deadline: float, silence: float) -> Iterator[str | Usage]:
        patience = silence
        while True:
            try:
                item = self._queue.get(timeout=max(0.0, min(patience, deadline - time.monotonic())))
            except queue.Empty:
                raise ModelError("timeout") from None
            if isinstance(item, _Over):
                if item.reason:
                    raise ModelError(item.reason)
                return
            if time.monotonic() > deadline:
                raise ModelError("timeout")
            patience = silence + item.seconds if isinstance(item, _Pause) else silence
            if not isinstance(item, _Pause):
                yield item


def _checked(pieces: Iterator[str | Usage]) -> Iterator[str | Usage]:
    """Yield what is worth it of a reply that is neither empty nor endless."""
    size, blank = 0, True
    usage: Usage | None = None
    for piece in pieces:
        if isinstance(piece, Usage):
            usage = piece
            continue
        size, blank = size + len(piece), blank and not piece.strip()
        if size > LONGEST_REPLY:
            raise ModelError("too_long")
        if piece:
            yield piece
    if blank:
        raise ModelError("empty")
    if usage:
        yield usage
