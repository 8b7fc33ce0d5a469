"""The room as a widget of the notebook: the only module that knows anywidget. What it shows is drawn by `static/room.js`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from lerendwerken.forms.manifest import Shown, manifest
from lerendwerken.forms.room import Room
from lerendwerken.forms.words import WORDS
from lerendwerken.messages import _
from lerendwerken.session import Session

STATIC = Path(__file__).parent / "static"


class RoomWidget(anywidget.AnyWidget):
    """One page with one session, or with one step of it.

    Attributes:
        kit: what does not change (`manifest`).
        words: the words of the page itself, in the language of its readers.
        state: where the session stood when the page was opened (`Room.state`); later states come as messages.
        step: name of the one step to show; None shows the whole room.
    """

    _esm = STATIC / "room.js"
    _css = STATIC / "room.css"
    kit = traitlets.Dict().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    step = traitlets.Unicode(None, allow_none=True).tag(sync=True)

    def __init__(self, session: Session, *, step: str | None = None) -> None:
        self.room = Room(session, self.send)
        words = {name: _(text) for name, text in WORDS.items()}
        super().__init__(kit=manifest(session), words=words, state=self.room.state(), step=step)
        self.on_msg(self._heard)

    def _heard(self, _widget: Any, message: Shown, _buffers: Any) -> None:
        self.send(self.room.hear(message))
