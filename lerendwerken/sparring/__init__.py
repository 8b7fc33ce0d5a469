"""Sparring: a conversation in which the team thinks and the partner asks.

The protocol, step by step:

1. The team writes its own answer; without one `SparringPartner.reply` refuses (`GateError`).
2. `SparringPartner.preview` takes personal data out and shows what will go; only such a `Preview` can be sent.
3. The request is built: shipped rules, role, stance and the kit's brief as system text; everything that people wrote as
   material between fences with a random code. Every message holds `RedactedText`, never plain text.
4. A `ChatModel` streams its reply: the language model of the settings, or the practice partner, which is no AI.
5. The reply is checked while it comes (`rules`). One that breaks a rule is asked again once, then mended, or replaced by the
   practice partner's; `Reply.marks` says so.
6. When the model fails, the practice partner takes over for the rest of the session; `Reply.fallback` says why.
7. Placeholders in the reply become names again, on this machine only; `Reply.is_ai` says how it must be labelled.
8. After the kit's number of turns `reply` refuses: the team sums up by itself.
9. `list_claims` lists what the AI claimed; nothing is published before the team has settled each.
"""

from __future__ import annotations

from lerendwerken.sparring.claims import Claims, list_claims, unsettled
from lerendwerken.sparring.endpoint.openai_model import OpenAIModel
from lerendwerken.sparring.listening import OnText
from lerendwerken.sparring.marks import explain_marks
from lerendwerken.sparring.model import ChatModel, Message, ScriptedModel, test_message
from lerendwerken.sparring.partner import Preview, Reply, SparringPartner, configured_model
from lerendwerken.sparring.practice.replies import PracticePartner
from lerendwerken.sparring.reasons import REASONS, explain_fallback

__all__ = [
    "REASONS",
    "ChatModel",
    "Claims",
    "Message",
    "OnText",
    "OpenAIModel",
    "PracticePartner",
    "Preview",
    "Reply",
    "ScriptedModel",
    "SparringPartner",
    "configured_model",
    "explain_fallback",
    "explain_marks",
    "list_claims",
    "test_message",
    "unsettled",
]
