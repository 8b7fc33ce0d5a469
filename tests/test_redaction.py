"""Redaction: what may leave the machine, and what comes back."""

from __future__ import annotations

import pickle
import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lerendwerken.detection import LABELS, PLACEHOLDER, WHYS
from lerendwerken.redaction import NEUTRAL, RedactedText, Redaction, joined, trusted

ROSTER = [
    "Anna de Vries",
    "Jan Bakker",
    "Hendrik-Jan van der Berg-Smit",
    "Fatima El Amrani",
    "Wil",
    "Bo Li",
    "Ben Özdemir",
    "Mei",
]


def redacted(text: str) -> str:
    return Redaction(roster=ROSTER).redact(text).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna de Vries belt", "[PERSOON-1] belt"),
        ("anna belt ANNA DE VRIES", "[PERSOON-1] belt [PERSOON-1]"),
        ("A. de Vries en mevrouw De Vries", "[PERSOON-1] en mevrouw [PERSOON-1]"),
        ("Anna's idee en Jans fiets", "[PERSOON-1]'s idee en [PERSOON-2]s fiets"),
        ("Hendrik-Jan en mevrouw Smit", "[PERSOON-1] en mevrouw [PERSOON-1]"),
        ("vraag fatima  el amrani", "vraag [PERSOON-1]"),
        ("Ozdemir en O\u0308zdemir", "[PERSOON-1] en [PERSOON-1]"),
        ("Ben zegt Bo niets", "[PERSOON-1] zegt [PERSOON-2] niets"),
        ("Vraag het Jan. Morgen.", "Vraag het [PERSOON-1]. Morgen."),
    ],
)
def test_names_of_the_roster_are_found(text: str, expected: str) -> None:
    """Whole names, parts, initials, any case, accents or not; the possessive ending stays."""
    assert redacted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ik wil dat het in jan. 2026 of mei 2027 begint",
        "ik ben bij de bakker en op de berg",
        "het bo-systeem",
        "het annaplan en de mustafavries",
        "van der en de",
        "excentersander",
    ],
)
def test_ordinary_words_stay(text: str) -> None:
    """A name that is a word, a month, or a part of another word is no name there."""
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mail anna.de-vries+werk@sub.voorbeeld.example nu", "mail [EMAIL-1] nu"),
        ("'jan@voorbeeld.example'", "'[EMAIL-1]'"),
        ("Jan de vries@voorbeeld.example", "[PERSOON-1] de [EMAIL-1]"),
        ("bel 06-12 34 56 78 of +31 (0)6 12345678.", "bel [TELEFOON-1] of [TELEFOON-1]."),
        ("(0318) 55 71 40", "[TELEFOON-1]"),
        ("0612345678 0687654321", "[TELEFOON-1] [TELEFOON-2]"),
        ("0800-1234, 0900 1234, 112 en 14 010", "0800-1234, 0900 1234, 112 en 14 010"),
        ("bsn 111222333, dus 1112.22.333", "bsn [BSN-1], dus [BSN-1]"),
        ("in 2025 was het 111 222 333", "in 2025 was het [BSN-1]"),
        ("BSN: 12345672", "BSN: [BSN-1]"),
        ("KvK 12345672", "KvK 12345672"),
        ("nummer 111222334", "nummer 111222334"),
        ("NL61 ABNA 0517 2948 36 t.n.v. de bank", "[IBAN-1] t.n.v. de bank"),
        ("op nl61abna0517294836 en", "op [IBAN-1] en"),
        ("NL62 INGB 1234 5678 90", "NL62 INGB 1234 5678 90"),
        ("GB33BUKB20201555555555.", "[IBAN-1]."),
    ],
)
def test_numbers_and_addresses_are_found_by_their_checks(text: str, expected: str) -> None:
    """E-mail by form, phone by numbering plan, BSN by elf-proef, IBAN by mod 97; nothing around them is taken along."""
    assert redacted(text) == expected


def test_the_same_person_keeps_the_same_placeholder() -> None:
    """Within a session, and in the session that goes on from the journal, a person is one placeholder."""
    first = Redaction(roster=ROSTER)
    assert first.redact("Anna en Jan").text == "[PERSOON-1] en [PERSOON-2]"
    later = Redaction(roster=ROSTER, known=first.known)
    assert later.redact("Ben, Bakker en de Vries").text == "[PERSOON-3], [PERSOON-2] en [PERSOON-1]"
    assert later.restore(later.redact("fatima el amrani").text) == "Fatima El Amrani"
    assert later.restore("[PERSOON-2] [persoon-1] [ PERSOON - 3 ] [PERSOON-9]") == "Jan Anna Ben [PERSOON-9]"


def test_a_first_name_that_two_share_is_neither() -> None:
    """Where a name fits two members it gets a placeholder of its own."""
    redaction = Redaction(roster=["Anna Jansen", "Anna Smit"])
    assert redaction.redact("Anna Jansen, Anna Smit, Anna").text == "[PERSOON-1], [PERSOON-2], [PERSOON-3]"


def test_a_typed_placeholder_is_nobody() -> None:
    """What looks like a placeholder is replaced itself, so that it neither collides nor comes back as a name."""
    redaction = Redaction(roster=ROSTER)
    sent = redaction.redact("Anna en [PERSOON-1] en [ persoon - 2 ]")
    assert sent.text == "[PERSOON-1] en [PERSOON-2] en [PERSOON-3]"
    assert redaction.restore(sent.text) == "Anna en [PERSOON-1] en [ persoon - 2 ]"
    assert redaction.replacements("Anna en [PERSOON-1]")[0].original == "Anna"
    assert redaction.mask("[PERSOON-1]") == ("[PERSOON-1]", ())


@settings(deadline=None)  # the first example loads the numbering plans
@given(
    st.lists(
        st.sampled_from(
            [
                "Anna",
                "jan",
                "[PERSOON-1]",
                "[PERSOON-",
                "1]",
                "[",
                "]",
                " ",
                "'s",
                "06 12345678",
                "111222333",
                "x@y.nl",
                "s",
                "-",
            ]
        )
        | st.text(max_size=5),
        max_size=12,
    ).map("".join)
)
@example("[06 12345678[PERSOON-1]06 12345678Anna")
def test_what_goes_comes_back_and_holds_nothing(text: str) -> None:
    """For any text: every find is gone, each placeholder is one of ours, and restoring is exact but for spelling."""
    redaction = Redaction(roster=ROSTER)
    sent = redaction.redact(text).text
    spans = redaction.find(text)
    assert all(earlier.end <= later.start for earlier, later in pairwise(spans))
    assert [found[0] in redaction.known for found in PLACEHOLDER.finditer(sent)] == [True] * len(spans)
    assert redaction.again(sent).text == sent
    if not any(span.label for span in spans):
        assert redaction.restore(sent) == text


def test_masking_cannot_be_undone() -> None:
    """For publishing, neutral words stand in the place of what was found, and the labels are told; twice changes nothing."""
    redaction = Redaction(roster=ROSTER)
    text, labels = redaction.mask("Anna: 06 12345678, anna@x.example, 111222333, NL61ABNA0517294836, Jan")
    assert text == (
        "[naam weggelaten]: [telefoonnummer weggelaten], [e-mailadres weggelaten], [BSN weggelaten], "
        "[rekeningnummer weggelaten], [naam weggelaten]"
    )
    assert set(labels) == {"PERSOON", "TELEFOON", "EMAIL", "BSN", "IBAN"}
    assert set(NEUTRAL) == set(LABELS)
    assert redaction.mask(text) == (text, ())
    assert dict(redaction.known) == {}
    assert redaction.mask("Niets bijzonders.") == ("Niets bijzonders.", ())


def test_text_that_may_leave_is_made_here_only() -> None:
    """Nobody else can make, change, print or pickle a redacted text."""
    text = trusted("geheim")
    with pytest.raises(TypeError, match="Redaction"):
        RedactedText("x", seal=object())
    with pytest.raises(AttributeError, match="frozen"):
        text._text = "anders"
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(text)
    with pytest.raises(TypeError):
        text + "x"  # type: ignore[operator]
    assert "geheim" not in repr(text) + str(text) + f"{text}"
    assert not isinstance(text, str)
    assert joined([text, text], separator=" ") == trusted("geheim geheim") == trusted("geheim ") + text
    assert len({text, trusted("geheim")}) == 1


def test_originals_never_show() -> None:
    """No `repr` and no pickle of what holds names gives them away."""
    redaction = Redaction(roster=ROSTER)
    redaction.redact("Anna belt")
    (replacement,) = redaction.replacements("Anna belt")
    assert replacement.original == "Anna"
    assert "Anna" not in repr(replacement) + str(replacement) + repr(redaction) + str(redaction)
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(redaction)


def test_a_broken_journal_is_refused() -> None:
    """A map whose keys are no placeholders is not taken for one, and its content is not told."""
    with pytest.raises(ValueError, match="placeholder") as caught:
        Redaction(known={"Anna": "Jan"})
    assert "Anna" not in str(caught.value)


def test_an_empty_roster_is_fine() -> None:
    """Without a roster, or with odd entries in it, the other finds go on."""
    assert Redaction().redact("Anna, 0612345678").text == "[PERSOON-1], [TELEFOON-1]"
    assert (
        Redaction(roster=["", " ", "-", "van", "(", "Vries, Anna de"]).redact("van Anna de Vries (").text
        == "van [PERSOON-1] ("
    )


def test_hostile_text_does_not_stall() -> None:
    """A full answer made to be slow to search is done within a second."""
    redaction = Redaction(roster=ROSTER)
    redaction.redact("0612345678")
    started = time.monotonic()
    for piece in ("a", "1 ", "a.", "NL61 ", "[PERSOON-", "12.", "A. ", "@a."):
        redaction.redact((piece * 5000)[:5000])
    assert time.monotonic() - started < 4


def test_what_people_hide_is_replaced_everywhere() -> None:
    """A team's own addition goes before every detector, in any case and spacing, and is put back in a reply."""
    redaction = Redaction(roster=ROSTER, hidden=["Zilveren Kruis", "plan B-12"])
    sent = redaction.redact("Bij zilveren  kruis ligt plan B-12, zegt Anna.").text
    assert sent == "Bij [GEGEVEN-1] ligt [GEGEVEN-2], zegt [PERSOON-1]."
    assert redaction.restore("Wat zegt [GEGEVEN-1]?") == "Wat zegt zilveren  kruis?"
    assert [item.why for item in redaction.replacements(sent.replace("[GEGEVEN-2]", "plan b-12"))] == ["added"]


def test_what_people_undo_is_left_alone() -> None:
    """A find that a team waves aside stays as typed; what the roster knows is replaced in a record all the same."""
    redaction = Redaction(roster=ROSTER, shown=["Anna", "06 12345678"])
    assert redaction.redact("Anna belt 06 12345678, Jan niet.").text == "Anna belt 06 12345678, [PERSOON-1] niet."
    assert redaction.mask("Anna belt 06 12345678.")[0] == "[naam weggelaten] belt 06 12345678."


def test_what_was_found_once_is_found_again() -> None:
    """A name seen only by the words around it is found in a reply, where those words are gone."""
    redaction = Redaction()
    assert "Qwendeline" not in redaction.redact("Mevrouw Qwendeline Ostrozaki belde.").text
    reply = redaction.restore("Dus [PERSOON-1] belde?") + " Ostrozaki dus. QWENDELINE?"
    assert redaction.redact(reply).text == "Dus [PERSOON-1] belde? [PERSOON-1] dus. [PERSOON-1]?"
    again = Redaction(known=dict(redaction.known))
    assert again.redact("Zei Qwendeline dat?").text == "Zei [PERSOON-1] dat?"


def test_what_a_word_pointed_to_once_is_found_without_it() -> None:
    """A number that only its cue gave away, and a surname that is a word, are found again where nothing points to them."""
    redaction = Redaction()
    assert redaction.redact("Dossiernummer 4410927 is van mevrouw Boom.").text.endswith("van mevrouw [PERSOON-1].")
    assert redaction.redact("Klopt 4410927? En het is Boom.").text == "Klopt [KLANTNUMMER-1]? En het is [PERSOON-1]."
    assert Redaction().redact("Klopt 4410927? En het is Boom.").text == "Klopt 4410927? En het is Boom."


def test_a_known_first_name_does_not_tear_a_name_apart() -> None:
    """After a first name alone, the whole name is one find and the same person."""
    redaction = Redaction()
    redaction.redact("Mevrouw Qwendeline belde.")
    assert redaction.redact("Mevrouw Qwendeline Ostrozaki belde weer.").text == "Mevrouw [PERSOON-1] belde weer."


def test_each_replacement_says_why() -> None:
    """Every way in which something is seen has words for the team."""
    redaction = Redaction(roster=ROSTER, hidden=["geheim plan"])
    text = "Anna (bsn 111222333, NL61ABNA0517294836, 06 12345678) van het geheim plan, mevrouw Ostrozaki, W. Ostrova."
    whys = {item.why for item in redaction.replacements(text)}
    assert {"roster", "added"} <= whys <= set(WHYS)


def test_kept_text_is_read_once_more() -> None:
    """What comes out of a file keeps our placeholders, and a name that somebody wrote into it does not leave."""
    redaction = Redaction(roster=ROSTER)
    sent = redaction.redact("Anna belt mevrouw Ostrozaki.").text
    assert redaction.again(sent).text == sent == "[PERSOON-1] belt mevrouw [PERSOON-2]."
    assert redaction.again(f"{sent} Fatima ook, en [PERSOON-9].").text == f"{sent} [PERSOON-3] ook, en [PERSOON-4]."
