"""Why a language model did not answer: fixed codes, and one calm sentence for each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lerendwerken.messages import N_, _

REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "unreachable": N_("The language model cannot be reached."),
        "timeout": N_("The language model took too long."),
        "unauthorised": N_("The language model does not accept the key."),
        "not_found": N_("The language model does not exist at this address."),
        "rate_limited": N_("The language model is too busy for us right now."),
        "no_credit": N_("The credit for the language model is used up."),
        "redirected": N_("The address of the language model points on to another address."),
        "rejected": N_("The language model refused the request."),
        "server_error": N_("The language model has a fault of its own."),
        "cut_stream": N_("The reply of the language model broke off."),
        "garbage": N_("What came back was not a reply of a language model."),
        "empty": N_("The language model gave an empty reply."),
        "filtered": N_("The language model withheld its reply."),
        "too_long": N_("The reply of the language model was far too long."),
        "thinking": N_("The language model mixed its thoughts with its reply."),
        "no_structure": N_("The language model cannot answer in the form that we need."),
        "failed": N_("The language model failed in an unknown way."),
    }
)


def explain_fallback(reason: str) -> str:
    """Return what to tell a team when the practice partner steps in."""
    sentence = _(REASONS.get(reason, REASONS["failed"]))
    return sentence + " " + _("Nothing is lost; the practice partner goes on with you.")
