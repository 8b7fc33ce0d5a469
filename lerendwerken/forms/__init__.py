"""What a kit's notebook shows: forms for people, or the answers of a file carried out. No rules live here.

1. `opening`: `open_session` opens the session of a notebook; each cell asks it for one step.
2. `views`: a step as words, for a run without people and for whoever reads the notebook later.
3. `asked`: what a form asks, read off the type of the answer; knows no widgets.
4. `inputs`: one asked thing as a field that is read and filled; `elements` is the only module that knows ipywidgets.
5. `form`, `steps`, `talk`: the form of a step, what some steps need beside it, and the conversation.

Every rule stands in `Session`; a form hands over what was typed and tells what it hears back.
"""

from __future__ import annotations

from lerendwerken.forms.opening import NotebookSession, open_session
from lerendwerken.forms.views import SituationView, StepView

__all__ = ["NotebookSession", "SituationView", "StepView", "open_session"]
