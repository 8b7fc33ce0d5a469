"""The local log: one JSON line per reply of the partner, private, without what was said unless that is switched on.

It tells which team practised when, with which kit and which version of the instructions, and what that used; never who.
Names cannot enter it: what is said comes in as `RedactedText`. Lines that are too old go when the next one is written.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout

from lerendwerken.errors import WorkError
from lerendwerken.files import write_whole
from lerendwerken.messages import _
from lerendwerken.redaction import RedactedText
from lerendwerken.settings import LogSettings

FOLDER: Final = "log"
FILE: Final = "sparring.jsonl"
# seconds that a team waits at most, with its reply before it, while other sessions write
PATIENCE: Final = 2.0


@dataclass(frozen=True)
class LogLine:
    """One reply.

    Attributes:
        team, week, kit, kit_version: the session.
        role: which role the partner had.
        model: name of who spoke; `is_ai` tells whether that was a language model.
        turn: which reply of the session it was, from 1.
        sent: what the team sent, in placeholders.
        reply: what came back, in placeholders.
        replacements: how many pieces of `sent` stand in for personal data.
        host: name of the machine that was asked; None for the practice partner.
        prompts: version of the instructions that the model was given.
        prompt_tokens, completion_tokens: what the model read and wrote; None where its endpoint did not tell.
        seconds: how long the reply took.
        marks: what our rules did to the reply, as codes.
        fallback: why the practice partner spoke instead of the model, as a code.
        at: when, in UTC.
    """

    team: str
    week: str
    kit: str
    kit_version: str
    role: str
    model: str
    is_ai: bool
    turn: int
    sent: RedactedText
    reply: RedactedText
    replacements: int = 0
    host: str | None = None
    prompts: str | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    seconds: float | None = None
    marks: tuple[str, ...] = ()
    fallback: str | None = None
    at: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))

    def __post_init__(self) -> None:
        if not (isinstance(self.sent, RedactedText) and isinstance(self.reply, RedactedText)):
            raise TypeError("a log line holds RedactedText, never plain text")

    def as_json(self, *, content: bool) -> str:
        """Return the line as it stands in the file; of the two texts only their length, unless `content`."""
        kept: dict[str, Any] = {name: value for name, value in vars(self).items() if name not in {"sent", "reply", "at"}}
        kept |= {"sent_characters": len(self.sent.text), "reply_characters": len(self.reply.text)}
        if content:
            kept |= {"sent": self.sent.text, "reply": self.reply.text}
        line = json.dumps({"at": self.at.isoformat(timespec="seconds"), **kept}, ensure_ascii=False)
        # half a character of a broken reply must not make the file unreadable
        return line.encode(errors="replace").decode()


class UsageLog:
    """The log of one workspace."""

    def __init__(self, root: Path, settings: LogSettings) -> None:
        self.path = root / FOLDER / FILE
        self.settings = settings

    def write(self, line: LogLine) -> bool:
        """Keep a line, and drop those that are too old; tell whether that worked.

        A log never stops a session, so nothing is raised: `check` tells what is wrong.
        """
        try:
            self._rewrite([line.as_json(content=self.settings.content)] if self.settings.enabled else [])
        except WorkError:
            return False
        return True

    def check(self) -> int:
        """Drop the lines that are too old, and return how many are left.

        Raises:
            WorkError: the log cannot be written.
        """
        return self._rewrite([])

    def _rewrite(self, new: Sequence[str]) -> int:
        try:
            if not (self.settings.enabled or self.path.exists()):
                return 0
            self.path.parent.mkdir(mode=0o700, exist_ok=True)
            self.path.parent.chmod(0o700)
            with FileLock(self.path.with_suffix(".lock"), timeout=PATIENCE):
                return self._replace(new)
        except Timeout:
            raise WorkError(_("is being written by another process."), str(self.path), _("Try again in a moment.")) from None
        except OSError as error:
            raise WorkError(
                _("cannot be written: {reason}.").format(reason=error.strerror),
                str(self.path),
                _("Check the space on the disk and the rights on the folder."),
            ) from None

    def _replace(self, new: Sequence[str]) -> int:
        # a writer that was killed leaves its half behind, which nothing else would ever take away
        for half in self.path.parent.glob(f".{FILE}.*.tmp"):
            half.unlink()
        before = self.path.read_bytes() if self.path.exists() else b""
        kept = [*self._fresh(before), *new]
        after = "".join(f"{line}\n" for line in kept)
        if after.encode() != before:
            write_whole(self.path, after)
        return len(kept)

    def _fresh(self, content: bytes) -> Iterator[str]:
        """Yield the lines that are whole and young enough; a damaged one has no day on which it may go, so it goes now."""
        now, longest = dt.datetime.now(dt.UTC), dt.timedelta(days=self.settings.days)
        for line in content.splitlines():
            with contextlib.suppress(ValueError, TypeError, KeyError, RecursionError):
                # a line from the future comes from a clock that was wrong
                if abs(now - dt.datetime.fromisoformat(json.loads(line)["at"])) <= longest:
                    yield line.decode()
