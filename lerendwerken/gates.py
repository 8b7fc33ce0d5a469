"""The gates of a session: what must be there before the partner speaks, and before anything is published."""

from __future__ import annotations

from lerendwerken.answers import Situation, answers_model, step_model
from lerendwerken.errors import GateError
from lerendwerken.journal import JournalState
from lerendwerken.kit import Kit, KitStep
from lerendwerken.messages import _, ngettext
from lerendwerken.sparring import unsettled
from lerendwerken.step import ClaimCheck, StepKind
from lerendwerken.values import Value

BEFORE_SPARRING: tuple[StepKind, ...] = ("vooraf", "eigen_antwoord", "verzendcheck")


def answered(kit: Kit, state: JournalState, kind: StepKind) -> Value | None:
    """Return the answer to the step of a kind, or None where there is none yet."""
    step = kit.step_of_kind(kind)
    data = state.answers.get(step.id) if step else None
    return step_model(step).model_validate(data) if step and data is not None else None


def situation(kit: Kit, state: JournalState) -> Situation | None:
    """Return the situation of a session, or None where it is not filled in yet."""
    if state.situation is None:
        return None
    return answers_model(kit, with_steps=False).model_validate(state.situation)


def unsettled_claims(kit: Kit, state: JournalState) -> tuple[str, ...]:
    """Return the claims of the partner that the team has not settled; none where it skipped the check with a reason."""
    step = kit.step_of_kind("beweringen")
    if state.listing is None or (step and step.id in state.skipped):
        return ()
    check = answered(kit, state, "beweringen")
    settled = (claim.claim for claim in check.claims if claim.status != "open") if isinstance(check, ClaimCheck) else ()
    return unsettled(state.listing.claims, settled)


def to_do(kit: Kit, state: JournalState) -> list[KitStep]:
    """Return the steps that still need an answer before anything can be published."""
    done = set(state.answers) | set(state.skipped)
    open_steps = (step for step in kit.steps if not step.optional and step.id not in done)
    return [step for step in open_steps if any(info.is_required() for info in step_model(step).model_fields.values())]


def before_sparring(kit: Kit, state: JournalState, *, where: str) -> None:
    """Refuse to spar before the team has thought for itself; raises `GateError` with the step to do first."""
    for kind in BEFORE_SPARRING:
        step = kit.step_of_kind(kind)
        if step and step.id not in state.answers and step.id not in state.skipped:
            raise GateError(
                _("the partner speaks only after the step '{title}'.").format(title=step.title),
                where,
                _("Do that step first: your own thinking comes before any reply."),
            )


def before_publishing(kit: Kit, state: JournalState, *, where: str) -> None:
    """Refuse to publish while steps or claims are open; raises `GateError` that names them."""
    steps = to_do(kit, state)
    if steps:
        titles = ", ".join(step.title for step in steps)
        raise GateError(_("these steps still need an answer: {steps}.").format(steps=titles), where)
    check = answered(kit, state, "beweringen")
    own = [claim.claim for claim in check.claims if claim.status == "open"] if isinstance(check, ClaimCheck) else []
    count = len({*own, *unsettled_claims(kit, state)})
    if count:
        raise GateError(
            ngettext("{count} claim is still open.", "{count} claims are still open.", count).format(count=count),
            where,
            _(
                "Settle it as geverifieerd, onjuist or niet_te_controleren, with a source; then run again. "
                "The list: lerendwerken claims KIT --team TEAM --week WEEK"
            ),
        )
