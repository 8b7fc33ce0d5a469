"""The look that the site, the handbook, the room and paper share: names for colours and measures, and the pieces."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
TOKENS = FOLDER / "tokens.css"
PIECES = FOLDER / "pieces.css"
MARK = FOLDER / "mark.svg"
