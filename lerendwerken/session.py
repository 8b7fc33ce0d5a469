"""A session: one team, one kit, one week. Private: what stands here reaches the site only through `publication`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from lerendwerken import gates
from lerendwerken.answers import Answers, Situation, Skip, answers_model, load_answers, load_situation, step_model
from lerendwerken.archive import Archive
from lerendwerken.conversation import Conversation
from lerendwerken.errors import GateError, InputError, WorkError
from lerendwerken.history import History
from lerendwerken.journal import Apart, Journal, JournalState
from lerendwerken.kit import KitStep
from lerendwerken.library import KitFolder
from lerendwerken.messages import _
from lerendwerken.publication import Facts, left_out
from lerendwerken.publishing import publish
from lerendwerken.record import Record
from lerendwerken.sparring import ChatModel
from lerendwerken.step import Expectation, Measurement, Publication, Recall, StepKind
from lerendwerken.values import Value
from lerendwerken.weekcycle import Week
from lerendwerken.workspace import Workspace
from lerendwerken.yamlfile import read_yaml


class Session:
    """A session on disk: its journal, its gates, its conversation and its way to a record."""

    def __init__(self, workspace: Workspace, kit: KitFolder, team: str, week: Week, *, model: ChatModel | None) -> None:
        self.workspace = workspace
        self.kit = kit
        self.team = team
        self.week = week
        self.archive = Archive(workspace.book_folder)
        self.journal = Journal(self.folder / "journal.jsonl")
        self.conversation = Conversation(
            workspace, kit, team, week, journal=self.journal, where=self.record_id, given_model=model
        )

    @classmethod
    def open(
        cls,
        workspace: Workspace,
        *,
        kit: KitFolder,
        team: str,
        week: Week,
        model: ChatModel | None = None,
        read_only: bool = False,
    ) -> Session:
        """Return the session of a team, kit and week; take its journal over unless `read_only`.

        `model` is the language model to spar with; None takes the configured one, or the practice partner where none is.

        Raises:
            NotFoundError: there is no such team.
            TakenError: another process is writing in its journal.
        """
        workspace.team(team)
        session = cls(workspace, kit, team, week, model=model)
        if not read_only:
            session.make_folder()
            session.journal.open()
        return session

    @property
    def folder(self) -> Path:
        """The session's private folder."""
        return self.workspace.sessions_folder / self.team / f"{self.week}-{self.kit.slug}"

    def make_folder(self) -> None:
        """Make the session's folder, which on a shared machine nobody but its owner can enter; raises `WorkError`."""
        try:
            self.workspace.sessions_folder.mkdir(mode=0o700, exist_ok=True)
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WorkError(_("cannot be written: {reason}.").format(reason=error.strerror), str(self.folder)) from None

    @property
    def record_id(self) -> str:
        """The name of the record that it makes."""
        return f"{self.team}/{self.week}-{self.kit.slug}"

    @property
    def history(self) -> History:
        """What the team published before."""
        return History(archive=self.archive, team=self.team, week=self.week, record_id=self.record_id)

    @property
    def state(self) -> JournalState:
        """Where the session stands, as its journal says."""
        return self.journal.state()

    def check_answers(self, path: Path, *, correction: str | None = None) -> Answers:
        """Return the answers of a file when they fit this session; nothing is written.

        Raises:
            InputError: they do not fit the kit, the frame, the team's earlier records, or what is locked.
        """
        given = load_answers(path, slug=self.kit.slug, kit=self.kit.kit, frame=self.workspace.frame)
        for step in self.kit.kit.steps:
            answer = given.step(step)
            if answer is None or isinstance(answer, Skip):
                continue
            try:
                self._check_step(step, answer, locked=self.state.locked and correction is None)
            except InputError as error:
                place = ("stappen", step.id, *filter(None, error.where.split(".")))
                raise type(error)(error.what, read_yaml(path).where(place), error.remedy) from None
        return given

    def set_situation(self, path: Path) -> None:
        """Keep the situation of a file in the journal; raises `InputError` when it does not fit."""
        self._keep_situation(load_situation(path, slug=self.kit.slug, kit=self.kit.kit, frame=self.workspace.frame))

    def keep_situation(self, data: Mapping[str, Any]) -> None:
        """Keep a situation in the journal; the same again changes nothing.

        Raises:
            NotFoundError: the frame does not have its goal or its question.
        """
        situation = answers_model(self.kit.kit, with_steps=False).model_validate({**data, "kit": self.kit.slug})
        self.workspace.frame.goal(situation.goal)
        self.workspace.frame.question(situation.question)
        self._keep_situation(situation)

    def unlock(self, reason: str) -> None:
        """Open what was decided up front for a correction; the reason stands in the record's revision."""
        self.journal.append("unlocked", data={"reason": reason})

    def take(self, given: Answers, step: KitStep) -> None:
        """Keep the answer of a file to one step, and do what the step asks: spar or publish."""
        if self.state.situation is None or given.situation is not None or step is self.kit.kit.steps[0]:
            self._keep_situation(given)
        answer = given.step(step)
        if answer is None:
            self._clear(step)
        elif isinstance(answer, Skip):
            self.skip(step, reason=answer.reason)
        else:
            self.answer(step, answer.model_dump(mode="json", by_alias=True, exclude_none=True))
        if step.kind == "sparren":
            self.conversation.hold()
        if step.kind == "publicatie":
            self.publish()

    def answer(self, step: KitStep, data: Mapping[str, Any]) -> None:
        """Keep an answer in the journal; the same answer again changes nothing.

        Raises:
            InputError: what was decided up front is locked and this differs from it.
        """
        value = step_model(step).model_validate(dict(data))
        self._check_step(step, value, locked=self.state.locked)
        kept = value.model_dump(mode="json", by_alias=True, exclude_none=True)
        if self.state.answers.get(step.id) != kept:
            self.journal.append("answer", step=step.id, data=kept)

    def type(self, step: KitStep | None, data: Mapping[str, Any]) -> None:
        """Keep what is typed in a step (None: in the situation), as its answer when it is one, else as a draft.

        A step with a draft is not answered: what stood there before counts no longer. Nothing typed clears the step.

        Raises:
            ValidationError: it is no answer yet; it is kept as a draft.
            InputError: the same, or what was decided up front is locked and this differs from it: then nothing is kept.
        """
        if step and self.state.locked and step.kind == "vooraf":
            self.answer(step, data)
            return
        if not data:
            self._clear(step)
            return
        try:
            self.answer(step, data) if step else self.keep_situation(data)
        except (ValidationError, InputError):
            name = step.id if step else ""
            if self.state.drafts.get(name) != data:
                self.journal.append("draft", step=name, data=data)
            raise

    def write_apart(self, step: KitStep, given: Apart) -> None:
        """Keep what members wrote each for themselves; the same again changes nothing."""
        if self.state.apart.get(step.id) != given:
            self.journal.append("apart", step=step.id, data=given.model_dump(mode="json"))

    def see(self, name: str) -> None:
        """Keep which step is in view, the situation being the empty name, so that the room opens there again."""
        if self.state.seen != name:
            self.journal.append("seen", step=name)

    def skip(self, step: KitStep, *, reason: str) -> None:
        """Skip a step with a reason, which stays private; raises `GateError` for a step that others stand on."""
        if not step.skippable:
            raise GateError(_("this step cannot be skipped: what comes after it needs it."), step.id)
        if self.state.skipped.get(step.id) != reason:
            self.journal.append("skipped", step=step.id, data={"reason": reason})

    def answers(self) -> dict[str, Value]:
        """Return what is answered or skipped so far, by step."""
        state = self.state
        steps = self.kit.kit.steps
        found: dict[str, Value] = {
            s.id: step_model(s).model_validate(state.answers[s.id]) for s in steps if s.id in state.answers
        }
        return found | {s.id: Skip(overslaan=state.skipped[s.id]) for s in steps if s.id in state.skipped}

    def to_do(self) -> list[KitStep]:
        """Return the steps that still need an answer before the record can be published."""
        return gates.to_do(self.kit.kit, self.state)

    def open_claims(self) -> tuple[str, ...]:
        """Return the claims of the partner that the team has not settled, names put back."""
        return gates.unsettled_claims(self.kit.kit, self.state)

    def publish(self) -> Record | None:
        """Write the record and the proposal, or nothing where the team does not agree; twice is one revision.

        Raises:
            GateError: steps are still to be done, or claims are open.
            TakenError, WorkError: the record cannot be written; the old one is untouched.
        """
        self.conversation.list_claims()
        gates.before_publishing(self.kit.kit, self.state, where=self.record_id)
        publication = self._answered("publicatie")
        if not isinstance(publication, Publication) or not publication.agreed:
            return None
        record = publish(self._facts(), archive=self.archive)
        if self.state.published != record.revision:
            self.journal.append("published", data={"revision": record.revision})
        return record

    def _answered(self, kind: StepKind) -> Value | None:
        return gates.answered(self.kit.kit, self.state, kind)

    def _clear(self, step: KitStep | None) -> None:
        state, name = self.state, step.id if step else ""
        if any(name in kept for kept in (state.answers, state.skipped, state.drafts)) or (not step and state.situation):
            self.journal.append("cleared", step=name)

    def _keep_situation(self, situation: Situation) -> None:
        data = situation.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"steps"})
        if self.state.situation != data:
            self.journal.append("situation", data=data)

    def _check_step(self, step: KitStep, value: Value, *, locked: bool) -> None:
        """Refuse what cannot be true; an error's `where` is the field within the step."""
        if isinstance(value, Expectation):
            self._check_expectation(step, value, locked=locked)
        if isinstance(value, Measurement):
            self.history.measured(value)
        if isinstance(value, Publication):
            left_out(self.kit.kit, value)
        for commitment in value.commitments if isinstance(value, Recall) else ():
            if self.history.record(commitment.record).commitment is None:
                raise InputError(_("the record '{record}' has no commitment.").format(record=commitment.record), "afspraken")

    def _check_expectation(self, step: KitStep, value: Expectation, *, locked: bool) -> None:
        if value.due < self.week.monday:
            raise InputError(
                _("the day of measuring ({day}) lies before week {week}.").format(day=value.due, week=self.week),
                "meetdatum",
                _("Choose a day in or after this week."),
            )
        kept = self.state.answers.get(step.id)
        if locked and kept is not None and kept != value.model_dump(mode="json", by_alias=True, exclude_none=True):
            raise InputError(
                _("what you decided up front is locked since the partner spoke, and this differs from it."),
                "",
                _("Put the old values back, or correct them with a reason: lerendwerken run … --correct REASON"),
            )

    def _facts(self) -> Facts:
        state = self.state
        measurement = self._answered("meting")
        return Facts(
            kit=self.kit,
            frame=self.workspace.frame,
            team=self.team,
            week=self.week,
            situation=self.conversation.situation(),
            answers=self.answers(),
            exchanges=state.exchanges,
            listing=state.listing,
            locked=state.locked,
            round=state.round,
            opened=state.opened or dt.date.today(),
            correction=state.correction,
            measured=self.history.measured(measurement) if isinstance(measurement, Measurement) else None,
            redaction=self.conversation.redaction,
        )
