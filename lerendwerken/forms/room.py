"""The room of a session: it hears what people do on the page, hands it to the session, and tells what became of it.

Each message is plain data with what to do (`do`), and gets a reply with the same number (`id`). No rule lives here.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from lerendwerken.answers import Skip, step_model
from lerendwerken.errors import GateError, LerendwerkenError, TakenError
from lerendwerken.forms.manifest import SITUATION, Shown
from lerendwerken.forms.shown import faults_of, model_of, shown, told
from lerendwerken.journal import Apart
from lerendwerken.kit import KitStep
from lerendwerken.messages import _
from lerendwerken.redacting import explained
from lerendwerken.session import Session

Message = Mapping[str, Any]
Tell = Callable[[Shown], None]


class StoppedError(GateError):
    """The team stopped a reply while it came; nothing of it is kept and no turn is used."""


class Room:
    """One page with one session.

    Args:
        session: the session, opened for writing.
        tell: hears what happens without being asked: a reply as it comes (`do: text`), and the state after it (`do: state`).

    Attributes:
        busy: whether a reply is on its way.
        worker: thread of the latest reply.
    """

    def __init__(self, session: Session, tell: Tell) -> None:
        self.session = session
        self.tell = tell
        self.worker: threading.Thread | None = None
        self.busy = False
        self._stop = threading.Event()

    def state(self) -> Shown:
        """Return what the page shows now."""
        return {**shown(self.session), "busy": self.busy}

    def hear(self, message: Message) -> Shown:
        """Do what a message asks and return the reply: `ok`, faults where there are, the time of saving, and the state."""
        step = self._step(message)
        reply: Shown = {"id": message.get("id"), "ok": False, "faults": [], "taken": False}
        try:
            found = self._deed(str(message.get("do")))(step, message)
        except ValidationError as error:
            reply["faults"] = faults_of(error, model_of(step))
        except LerendwerkenError as error:
            reply |= {"faults": [told(error, step)], "taken": isinstance(error, TakenError)}
        else:
            reply |= {"ok": True, **(found or {})}
        reply["saved"] = self._saved(message, reply)
        return {**reply, "state": self.state()}

    def _saved(self, message: Message, reply: Shown) -> str | None:
        """Return when what was typed got on disk; a draft with faults is on disk as well."""
        step = self._step(message)
        kept = self.session.state
        drafted = message.get("do") == "type" and kept.drafts.get(step.id if step else SITUATION) == message.get("data")
        return f"{dt.datetime.now().astimezone():%H:%M}" if reply["ok"] or drafted else None

    def _step(self, message: Message) -> KitStep | None:
        name = message.get("step") or SITUATION
        return next((step for step in self.session.kit.kit.steps if step.id == name), None)

    def _deed(self, name: str) -> Callable[[Any, Message], Shown | None]:
        deeds: dict[str, Callable[[Any, Message], Shown | None]] = {
            "look": lambda _step, _message: None,
            "type": lambda step, message: self.session.type(step, message["data"]),
            "see": lambda step, _message: self.session.see(step.id if step else SITUATION),
            "skip": self._skip,
            "apart": lambda step, message: self.session.write_apart(step, Apart.model_validate(message["data"])),
            "unlock": lambda _step, message: self.session.unlock(_reason(message)),
            "check": self._check,
            "send": self._send,
            "retry": lambda _step, _message: self._start(lambda: self.session.conversation.retry(on_text=self._heard)),
            "stop": lambda _step, _message: self._stop.set(),
            "claims": lambda _step, _message: {"claims": list(self.session.conversation.list_claims())},
            "publish": self._publish,
        }
        if name not in deeds:
            raise GateError(_("this page is of another version; load it anew."))
        return deeds[name]

    def _skip(self, step: KitStep, message: Message) -> None:
        self.session.skip(step, reason=_reason(message))

    def _check(self, _step: Any, message: Message) -> Shown:
        """Return what a message becomes before it goes, and whether it holds personal data that was not replaced before."""
        redaction = self.session.conversation.redaction
        known = set(redaction.known)
        text = redaction.redact(str(message["text"])).text
        found = redaction.replacements(str(message["text"]))
        return {
            "text": text,
            "replaced": list(explained(found)),
            "new": any(item.placeholder not in known for item in found),
        }

    def _send(self, step: KitStep, message: Message) -> None:
        text = str(message.get("text") or "")
        self._start(lambda: self._say(step, text))

    def _say(self, step: KitStep, text: str) -> None:
        talk, state = self.session.conversation, self.session.state
        kept = dict(state.answers.get(step.id) or state.drafts.get(step.id) or {})
        if state.exchanges:
            kept["berichten"] = [*kept.get("berichten", []), text]
        step_model(step).model_validate(kept)  # before it goes: what is sent can also be kept
        talk.say(text if state.exchanges else talk.first_message(), on_text=self._heard)
        self.session.answer(step, kept)
        brief = self.session.kit.kit.partner
        if brief and len(self.session.state.exchanges) >= brief.turns:
            talk.list_claims()

    def _start(self, work: Callable[[], Any]) -> None:
        if self.busy:
            raise GateError(_("the partner is still speaking."))
        self._stop.clear()
        self.busy = True
        self.worker = threading.Thread(target=self._talk, args=(work,), daemon=True, name="conversation")
        self.worker.start()

    def _talk(self, work: Callable[[], Any]) -> None:
        """Have the partner speak, and tell the page how it went; a fault of our own goes to the kernel's log."""
        through = _("The reply did not come through. What you typed is still here; try again.")
        told_faults: list[Shown] = [{"place": [], "text": through, "missing": False}]
        try:
            work()
            told_faults = []
        except StoppedError:
            told_faults = []
        except ValidationError as error:
            told_faults = faults_of(error, model_of(self.session.kit.kit.step_of_kind("sparren")))
        except LerendwerkenError as error:
            told_faults = [told(error, None)]
        finally:
            self.busy = False
            self.tell({"do": "state", "state": self.state(), "faults": told_faults, "stopped": self._stop.is_set()})

    def _heard(self, text: str) -> None:
        if self._stop.is_set():
            raise StoppedError(_("you stopped the reply."))
        self.tell({"do": "text", "text": text})

    def _publish(self, _step: Any, _message: Message) -> Shown:
        record = self.session.publish()
        return {"record": record.id, "revision": record.revision} if record else {"record": None}


def _reason(message: Message) -> str:
    return Skip.model_validate({"overslaan": message.get("reason")}).reason
