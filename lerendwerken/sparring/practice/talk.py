"""A conversation as the practice partner reads it: what the team wrote, field by field, and what was said to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lerendwerken.detection import PLACEHOLDER
from lerendwerken.kit import Kit
from lerendwerken.messages import _
from lerendwerken.sparring.fence import material
from lerendwerken.sparring.model import Message
from lerendwerken.sparring.practice.phrases import phrases
from lerendwerken.sparring.practice.wording import bodied
from lerendwerken.sparring.rules.leaks import FENCE, made_up_placeholders

QUOTED = re.compile(r"“[^”]*”")
QUESTION = re.compile(r"[^.!?\n]+\?")


@dataclass(frozen=True)
class Talk:
    """A conversation.

    Attributes:
        own: the team's own answer.
        later: what the team wrote after it, one text per message.
        given: answers to the kit's questions before the own answer, short ones of the own answer's step included.
        lists: items of the given answers that are lists, the last list first.
        measure: what the team laid down up front; empty when it did not.
        replies: what was said to the team.
    """

    own: str = field(repr=False)
    later: tuple[str, ...] = field(default=(), repr=False)
    given: tuple[str, ...] = field(default=(), repr=False)
    lists: tuple[str, ...] = field(default=(), repr=False)
    measure: str = field(default="", repr=False)
    replies: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, messages: Sequence[Message], kit: Kit) -> Talk:
        """Read a conversation; one that does not begin with our own first message is all own answer."""
        said = list(_quotable([material(message.text) for message in messages if message.role == "user"])) or [""]
        fields = _fields(said[0], kit)
        lists = [fields[q.question].split("; ") for q in kit.situation if q.kind == "lijst" and q.question in fields]
        return cls(
            own=fields.get(_("Our own answer"), ""),
            later=tuple(map(bodied, said[1:])),
            given=tuple(text for label, text in fields.items() if label != _("Our own answer")),
            lists=tuple(item for items in reversed(lists) for item in items),
            measure=fields.get(_("Measure"), ""),
            replies=tuple(message.text.text for message in messages if message.role == "assistant"),
        )

    @property
    def turn(self) -> int:
        """Number of the reply that comes now, from 1."""
        return len(self.later) + 1

    @property
    def newest(self) -> str:
        """What the team wrote last."""
        return self.later[-1] if self.later else self.own

    @property
    def earlier(self) -> tuple[str, ...]:
        """What the team wrote before that: its own answer first."""
        return (self.own, *self.later[:-1]) if self.later else ()

    @property
    def told(self) -> str:
        """All that the team wrote from its own answer on."""
        return "\n".join((self.own, *self.later))

    @cached_property
    def question(self) -> str:
        """What the team was asked last."""
        return " ".join(QUESTION.findall(QUOTED.sub("", self.replies[-1]))) if self.replies else ""

    @property
    def had_choice(self) -> bool:
        """Whether the team could choose between two questions last time."""
        return bool(self.replies) and phrases().or_rung.partition("{")[0] in self.replies[-1]

    def heard(self, text: str) -> bool:
        """Whether the team was told this before."""
        return bool(text) and any(text in reply for reply in self.replies)


def _fields(first: str, kit: Kit) -> dict[str, str]:
    """Return the first message by its labels; what follows the own answer's label belongs to it, whatever it looks like."""
    own = _("Our own answer")
    step = kit.step_of_kind("eigen_antwoord")
    asked = [question.question for question in (*kit.situation, *(step.questions if step else ()))]
    labels = [_("Subject"), *asked, _("Expected yield"), _("Measure"), own]
    found: dict[str, str] = {}
    current = own
    for line in first.splitlines():
        label = next((label for label in labels if line.startswith(f"{label}:")), None)
        begins = label is not None and (current != own or not found)
        current = label if label and begins else current
        text = line.removeprefix(f"{label}:").strip() if begins else line
        found[current] = f"{found[current]}\n{text}" if current in found else text
    return {label: bodied(text) for label, text in found.items()}


def _quotable(texts: Sequence[str]) -> Iterator[str]:
    """Yield the team's texts without what we may not repeat: fences, and placeholders that nobody was given."""
    given = frozenset(found[0] for text in texts for found in PLACEHOLDER.finditer(text))
    for text in texts:
        quotable = FENCE.sub("…", text)
        for start, end in sorted(made_up_placeholders(quotable, given=given), reverse=True):
            quotable = f"{quotable[:start]}…{quotable[end:]}"
        yield quotable
