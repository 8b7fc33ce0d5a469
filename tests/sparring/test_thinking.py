"""Thoughts of a model: out of the reply, however the stream cuts them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lerendwerken.errors import ModelError
from lerendwerken.sparring.endpoint.thinking import Thinking


def shown(*pieces: str) -> str:
    """Return what the team sees of a reply in pieces."""
    thinking = Thinking()
    return "".join(thinking.feed(piece) for piece in pieces) + thinking.end()


@pytest.mark.parametrize(
    ("reply", "seen"),
    [
        ("Wat telde je?", "Wat telde je?"),
        ("<think>Eerst dit.</think>\n\nWat telde je?", "Wat telde je?"),
        ("  <THINK>Eerst dit.</Think>Wat telde je?", "Wat telde je?"),
        ("<thinking>Eerst dit.</thinking>Wat telde je?", "Wat telde je?"),
        ("[THINK]Eerst dit.[/THINK]Wat telde je?", "Wat telde je?"),
        ("Wat <think>Eerst dit.</think>telde je?", "Wat telde je?"),
        ("<think>Eerst dit.", ""),
        ("<think>Eerst dit.</thi", ""),
        ("</think>Wat telde je?", "Wat telde je?"),
        ("Minder dan <thi", "Minder dan <thi"),
        ("a < b en [PERSOON-1] telt", "a < b en [PERSOON-1] telt"),
        ("", ""),
    ],
)
def test_only_the_reply_is_shown(reply: str, seen: str) -> None:
    """A thought is left out, closed or not, and nothing else is, in one piece or in pieces of one character."""
    assert shown(reply) == seen
    assert shown(*reply) == seen


@given(reply=st.lists(st.sampled_from(["<think>", "a", " ", "<", "[", "th", "/"]), max_size=12).map("".join), data=st.data())
def test_a_cut_changes_nothing(reply: str, data: st.DataObject) -> None:
    """Wherever the stream cuts a reply in two, the same is shown."""
    place = data.draw(st.integers(0, len(reply)))
    assert shown(reply[:place], reply[place:]) == shown(reply)


def test_text_that_cannot_be_a_mark_is_not_held_back() -> None:
    """What can no longer become a mark is shown at once."""
    thinking = Thinking()
    assert [thinking.feed(piece) for piece in ("Wat <", "b", "> telde")] == ["Wat ", "<b", "> telde"]


def test_a_thought_without_a_beginning_is_a_fault() -> None:
    """When a thought ends that was shown as the reply, it is no reply that a team should keep."""
    with pytest.raises(ModelError, match="thinking"):
        shown("Het team wil dit.</think>Wat telde je?")
