"""The parts that forms are made of: the only module that knows ipywidgets. Text of people goes in as text, never as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from html import escape
from typing import Any

import ipywidgets  # type: ignore[import-untyped]

Widget = Any
STYLE = """<style>
.lw-form { max-width: 44rem; line-height: 1.55; }
.lw-field { width: auto; flex-flow: column nowrap; align-items: stretch; height: auto; margin-top: 12px; }
.lw-field > .widget-label { width: auto; height: auto; text-align: left; white-space: normal; line-height: 1.4; }
.lw-field input, .lw-field textarea, .lw-field select { min-height: 44px; box-sizing: border-box; }
.lw-form .lw-field > input, .lw-form .lw-field > textarea, .lw-form .lw-field > select { flex: none; }
.lw-form .jupyter-button { min-height: 44px; width: auto; height: auto; padding: 0 16px; }
.lw-hint { color: var(--jp-ui-font-color2, #52605E); margin: 0; line-height: 1.4; }
.lw-words { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
.lw-turn { border-left: 4px solid #52605E; padding-left: 12px; margin: 12px 0; }
.lw-ai { border-color: #5A3F99; }
.lw-fault { border-left: 4px solid #8A6414; padding-left: 12px; margin: 8px 0; white-space: pre-wrap; }
</style>"""


def column(*children: Widget) -> Widget:
    """Return parts under each other."""
    return _made(ipywidgets.VBox, children=children)


def page(*children: Widget) -> Widget:
    """Return a whole form."""
    box = column(html(STYLE), *children)
    box.add_class("lw-form")
    return box


def html(content: str = "") -> Widget:
    """Return a part that shows HTML; whoever makes the content escapes what people wrote."""
    return _made(ipywidgets.HTML, value=content)


def words(text: str, *, kind: str = "words", role: str = "") -> str:
    """Return text of people as HTML that shows it to the letter."""
    attribute = f' role="{role}"' if role else ""
    return f'<div class="lw-{kind}"{attribute}>{escape(text)}</div>'


def heading(text: str) -> Widget:
    """Return a small heading."""
    return html(f"<h4>{escape(text)}</h4>")


def button(label: str, do: Callable[[], None], *, main: bool = False) -> Widget:
    """Return a button that does something."""
    made = _made(ipywidgets.Button, description=label, button_style="primary" if main else "")
    made.on_click(lambda _button: do())
    return made


def one_line(label: str, *, placeholder: str = "") -> Widget:
    """Return a field for one line."""
    return _field(ipywidgets.Text, label, placeholder=placeholder)


def many_lines(label: str, *, rows: int = 4) -> Widget:
    """Return a field for text of several lines."""
    return _field(ipywidgets.Textarea, label, rows=rows)


def day(label: str) -> Widget:
    """Return a field for a date."""
    return _field(ipywidgets.DatePicker, label)


def choice(label: str, options: Sequence[tuple[str, Any]]) -> Widget:
    """Return a field to choose one thing from a list, the first at the start."""
    return _field(ipywidgets.Dropdown, label, options=options)


def few(label: str, options: Sequence[tuple[str, Any]]) -> Widget:
    """Return a field to choose one of a few things, none at the start."""
    return _field(ipywidgets.RadioButtons, label, options=options, value=None)


def tick(label: str) -> Widget:
    """Return a field that is on or off."""
    return _made(ipywidgets.Checkbox, description=label, indent=False)


def on_change(widgets: Iterable[Widget], do: Callable[[], None]) -> None:
    """Do something whenever one of the fields changes."""
    for widget in widgets:
        widget.observe(lambda _change: do(), names="value")


def _field(kind: Any, label: str, **traits: Any) -> Widget:
    widget = _made(kind, description=label, **traits)
    widget.add_class("lw-field")
    return widget


def _made(kind: Any, **traits: Any) -> Widget:
    """Return a widget that shares layout and style with all others: each would be a model of its own in the notebook."""
    style = kind.class_traits().get("style")
    shared = {"style": _shared(style.klass)} if style else {}
    return kind(layout=_shared(ipywidgets.Layout), **shared, **traits)


@cache
def _shared(kind: Any) -> Any:
    return kind()
