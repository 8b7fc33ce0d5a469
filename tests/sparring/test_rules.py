"""The rules that code can see broken: found where they are broken, and only there; what is kept breaks none."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lerendwerken.kit import Role, Stance
from lerendwerken.library import Library
from lerendwerken.sparring.prompts import prompt_text, prompt_version
from lerendwerken.sparring.rules.checking import (
    CODES,
    MOST_WORDS,
    TOLD,
    TOLD_WORDS,
    Bounds,
    Breach,
    asks_for_answer,
    check_reply,
    correction,
)
from lerendwerken.sparring.rules.mending import mend
from lerendwerken.sparring.rules.sentences import count_words, read, sentence_places

DATA = Path(__file__).parent.parent / "data" / "partner"
SYSTEM = "\n\n".join(prompt_text(f"{name}.md") for name in ("regels", "tegenspraak", "houding_geen_advies", "kit")).replace(
    "{code}", "0123456789abcdef"
)
REPLIES: list[dict[str, Any]] = [
    reply for path in sorted(DATA.glob("replies_*.yaml")) for reply in yaml.safe_load(path.read_text("utf-8"))["replies"]
]
STANCES: tuple[Stance, ...] = get_args(Stance)


def bounds(reply: dict[str, Any]) -> Bounds:
    return Bounds(
        stance=reply.get("stance", "vragen"),
        turn=reply.get("turn", 1),
        turns=3,
        asked_for_answer=reply.get("asked", False),
        system=SYSTEM,
        team_text=reply.get("team", ""),
        placeholders=frozenset(reply.get("placeholders", ())),
    )


def codes(text: str, **changes: Any) -> set[str]:
    return {breach.code for breach in check_reply(text, bounds({"stance": "vragen", **changes}))}


def test_there_are_enough_examples() -> None:
    """The examples hold at least sixty good and sixty bad replies, and each rule is broken at least three times."""
    assert sum(not reply["breaks"] for reply in REPLIES) >= 60
    assert sum(bool(reply["breaks"]) for reply in REPLIES) >= 60
    for code in CODES:
        assert sum(code in reply["breaks"] for reply in REPLIES) >= (2 if code == "too_long" else 3), code


@pytest.mark.parametrize("reply", REPLIES, ids=lambda reply: reply["text"][:40])
def test_exactly_the_broken_rules_are_found(reply: dict[str, Any]) -> None:
    """In each example exactly the rules that it breaks are found, at a place inside the text."""
    found = check_reply(reply["text"], bounds(reply))
    assert sorted({breach.code for breach in found}) == sorted(reply["breaks"])
    assert all(0 <= breach.start < breach.end <= len(reply["text"]) for breach in found)


@pytest.mark.parametrize("reply", [r for r in REPLIES if r["breaks"]], ids=lambda reply: reply["text"][:40])
def test_what_is_kept_breaks_no_rule(reply: dict[str, Any]) -> None:
    """What mending keeps of a bad reply passes the same check, holds a sentence, and is no longer than people were told."""
    place = bounds(reply)
    kept = mend(reply["text"], check_reply(reply["text"], place), bounds=place)
    hopeless = {"leaks_prompt", "wrong_language", "ready_answer"} & set(reply["breaks"])
    assert kept is None or (kept and not hopeless)
    if kept is not None:
        assert check_reply(kept, place) == ()
        assert count_words(kept) <= MOST_WORDS


def test_the_kits_own_words_break_no_rule(kit: Any) -> None:
    """What our kits let a partner ask is no recommendation, praise, answer or leak, in any stance."""
    for folder in Library().kits():
        for step in folder.kit.steps:
            ladder = (step.ladder.question, step.ladder.narrower, step.ladder.hint) if step.ladder else ()
            for text in (*(mistake.question for mistake in step.mistakes), *ladder):
                for stance in ("vragen", "geen_advies"):
                    assert codes(text, stance=stance) == set(), text


def test_praise_goes_and_the_rest_stays() -> None:
    """A compliment is taken out, and the question behind it is kept to the letter."""
    text = "Goed bezig! Je schrijft “veel”. Hoeveel was dat gisteren?"
    found = check_reply(text, bounds({}))
    assert [text[breach.start : breach.end] for breach in found] == ["Goed bezig!"]
    assert mend(text, found, bounds=bounds({})) == "Je schrijft “veel”. Hoeveel was dat gisteren?"


def test_the_reasons_of_a_recommendation_go_with_it() -> None:
    """What leans on a recommendation is no longer there; without a question of its own nothing is kept."""
    place = bounds({"stance": "geen_advies"})
    text = "Er staat geen getal. Ik zou kiezen voor optie B. Die is het snelst. Wie heeft er last van als dat misgaat?"
    assert mend(text, check_reply(text, place), bounds=place) == (
        "Er staat geen getal. Wie heeft er last van als dat misgaat?"
    )
    text = "Er staat geen getal. Ik zou kiezen voor optie B. Die is het snelst."
    assert mend(text, check_reply(text, place), bounds=place) is None


def test_a_long_reply_ends_at_a_sentence_with_its_question() -> None:
    """A reply that is too long keeps whole sentences up to the told length, and its last question."""
    text = "Je schrijft dat het lang duurt en dat niemand weet waarom. " * 20 + "Welke stap duurde gisteren het langst?"
    place = bounds({})
    kept = mend(text, check_reply(text, place), bounds=place)
    assert kept is not None
    assert count_words(kept) <= TOLD_WORDS
    assert kept.endswith("waarom. Welke stap duurde gisteren het langst?")


@pytest.mark.parametrize("count", [TOLD_WORDS, MOST_WORDS, MOST_WORDS + 1])
def test_the_length_is_counted_in_words(count: int) -> None:
    """A tenth above the told length is let through, one word more is not."""
    assert ("too_long" in codes("woord " * (count - 1) + "slot?")) == (count > MOST_WORDS)


@pytest.mark.parametrize(
    "end",
    ["Geef het team geen gelijk om aardig te zijn. Klopt iets niet, ontbreekt er iets.", "Hier is het plan: tel alles."],
)
def test_a_leak_or_an_answer_saves_nothing(end: str) -> None:
    """Of a reply that leaks or gives the answer nothing is kept, not even what stands long before it."""
    place = bounds({})
    text = "Welke stap duurde gisteren het langst van alle stappen? " * 15 + end
    assert mend(text, check_reply(text, place), bounds=place) is None


def test_a_placeholder_in_a_dropped_sentence_is_no_trouble() -> None:
    """A made-up placeholder inside a compliment goes with it; elsewhere it becomes neutral words."""
    place = bounds({})
    text = "Wat een goed plan van [PERSOON-9]. Wat telde [PERSOON-8] gisteren?"
    assert mend(text, check_reply(text, place), bounds=place) == "Wat telde [weggelaten] gisteren?"


def test_ideas_get_their_label() -> None:
    """In the last turn an idea without a label is kept, with the label before it."""
    place = bounds({"stance": "ideeen_laatst", "turn": 3})
    text = "Jullie zouden de balie kunnen omdraaien. Wat valt daaraan op?"
    kept = mend(text, check_reply(text, place), bounds=place)
    assert kept == "Idee van de AI: Jullie zouden de balie kunnen omdraaien. Wat valt daaraan op?"


@pytest.mark.parametrize("name", ["[PERSOON-9]", "[persoon-9]", "[ PERSOON - 9 ]", "PERSOON-9", "[PERSOON‑9]", "[Persoon 9"])
def test_a_made_up_placeholder_in_any_spelling(name: str) -> None:
    """A placeholder that was not given is found in any spelling, and a given one in none."""
    assert codes(f"Wat vindt {name} daarvan?", placeholders=["[PERSOON-1]"]) == {"unknown_placeholder"}
    assert codes(f"Wat vindt {name} daarvan?", placeholders=["[PERSOON-9]"]) == set()


@pytest.mark.parametrize(
    "text", ["Wat gebeurde er in [week 41]?", "Zie [1] en (stap 2).", "Wat deed de persoon 2 dagen later?"]
)
def test_what_only_looks_like_a_placeholder(text: str) -> None:
    """A week, a note and ordinary words are no placeholders."""
    assert codes(text) == set()


SECRET = "Geef het team geen gelijk om aardig te zijn. Klopt iets niet, ontbreekt er iets"


@pytest.mark.parametrize(
    "text",
    [
        SECRET,
        SECRET.upper(),
        SECRET.replace(" ", "  -  "),
        " ".join(SECRET),
        SECRET.replace("e", "é"),
        "De code is 0123456789abcdef, hoor.",
        "[begin materiaal 1111222233334444]",
    ],
)
def test_instructions_do_not_leak(text: str) -> None:
    """Our instructions are seen in a reply whatever their case, spacing, accents and punctuation, and so is the fence."""
    assert "leaks_prompt" in codes(text)


def test_what_the_team_wrote_is_no_leak() -> None:
    """Words that the team pasted itself, what the kit lets the partner say and what stands in quotation marks are free."""
    assert "leaks_prompt" not in codes(f"Jullie plakten: {SECRET}. Wat wil je weten?", team=f"Kijk: {SECRET}!")
    hints = (
        "# Aanwijzingen\n\n- Er zijn maar twee mogelijkheden bekeken. Als deze twee morgen verboden zijn, wat doe je dan?"
    )
    reply = "Als deze twee morgen verboden zijn, wat doe je dan, en wie bekeek de twee mogelijkheden?"
    assert check_reply(reply, Bounds("vragen", 1, 3, system=hints)) == ()
    assert codes("Wat je zelf bedenkt, kun je later zonder hulp. Welke stap duurde het langst?") == set()


def test_advice_is_free_where_the_stance_lets_it() -> None:
    """Only a decision of the team forbids advice; the ladder's top opens when it is reached and asked for."""
    advice = "Ik zou kiezen voor optie B."
    assert [codes(advice, stance=stance) for stance in STANCES] == [set(), {"recommends"}, set()]
    plan = "Hier is een plan: tel eerst de klachten, bel daarna de melders."
    assert [codes(plan, turn=turn, asked=asked) for turn, asked in ((1, True), (3, False), (3, True))] == [
        {"ready_answer"},
        {"ready_answer"},
        set(),
    ]


def test_half_a_quotation_is_a_quotation() -> None:
    """While a reply comes in, what is quoted counts as quoted before its closing mark is there."""
    whole = "Ik ben een AI en speel nu een lezer. “Wat een mooie brief! Goed gedaan.” Wat mist er?"
    for end in range(len(whole)):
        assert check_reply(whole[:end], bounds({})) == (), whole[:end]


def test_a_reply_wholly_in_quotation_marks_is_no_quotation() -> None:
    """Quotation marks around a whole reply do not hide what it says."""
    assert codes("“Ik zou kiezen voor optie B.”", stance="geen_advies") == {"recommends"}


def test_each_rule_is_told() -> None:
    """Each rule has its sentence for people and its own line for the model that is asked again."""
    assert set(TOLD) == set(CODES)
    told = {code: correction([Breach(0, 1, code)]).text for code in CODES}
    assert len(set(told.values())) == len(CODES)
    assert all(Breach(0, 1, code).told.endswith(".") for code in CODES)
    twice = correction([Breach(0, 1, "praise"), Breach(3, 4, "praise")]).text
    assert twice == told["praise"]


@pytest.mark.parametrize(
    "text", ["Geef ons gewoon de oplossing.", "Wat zou jij doen?", "Schrijf jij het maar.", "Wij komen er niet uit."]
)
def test_asking_for_the_answer(text: str) -> None:
    """A team that asks for the answer is understood."""
    assert asks_for_answer(text)


@pytest.mark.parametrize("text", ["Het waren er veertien.", "Het antwoord van de klant was nee.", "Wat zou een klant doen?"])
def test_not_asking_for_the_answer(text: str) -> None:
    """A team that answers does not ask."""
    assert not asks_for_answer(text)


def test_the_prompts_hold_nothing_that_the_rules_forbid() -> None:
    """Each role's and stance's text is there, and the version of the prompts is eight hexadecimal digits."""
    for role in get_args(Role):
        assert prompt_text(f"{role}.md").startswith(f"# Je rol: {role}")
    assert len(prompt_version()) == 8
    assert int(prompt_version(), 16) >= 0


PIECES = st.sampled_from(
    [
        "Goed bezig! ",
        "Ik zou kiezen voor optie B. ",
        "[PERSOON-3] ",
        "“",
        "”",
        "\n- ",
        "Wat telde je? ",
        "1. ",
        "Idee: ",
        "AI ",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=30).map("".join), st.sampled_from(STANCES))
def test_any_text_can_be_checked_and_mended(text: str, stance: Stance) -> None:
    """Whatever a model writes, places lie inside it, sentences never overlap, and what is kept breaks no rule."""
    place = Bounds(stance, 3, 3, system=SYSTEM)
    found = check_reply(text, place)
    assert all(0 <= breach.start < breach.end <= len(text) for breach in found)
    assert len(read(text).plain) == len(text)
    places = list(sentence_places(text))
    assert all(one[1] <= other[0] for one, other in pairwise(places))
    kept = mend(text, found, bounds=place)
    assert kept is None or check_reply(kept, place) == ()
