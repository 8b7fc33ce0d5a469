"""The conversation: what was said, who said it, and what may still be said. Replies are fetched in a thread of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from lerendwerken.answers import step_model
from lerendwerken.errors import LerendwerkenError
from lerendwerken.forms import elements
from lerendwerken.forms.form import told
from lerendwerken.forms.inputs import read_all
from lerendwerken.forms.steps import StepForm
from lerendwerken.forms.views import who
from lerendwerken.journal import Exchange
from lerendwerken.messages import _, ngettext
from lerendwerken.sparring import explain_fallback, explain_marks


class TalkForm(StepForm):
    """The step of sparring: the own answer goes first, then what the team says to each reply."""

    worker: threading.Thread | None = None
    busy: bool = False

    def parts(self) -> list[Any]:
        """Return the conversation, where it stands, the field to say something, and the kit's own questions."""
        self.said = elements.html()
        self.note = elements.html()
        self.first_button = elements.button(_("Send our own answer"), lambda: self.send(""), main=True)
        self.message = elements.many_lines(_("Your reply to the partner. Private."))
        self.send_button = elements.button(_("Send"), lambda: self.send(self.message.value), main=True)
        self.retry_button = elements.button(_("Ask the language model again"), self.retry)
        own = super().parts() if self.inputs else []
        return [self.said, self.note, self.retry_button, self.first_button, self.message, self.send_button, *own]

    def keep(self) -> None:
        """Keep the kit's own questions beside what was said."""
        kept = self.session.state.answers.get(self.step.id, {}).get("berichten", [])
        if self.attempt(lambda: self.session.answer(self.step, {**read_all(self.inputs), "berichten": kept})):
            self.status.saved()

    def send(self, message: str) -> None:
        """Send a message, or the own answer when nothing was said yet, and go on when the reply is there."""
        self._start(lambda: self._say(message))

    def retry(self) -> None:
        """Ask the language model again for the reply in whose place the practice partner spoke."""
        self._start(self._retry)

    def _start(self, work: Callable[[], None]) -> None:
        if self.busy:
            return
        self.busy = True
        self.worker = threading.Thread(target=self._talk, args=(work,), daemon=True, name="conversation")
        self._allow(first=False, more=False)
        self.note.value = elements.words(_("The partner is thinking …"), kind="hint", role="status")
        self.worker.start()

    def _talk(self, work: Callable[[], None]) -> None:
        heard = None
        try:
            heard = self.attempt(work)
        finally:
            self.busy = False
            self._told(heard)

    def _say(self, message: str) -> None:
        first = not self.session.state.exchanges
        kept = dict(self.session.state.answers.get(self.step.id, {}))
        if not first:
            kept["berichten"] = [*kept.get("berichten", []), message]
        step_model(self.step).model_validate(kept)  # before it goes: what is sent can also be kept
        talk = self.session.conversation
        talk.say(talk.first_message() if first else message, on_text=self._heard)
        if len(self.session.state.exchanges) >= self._turns():
            talk.list_claims()
        self.message.value = ""
        self.session.answer(self.step, kept)

    def _retry(self) -> None:
        self.session.conversation.retry(on_text=self._heard)

    def _heard(self, text: str) -> None:
        """Show a reply while it comes; who speaks stands above it once it is whole."""
        self.note.value = elements.words(_("The partner is writing …"), kind="hint") + elements.words(
            text, kind="words lw-turn"
        )

    def _turns(self) -> int:
        brief = self.session.kit.kit.partner
        return brief.turns if brief else 0

    def _told(self, heard: bool | None) -> None:
        """Tell how it went; None stands for a fault of our own, which the kernel's log describes."""
        if heard:
            self.status.saved()
        elif heard is None:
            self.status.fault(_("The reply did not come through. What you typed is still here; try again."))
        self.changed()
        self.refresh()

    def refresh(self) -> None:
        """Show what was said, and what may be said now."""
        if self.busy:
            return
        exchanges = self.session.state.exchanges
        self.said.value = "".join(self._turn(number, exchange) for number, exchange in enumerate(exchanges))
        left = self._turns() - len(exchanges)
        try:
            self.session.conversation.gate()
            self.session.conversation.first_message()
        except LerendwerkenError as error:
            self._allow(first=False, more=False)
            self.note.value = elements.words(told(error, self.asked), kind="hint")
            return
        self._allow(first=not exchanges, more=bool(exchanges) and left > 0)
        self.note.value = elements.words(_turns_left(left), kind="hint")

    def _allow(self, *, first: bool, more: bool) -> None:
        exchanges = self.session.state.exchanges
        self.retry_button.disabled = self.busy or not (exchanges and exchanges[-1].fallback)
        self.first_button.disabled = not first
        for widget in (self.message, self.send_button):
            widget.disabled = not more

    def _turn(self, number: int, exchange: Exchange) -> str:
        """Return one exchange as HTML: what the team said as it typed it, and the reply under the name of who spoke."""
        told_before = number and self.session.state.exchanges[number - 1].fallback
        why = explain_fallback(exchange.fallback) if exchange.fallback and not told_before else ""
        parts = [
            elements.words(_("We"), kind="who"),
            elements.words(self.session.conversation.redaction.restore(exchange.sent)),
            *(elements.words(line, kind="hint") for line in (why, explain_marks(exchange.marks)) if line),
            elements.words(who(exchange), kind="who"),
            elements.words(exchange.reply, kind="words lw-turn lw-ai" if exchange.is_ai else "words lw-turn"),
        ]
        return "".join(parts)


def _turns_left(left: int) -> str:
    if left <= 0:
        return _("The partner has given all its replies. Sum up in your own words at the next step.")
    return ngettext("The partner has {count} reply left.", "The partner has {count} replies left.", left).format(count=left)
