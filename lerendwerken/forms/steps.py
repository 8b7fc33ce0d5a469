"""The forms of a session: its situation and each step; the conversation has a module of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lerendwerken import asked
from lerendwerken.answers import Situation, Skip, step_model
from lerendwerken.errors import LerendwerkenError
from lerendwerken.forms import elements
from lerendwerken.forms.form import Status, attempt, kept_line, told
from lerendwerken.forms.inputs import fill_all, make_input, read_all
from lerendwerken.forms.views import Form
from lerendwerken.kit import KitStep
from lerendwerken.messages import _
from lerendwerken.redacting import explained, never_complete
from lerendwerken.session import Session
from lerendwerken.sparring import Preview, unsettled

Changed = Callable[[], None]


def situation_form(session: Session, *, changed: Changed) -> Form:
    """Return the form of what a session must know beforehand."""
    return SituationForm(session, changed)


def step_form(session: Session, step: KitStep, *, changed: Changed) -> Form:
    """Return the form of a step."""
    from lerendwerken.forms.talk import TalkForm

    kinds: dict[str, type[StepForm]] = {
        "verzendcheck": PreviewForm,
        "sparren": TalkForm,
        "beweringen": ClaimForm,
        "publicatie": PublicationForm,
    }
    return kinds.get(step.kind, StepForm)(session, step, changed)


class SituationForm:
    """The subject, the place in the frame, and what the kit must know of the team's work."""

    def __init__(self, session: Session, changed: Changed) -> None:
        self.session = session
        self.changed = changed
        self.status = Status()
        frame, own = asked.of_frame(session.workspace.frame), asked.of_situation(session.kit.kit)
        work = asked.Asked(name="situatie", shape="rows", label=_("What the kit must know of your work."), inner=own)
        self.asked = (*frame, work)
        self.inputs = [make_input(item, self.status.unsaved) for item in frame]
        self.own = [make_input(item, self.status.unsaved) for item in own]
        kept = session.state.situation
        fill_all(self.inputs, kept or {})
        fill_all(self.own, (kept or {}).get("situatie", {}))
        self.status.say(kept_line(kept))
        self.keep_button = elements.button(_("Save"), self.keep, main=True)
        fields = (item.widget for item in (*self.inputs, *self.own))
        self.box = elements.page(*fields, self.keep_button, self.status.widget)

    def keep(self) -> None:
        """Hand the situation to the session."""
        data = read_all(self.inputs)
        own = read_all(self.own)
        if own or any(item.asked.required for item in self.own):
            data["situatie"] = own
        if attempt(lambda: self.session.keep_situation(data), status=self.status, model=Situation, asked=self.asked):
            self.status.saved()
            self.changed()

    def refresh(self) -> None:
        """Do nothing: what it shows depends on no other form."""


class StepForm:
    """The fields of a step, a button to keep them and, where the method allows it, one to skip the step."""

    def __init__(self, session: Session, step: KitStep, changed: Changed) -> None:
        self.session = session
        self.step = step
        self.changed = changed
        self.status = Status()
        self.asked = asked.of_step(step, session.kit.kit)
        self.inputs = [make_input(item, self.status.unsaved) for item in self.asked]
        self.reason = elements.one_line(_("Reason to skip this step; it stays private"))
        self.keep_button = elements.button(self.keep_label(), self.keep, main=True)
        self.skip_button = elements.button(_("Skip with a reason"), self.skip)
        self.fill()
        self.box = elements.page(*self.parts(), self.status.widget, *self.skipping())
        self.refresh()

    def keep_label(self) -> str:
        """Return what stands on the button that keeps."""
        return _("Save")

    def parts(self) -> list[Any]:
        """Return what the form shows, in order, above its status."""
        return [*(item.widget for item in self.inputs), self.keep_button]

    def skipping(self) -> list[Any]:
        """Return what is needed to skip the step, where that may be done."""
        return [elements.column(self.reason, self.skip_button)] if self.step.skippable else []

    def fill(self) -> None:
        """Show what the journal holds."""
        state = self.session.state
        answer, reason = state.answers.get(self.step.id), state.skipped.get(self.step.id)
        fill_all(self.inputs, answer or {})
        self.reason.value = reason or ""
        self.status.say(_("Skipped") if reason else kept_line(answer))

    def keep(self) -> None:
        """Hand the answer to the session."""
        if self.attempt(lambda: self.session.answer(self.step, read_all(self.inputs))):
            self.status.saved()
            self.changed()

    def skip(self) -> None:
        """Hand the reason for skipping to the session."""

        def hand_over() -> None:
            reason = Skip.model_validate({"overslaan": self.reason.value}).reason
            self.session.skip(self.step, reason=reason)

        if self.attempt(hand_over):
            self.status.saved(_("Skipped"))
            self.changed()

    def attempt(self, work: Callable[[], None]) -> bool:
        """Do some work for this step; a fault is shown at the form."""
        places = (*asked.of_answer(self.step), *asked.of_skip())
        return attempt(work, status=self.status, model=step_model(self.step), asked=places)

    def refresh(self) -> None:
        """Do nothing: what it shows depends on no other form."""


class PreviewForm(StepForm):
    """The check before sending: the very text that will go, what is replaced in it and why, and a yes or no to it."""

    def parts(self) -> list[Any]:
        """Return the text that will be sent, what was replaced, a button to read it anew, and the fields."""
        self.preview, self.replaced = elements.html(), elements.html()
        again = elements.button(_("Show anew"), self.refresh)
        headings = elements.heading(_("What will be sent")), elements.heading(_("What is replaced"))
        return [headings[0], self.preview, headings[1], self.replaced, again, *super().parts()]

    def refresh(self) -> None:
        """Show what would be sent now, with what the team adds and undoes in the fields below."""
        found: Preview | None = None
        try:
            given = read_all(self.inputs)
            rows = [item["tekst"] for item in given.get("toon") or () if item.get("tekst")]
            if self.session.state.situation:
                found = self.session.conversation.preview(hidden=tuple(given.get("verberg") or ()), shown=tuple(rows))
            text = found.text.text if found else _("Fill in your situation first.")
        except LerendwerkenError as error:
            text = told(error, self.asked)
        self.preview.value = elements.words(text)
        lines = explained(found.replacements) if found else ()
        shown = [elements.words(line) for line in lines or (_("Nothing was replaced."),)]
        self.replaced.value = "".join([*shown, elements.words(never_complete(), kind="hint")])


class ClaimForm(StepForm):
    """The check of claims: those that the partner made stand there already, open, for the team to settle."""

    def parts(self) -> list[Any]:
        """Return a button that fetches the claims of the partner, and the fields."""
        fetch = elements.button(_("Fetch what the partner claimed"), self.fetch)
        return [fetch, *super().parts()]

    def fetch(self) -> None:
        """List the claims in the replies of an AI, and put those that are not there yet below the others."""

        def look() -> None:
            self.session.conversation.list_claims()

        if self.attempt(look):
            self.refresh()

    def refresh(self) -> None:
        """Add the listed claims that nobody settled, as open ones."""
        rows = read_all(self.inputs).get("beweringen") or []
        there = [row.get("bewering", "") for row in rows]
        listing = self.session.state.listing
        new = unsettled(listing.claims, there) if listing else ()
        if new:
            fill_all(self.inputs, {"beweringen": [*rows, *({"bewering": claim, "status": "open"} for claim in new)]})


class PublicationForm(StepForm):
    """The last step: what is published, and publishing it."""

    def keep_label(self) -> str:
        """Return what stands on the button that publishes."""
        return _("Publish")

    def keep(self) -> None:
        """Keep the choice, and publish what the team agreed to."""
        if not self.attempt(lambda: self.session.answer(self.step, read_all(self.inputs))):
            return
        self.status.saved()
        if self.attempt(self._publish):
            self.changed()

    def _publish(self) -> None:
        record = self.session.publish()
        if record is None:
            self.status.saved(_("Saved; nothing is published."))
        else:
            done = _("Published as {name}, revision {revision}.").format(name=record.id, revision=record.revision)
            self.status.saved(done)
