"""Teams learn with AI on their own work, without a course; what they learned and what it yielded becomes a site.

The pipeline, step by step:

1. Read the workspace: `Workspace` holds the frame (kader), the teams and, through `Library`, the kits.
2. Prepare: `prepare_kit` makes a session of a kit for a team and a week.
3. Do the steps: `open_session` in the kit's notebook keeps each answer in the session's journal.
4. Spar: own answer first, then redaction, preview and consent, and only then the partner speaks.
5. Record: an allowlist maps the private session to a published `Record`; `run_kit` does steps 2 to 5 headless.
6. Measure later: `Archive.add_outcome` adds what was measured as a new revision.
7. Publish: `build_site` makes the learning site from records and proposals; it never reads a session.

Names load when they are first used, so that importing the package is quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from lerendwerken.archive import Archive
    from lerendwerken.errors import LerendwerkenError
    from lerendwerken.forms import open_session
    from lerendwerken.frame import Frame
    from lerendwerken.kit import Kit
    from lerendwerken.library import Library
    from lerendwerken.proposal import Proposal
    from lerendwerken.record import Record
    from lerendwerken.redaction import RedactedText, Redaction
    from lerendwerken.runner import prepare_kit, run_kit
    from lerendwerken.session import Session
    from lerendwerken.site import build_site
    from lerendwerken.sparring import ChatModel, ScriptedModel, SparringPartner
    from lerendwerken.team import Team
    from lerendwerken.weekcycle import Week
    from lerendwerken.workspace import Workspace

_HOMES = {
    "Archive": "archive",
    "ChatModel": "sparring",
    "Frame": "frame",
    "Kit": "kit",
    "LerendwerkenError": "errors",
    "Library": "library",
    "Proposal": "proposal",
    "Record": "record",
    "RedactedText": "redaction",
    "Redaction": "redaction",
    "ScriptedModel": "sparring",
    "Session": "session",
    "SparringPartner": "sparring",
    "Team": "team",
    "Week": "weekcycle",
    "Workspace": "workspace",
    "build_site": "site",
    "open_session": "forms",
    "prepare_kit": "runner",
    "run_kit": "runner",
}

__all__ = [
    "Archive",
    "ChatModel",
    "Frame",
    "Kit",
    "LerendwerkenError",
    "Library",
    "Proposal",
    "Record",
    "RedactedText",
    "Redaction",
    "ScriptedModel",
    "Session",
    "SparringPartner",
    "Team",
    "Week",
    "Workspace",
    "build_site",
    "open_session",
    "prepare_kit",
    "run_kit",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its module when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
