"""A short real exchange with the model: what its endpoint can do, how quick it is, and what it refuses."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from lerendwerken.doctor import Finding, examine_file, workspace_root
from lerendwerken.errors import InputError, ModelError
from lerendwerken.messages import N_, _
from lerendwerken.redaction import trusted
from lerendwerken.settings import MODEL, ModelSettings
from lerendwerken.sparring import REASONS, OpenAIModel
from lerendwerken.sparring.model import Message, Usage
from lerendwerken.values import Value

# long enough to come in several pieces
COUNT: Final = "Dit is een test. Tel in woorden van een tot en met tien, op één regel."
CLAIM: Final = "Dit is een test. Noem één kleur en één getal onder de tien."
SLOW: Final = 5.0
LOCAL: Final = frozenset({"127.0.0.1", "::1", "localhost"})
REMEDIES: Final = MappingProxyType(
    {
        "unreachable": N_("Check OPENAI_BASE_URL, whether the server runs, and whether this computer may reach it."),
        "timeout": N_("Try again; a model that is loaded first needs longer. You can raise LERENDWERKEN_TIMEOUT."),
        "unauthorised": N_("Check OPENAI_API_KEY: it must be a key of this provider that may use this model."),
        "not_found": N_("Check LERENDWERKEN_MODEL and the path of OPENAI_BASE_URL; most addresses end in /v1."),
        "rate_limited": N_("Wait a little, or ask your provider for more room."),
        "no_credit": N_("Top up the account at your provider."),
        "redirected": N_("Set OPENAI_BASE_URL to the final address: the key and the text go nowhere else."),
        "rejected": N_("Check LERENDWERKEN_MODEL: it must be a model for chat."),
        "garbage": N_("Check OPENAI_BASE_URL: it must be the address of the API, not of a page to log in or read."),
        "thinking": N_("Let the server keep thoughts apart, such as with --reasoning-parser of vLLM."),
        "filtered": N_("Ask your provider about the content filter."),
    }
)


class Probe(Value):
    """What is asked for to see whether the endpoint can answer with a value."""

    kleur: str
    getal: int


@dataclass(frozen=True)
class Trial:
    """How one reply came: seconds until the first piece and until the end, number of pieces, tokens."""

    first: float
    total: float
    pieces: int
    usage: Usage | None


def examine_model(folder: Path | None) -> Iterator[Finding]:
    """Return what a short exchange with the configured model shows, as it becomes known.

    Raises:
        InputError: no model is set, or a setting is wrong.
    """
    root = workspace_root(folder)
    settings = ModelSettings.from_environment(folder=root)
    if not settings.external:
        raise InputError(
            _("no language model is set."), MODEL, _("Set LERENDWERKEN_MODEL, OPENAI_BASE_URL and OPENAI_API_KEY.")
        )
    yield from examine_file(root)
    yield _address(settings)
    model = OpenAIModel(settings)
    try:
        trial = try_stream(model)
    except ModelError as error:
        yield _failure(_("connection"), error)
        return
    yield from _told(trial)
    yield _structure(model)
    yield _refusals(model)


def try_stream(model: OpenAIModel) -> Trial:
    """Return how a short reply came; raises `ModelError` when none did."""
    model.prepare()
    started, first, pieces, usage = time.perf_counter(), 0.0, 0, None
    for piece in model.stream([Message("user", trusted(COUNT))]):
        if isinstance(piece, Usage):
            usage = piece
            continue
        first, pieces = first or time.perf_counter() - started, pieces + 1
    return Trial(first, time.perf_counter() - started, pieces, usage)


def _address(settings: ModelSettings) -> Finding:
    parts = urlsplit(settings.base_url)
    what = f"{parts.netloc}, model {settings.model}"
    if parts.scheme == "http" and parts.hostname not in LOCAL:
        remedy = _("Use https where you can: others on the way can read the key and the text.")
        return Finding(_("address"), True, what, remedy, mind=True)
    return Finding(_("address"), True, what)


def _failure(subject: str, error: ModelError) -> Finding:
    what = f"{_(REASONS[error.reason])} ({error.reason})"
    remedy = REMEDIES.get(error.reason, N_("Try again; if it stays, try another model or ask your provider."))
    return Finding(subject, False, what, _(remedy))


def _told(trial: Trial) -> Iterator[Finding]:
    yield Finding(_("connection"), True, _("the model answers."))
    if trial.pieces > 1:
        yield Finding(_("streaming"), True, _("the reply comes in {count} pieces.").format(count=trial.pieces))
    else:
        remedy = _("The team waits for the whole reply. Look whether the server or a proxy before it holds replies back.")
        yield Finding(_("streaming"), True, _("the reply comes in one piece."), remedy, mind=True)
    slow = trial.first > SLOW
    remedy = _("Teams notice this. Try again when the model is loaded, or choose a smaller one.") if slow else ""
    yield Finding(_("first words"), True, _("after {seconds:.2f} seconds.").format(seconds=trial.first), remedy, mind=slow)
    yield Finding(_("whole reply"), True, _("after {seconds:.2f} seconds.").format(seconds=trial.total))
    if trial.usage:
        what = _("told: {prompt} for the question, {completion} for the reply.").format(
            prompt=trial.usage.prompt_tokens, completion=trial.usage.completion_tokens
        )
        yield Finding(_("tokens"), True, what)
    else:
        remedy = _("The use of energy cannot be estimated with this endpoint.")
        yield Finding(_("tokens"), True, _("not told."), remedy, mind=True)


def _structure(model: OpenAIModel) -> Finding:
    subject = _("structured output")
    try:
        model.structured([Message("user", trusted(CLAIM))], Probe)
    except ModelError as error:
        if error.reason != "no_structure":
            return _failure(subject, error)
        return Finding(subject, True, _("none."), _("Claims in a reply are listed in a plainer way."), mind=True)
    return Finding(subject, True, model.form or "-")


def _refusals(model: OpenAIModel) -> Finding:
    what = ", ".join(sorted(model.refused)) or _("nothing.")
    remedy = _("Lerendwerken leaves this out by itself; you need do nothing.") if model.refused else ""
    return Finding(_("refused by the endpoint"), True, what, remedy)
