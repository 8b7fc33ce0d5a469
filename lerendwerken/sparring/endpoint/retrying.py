"""When to ask an endpoint again: which failures may pass, and how long it asks us to wait."""

from __future__ import annotations

import math
import time
from email.utils import parsedate_to_datetime
from typing import Any, Final

# worth another try, as long as nothing of a reply has come back
PASSING: Final = frozenset({"unreachable", "rate_limited", "server_error"})
PAUSE: Final = 0.5


def retry_after(response: Any, pause: float) -> float:
    """Return the seconds that a response asks to wait, at least the usual pause.

    The header holds seconds or a moment; a moment counts from the endpoint's own clock, where it tells the time.
    https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
    """
    headers = getattr(response, "headers", {})
    asked = headers.get("retry-after", "")
    try:
        seconds = float(asked)
    except ValueError:
        now = _moment(headers.get("date", "")) or time.time()
        seconds = (_moment(asked) or now) - now
    return pause if math.isnan(seconds) else max(pause, seconds)


def _moment(text: str) -> float | None:
    """Return an HTTP date as seconds since 1970."""
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
