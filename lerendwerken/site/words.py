"""Fixed codes in the data, in words for people."""

from __future__ import annotations

from lerendwerken.frame import CHALLENGES
from lerendwerken.messages import N_, _
from lerendwerken.site.format import listing
from lerendwerken.sparring.reasons import REASONS

# kind of code -> code -> words
WORDS: dict[str, dict[str, str]] = {
    "challenge": {str(code): words for code, words in CHALLENGES.items()},
    "strength": {
        "analyse": N_("analysis"),
        "besluitvorming": N_("decision-making"),
        "productiviteit": N_("productivity"),
        "innovatie": N_("innovation"),
    },
    "stage": {"idee": N_("idea"), "proef": N_("trial"), "ingevoerd": N_("in use"), "gestopt": N_("stopped")},
    "claim": {
        "geverifieerd": N_("verified"),
        "onjuist": N_("incorrect"),
        "niet_te_controleren": N_("cannot be checked"),
        "open": N_("not yet checked"),
    },
    "manner": {"geteld": N_("counted"), "geschat": N_("estimated")},
    "origin": {"mens": N_("Thought of by people"), "ai": N_("AI"), "samen": N_("AI and people together")},
    "commitment": {
        "gedaan": N_("done"),
        "loopt": N_("in progress"),
        "niet_gedaan": N_("not done"),
        "vervallen": N_("dropped"),
        "nieuw": N_("not yet discussed"),
    },
    "result": {
        "reached": N_("target reached"),
        "closer": N_("on the way"),
        "same": N_("no change"),
        "worse": N_("further away"),
        "unmeasured": N_("not yet measured"),
    },
    "role": {
        "analyse": N_("analyst"),
        "tegenspraak": N_("devil's advocate"),
        "versneller": N_("accelerator"),
        "vernieuwer": N_("idea maker"),
        "coach": N_("coach"),
        "simulator": N_("simulator"),
        "checker": N_("checker"),
        "leerling": N_("pupil"),
    },
    "place": {
        "onderwerp": N_("the subject"),
        "opbrengst": N_("the expected yield"),
        "resultaat": N_("the lasting result"),
        "maat": N_("the measure"),
        "eenheid": N_("the unit"),
        "beweringen": N_("a claim"),
        "bron": N_("a source"),
        "gehouden": N_("what was kept"),
        "verworpen": N_("what was rejected"),
        "afspraken": N_("an earlier commitment"),
        "als": N_("the commitment"),
        "dan": N_("the commitment"),
        "eigenaar": N_("the owner"),
        "les": N_("the lesson"),
        "voorstel": N_("the proposal"),
        "meting.toelichting": N_("the note to the measurement"),
        "nagelezen_door": N_("the reviewer"),
        "reden": N_("the reason of the correction"),
    },
}


def word(kind: str, code: str) -> str:
    """Return the words for a code of a kind; a code that is not known shows itself."""
    return _(WORDS[kind].get(code, code))


def fallback(code: str) -> str:
    """Return in words why the practice partner stepped in."""
    return " ".join((_(REASONS.get(code, REASONS["failed"])), _("The practice partner stepped in.")))


def places(codes: tuple[str, ...]) -> str:
    """Return in words where personal data was replaced."""
    return listing(dict.fromkeys(word("place", code) for code in codes))
