"""Fences around what people typed: a model can see where material begins and ends, and the material cannot fake it."""

from __future__ import annotations

import re
import secrets

from lerendwerken.redaction import RedactedText, trusted

BLOCK = re.compile(r"\[begin materiaal (?P<code>[0-9a-f]{16})\]\n(?P<body>.*?)\n\[einde materiaal (?P=code)\]", re.DOTALL)


def new_code() -> str:
    """Return a random code for the fences of one request."""
    return secrets.token_hex(8)


def fenced(body: RedactedText, *, code: str) -> RedactedText:
    """Return material between fences with the code of this request."""
    return trusted(f"[begin materiaal {code}]\n") + body + trusted(f"\n[einde materiaal {code}]")


def material(text: RedactedText) -> str:
    """Return what stands between the fences of a message; all of it where there are none."""
    found = BLOCK.search(text.text)
    return found["body"] if found else text.text
