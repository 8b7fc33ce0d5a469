"""The conversation of a session: own answer first, then redaction, preview and consent, and only then the partner speaks.

What is said stands in the journal, in placeholders and with names put back; both are private.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from lerendwerken import gates
from lerendwerken.answers import Situation
from lerendwerken.errors import GateError
from lerendwerken.first_message import first_message
from lerendwerken.journal import Exchange, Journal, JournalState, Listing
from lerendwerken.library import KitFolder
from lerendwerken.messages import _
from lerendwerken.redaction import RedactedText, Redaction
from lerendwerken.settings import LogSettings, ModelSettings
from lerendwerken.sparring import ChatModel, OnText, Preview, Reply, SparringPartner, configured_model, list_claims
from lerendwerken.sparring.log import LogLine, UsageLog
from lerendwerken.sparring.prompts import prompt_version
from lerendwerken.step import Preview as PreviewAnswer
from lerendwerken.step import Spar, StepKind
from lerendwerken.values import Value
from lerendwerken.weekcycle import Week
from lerendwerken.workspace import Workspace


@dataclass
class Conversation:
    """What a team and its partner say to each other in one session.

    Attributes:
        where: name of the session, for messages.
        given_model: the language model to spar with; None takes the configured one, or the practice partner where none is.
    """

    workspace: Workspace
    kit: KitFolder
    team: str
    week: Week
    journal: Journal
    where: str
    given_model: ChatModel | None = None
    _model: ChatModel | None = field(default=None, repr=False)
    _redaction: tuple[Any, Redaction] | None = field(default=None, repr=False)

    @property
    def state(self) -> JournalState:
        """Where the session stands, as its journal says."""
        return self.journal.state()

    @property
    def redaction(self) -> Redaction:
        """The redaction of this session: roster, what the team added and undid, and the placeholders given so far."""
        answer = self._answered("verzendcheck")
        wanted = answer.changes if isinstance(answer, PreviewAnswer) else ((), ())
        if self._redaction is None or self._redaction[0] != wanted:
            self._redaction = wanted, self._with(*wanted)
        return self._redaction[1]

    def _with(self, hidden: tuple[str, ...], shown: tuple[str, ...]) -> Redaction:
        roster = self.workspace.team(self.team).members
        return Redaction(roster=roster, known=self.state.placeholders, hidden=hidden, shown=shown)

    def model(self) -> ChatModel | None:
        """Return the language model to spar with; None where the team agreed to send nothing, or none is set.

        Raises:
            InputError: a setting of the model is wrong.
        """
        answer = self._answered("verzendcheck")
        if not (isinstance(answer, PreviewAnswer) and answer.agreed):
            return None
        if self._model is None:
            # one for the whole session: it remembers what its endpoint refuses
            self._model = self.given_model or configured_model(self._settings())
        return self._model

    def _settings(self) -> ModelSettings:
        return ModelSettings.from_environment(folder=self.workspace.root)

    def _host(self) -> str | None:
        return None if self.given_model else self._settings().host

    def gate(self) -> None:
        """Refuse to spar before the team has answered for itself and locked what it expects; raises `GateError`."""
        gates.before_sparring(self.kit.kit, self.state, where=self.where)

    def first_message(self) -> str:
        """Return what the partner hears first; raises `GateError` while the situation is not filled in."""
        own, expectation = self._answered("eigen_antwoord"), self._answered("vooraf")
        return first_message(self.kit.kit, self.situation(), expectation=expectation, own=own)

    def preview(self, *, hidden: tuple[str, ...] | None = None, shown: tuple[str, ...] = ()) -> Preview:
        """Return what the first message becomes before it goes, and what is replaced in it.

        With `hidden` and `shown` it is as it would be if the team added and undid these.
        """
        redaction = self.redaction if hidden is None else self._with(hidden, shown)
        return SparringPartner(self.kit.kit, None, redaction).preview(self.first_message())

    def hold(self) -> None:
        """Have the conversation that the kept answers describe, from where the journal left it."""
        step = self.kit.kit.step_of_kind("sparren")
        if step and step.id in self.state.skipped:
            if self.state.exchanges:
                self.journal.append("restarted")
            return
        self.gate()
        self._lock()
        spar = self._answered("sparren")
        wanted = [self.first_message(), *(spar.messages if isinstance(spar, Spar) else ())]
        partner = SparringPartner(self.kit.kit, None, self.redaction)
        sent = [partner.preview(message).text.text for message in wanted]
        if [exchange.sent for exchange in self.state.exchanges] != sent[: len(self.state.exchanges)]:
            self.journal.append("restarted")
        for message in wanted[len(self.state.exchanges) :]:
            self.say(message)
        self.list_claims()

    def say(self, message: str, *, on_text: OnText | None = None) -> Exchange:
        """Send one message through the gate and the redaction, and keep the exchange.

        Raises:
            GateError: the own answer is missing, or the turns are used.
        """
        self.gate()
        log = UsageLog(self.workspace.root, LogSettings.from_environment(folder=self.workspace.root))
        model, earlier = self.model(), self.state.exchanges
        partner = SparringPartner(self.kit.kit, model, self.redaction)
        preview = partner.preview(message)
        self._keep_placeholders()
        self._lock()
        started = time.monotonic()
        reply = partner.reply(earlier, preview, on_text=on_text)
        self._keep_placeholders()
        exchange = Exchange(
            sent=preview.text.text,
            reply=reply.text,
            raw_reply=reply.raw.text,
            model=reply.model,
            is_ai=reply.is_ai,
            fallback=reply.fallback,
            marks=reply.marks,
            seconds=round(time.monotonic() - started, 3),
            prompt_tokens=reply.usage.prompt_tokens if reply.usage else None,
            completion_tokens=reply.usage.completion_tokens if reply.usage else None,
            host=self._host() if model else None,
            prompts=prompt_version() if model else None,
        )
        self.journal.append("exchange", data=exchange.model_dump(mode="json"))
        log.write(self._log_line(exchange, preview, reply, turn=len(earlier) + 1))
        return exchange

    def retry(self, *, on_text: OnText | None = None) -> Exchange:
        """Ask the language model again for the last reply, in whose place the practice partner spoke.

        Raises:
            GateError: the practice partner did not step in there.
        """
        exchanges = self.state.exchanges
        if not exchanges or not exchanges[-1].fallback:
            raise GateError(_("the practice partner did not step in at the last reply."), self.where)
        message = self.redaction.restore(exchanges[-1].sent)
        self.journal.append("retried", data={"from": len(exchanges) - 1})
        return self.say(message, on_text=on_text)

    def drop_fallback(self) -> None:
        """Drop the conversation from where the practice partner stepped in, so that `hold` asks the model again."""
        first = next((at for at, exchange in enumerate(self.state.exchanges) if exchange.fallback), None)
        if first is not None:
            self.journal.append("retried", data={"from": first})

    def _log_line(self, exchange: Exchange, preview: Preview, reply: Reply, *, turn: int) -> LogLine:
        brief = self.kit.kit.partner
        same = exchange.model_dump(exclude={"sent", "reply", "raw_reply"})
        return LogLine(
            team=self.team,
            week=str(self.week),
            kit=self.kit.slug,
            kit_version=self.kit.kit.version,
            role=brief.role if brief else "",
            turn=turn,
            sent=preview.text,
            reply=reply.raw,
            replacements=len(preview.replacements),
            **same,
        )

    def list_claims(self) -> tuple[str, ...]:
        """Return the claims in the AI's replies, names put back; they are looked up once and kept in the journal."""
        state = self.state
        said = [self.redaction.again(exchange.raw_reply) for exchange in state.exchanges if exchange.is_ai]
        if not said:
            return ()
        if state.listing is None:
            self._keep_listing(said)
        listing = self.state.listing
        return listing.claims if listing else ()

    def _keep_listing(self, said: list[RedactedText]) -> None:
        model = None if any(exchange.fallback for exchange in self.state.exchanges) else self.model()
        found = list_claims(said, model=model)
        listing = Listing(
            claims=tuple(self.redaction.restore(claim) for claim in found.claims),
            model=model.name if model and found.by_model else None,
            prompt_tokens=found.usage.prompt_tokens if found.usage else None,
            completion_tokens=found.usage.completion_tokens if found.usage else None,
            host=self._host() if found.by_model else None,
        )
        self.journal.append("claims", data=listing.model_dump(mode="json"))

    def _lock(self) -> None:
        """Lock what was decided up front, before the partner speaks."""
        if not self.state.locked:
            self.journal.append("locked")

    def _keep_placeholders(self) -> None:
        if dict(self.redaction.known) != self.state.placeholders:
            self.journal.append("placeholders", data=dict(self.redaction.known))

    def situation(self) -> Situation:
        """Return the situation of this session; raises `GateError` while it is not filled in."""
        found = gates.situation(self.kit.kit, self.state)
        if found is None:
            raise GateError(_("the situation of this session is not filled in yet."), self.where)
        return found

    def _answered(self, kind: StepKind) -> Value | None:
        return gates.answered(self.kit.kit, self.state, kind)
