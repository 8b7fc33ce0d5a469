"""Folding: tricks of Unicode do not hide personal data, and places stay those of the text as typed."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lerendwerken.detection.folding import fold

from .marking import DETECTOR, marked_again

# all of them fictional, and of every kind that has a form of its own
PIECES = [
    "anna.de.vries@voorbeeld.example",
    "06-29408137",
    "Korenbloemstraat 114-II",
    "Tuinlaan 3b, 3526 GK Utrecht",
    "BSN 111222333",
    "NL61 ABNA 0517 2948 36",
    "geboren 14-08-1941",
    "klantnummer 774-20-1938",
    "kenteken 84-BPT-3",
    "linkedin.com/in/anna-de-vries",
    "198.51.100.17",
    "2001:db8:4f::1a2b",
    "[PERSOON-1]",
]
INVISIBLE = list("\u200b\u200c\u200d\u2060\u00ad\ufeff\u200e\u202e\u2066\ufe0f\u034f\U000e0041\U000e0020\x01")


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("plain text, 06-12", "plain text, 06-12"),
        ("e\u0301e\u0308n g\u0306", "éën g\u0306".replace("g\u0306", "ğ")),
        ("An\u200bn\u00ada\ufeff", "Anna"),
        ("e\u200b\u0301", "é"),
        ("Ａｎｎａ　０６", "Anna 06"),
        ("𝐉𝐚𝐧 𝟎𝟔 ⓙⓐⓝ 🅰🅱 🇦🇧", "Jan 06 jan AB AB"),
        ("٠٦ ۱۲ ०६", "06 12 06"),
        ("Аnnа Jаn", "Anna Jan"),
        ("Іngrid ɑnnɑ ᴀɴɴᴀ", "Ingrid anna anna"),
        ("1234 АВ, 84-ВРТ-3", "1234 AB, 84-BPT-3"),
        ("Анна Каренина", "Анна Каренина"),
        ("Роса и Мария", "Роса и Мария"),
        ("Γιώργος Papadopoulos", "Γιώργος Papadopoulos"),
        ("Łukasz Özdemir Karadağ Yıldız ß ø", "Łukasz Özdemir Karadağ Yıldız ß ø"),
        ("a\u00a0b\u2009c\u3000d", "a b c d"),
        ("06‑12 – 34—56", "06-12 - 34-56"),
        ("Anna — die — belt", "Anna — die — belt"),
        ("Anna’s ‘idee’ „ja”", "Anna's 'idee' \"ja\""),
        ("A̶n̶n̶a̶ 1️⃣", "Anna 1"),
        ("m² 3½ voetnoot¹", "m² 3½ voetnoot¹"),
        ("⁰⁶¹²", "0612"),
        ("［PERSOON‐１］【PERSOON-1】", "[PERSOON-1][PERSOON-1]"),
        ("ﬁets ĳs …", "fiets ijs ..."),
        ("한국 नमस्ते محمد", "한국 नमस्ते محمد"),
        ("", ""),
        ("\u200b\u0301", "\u0301"),
    ],
)
def test_tricks_are_undone(typed: str, folded: str) -> None:
    """What reads as plain letters and digits becomes them; what is honestly foreign stays."""
    assert fold(typed).text == folded


def test_a_find_takes_the_whole_of_what_was_typed() -> None:
    """A letter and its accent are one; invisible characters within are included, those around are not."""
    folded = fold("\u200bcafe\u0301\u200b een\u200bs")
    assert folded.text == "café eens"
    assert folded.typed(0, 4) == (1, 6)
    assert folded.typed(5, 9) == (8, 13)


@given(st.text())
@example("e\u0301\u200b½ﬁ")
def test_every_folded_character_knows_where_it_was_typed(text: str) -> None:
    """For any text: sources are within it, in order, and never empty."""
    folded = fold(text)
    places = [folded.typed(at, at + 1) for at in range(len(folded.text))]
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(earlier == later or earlier[1] <= later[0] for earlier, later in pairwise(places))


@given(
    st.lists(st.sampled_from([*PIECES, " ", "\n", ", ", "ﬁ", "½", *INVISIBLE[:4]]) | st.text(max_size=8), max_size=10).map(
        "".join
    )
)
def test_finds_stand_in_the_text_in_order(text: str) -> None:
    """For any text: finds lie within it, are sorted, and never overlap."""
    spans = DETECTOR.find(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(earlier.end <= later.start for earlier, later in pairwise(spans))


@given(st.sampled_from(PIECES), st.lists(st.tuples(st.integers(0, 60), st.sampled_from(INVISIBLE)), max_size=12))
def test_invisible_characters_hide_nothing(piece: str, added: list[tuple[int, str]]) -> None:
    """Wherever invisible characters are strewn into a piece of personal data, the same is found, whole."""
    source = [(char, at) for at, char in enumerate(piece)]
    for place, char in added:
        source.insert(min(place, len(source)), (char, -1))
    typed = f"Zie {''.join(char for char, _at in source)} hier."
    plain = [(span.label, span.start, span.end) for span in DETECTOR.find(f"Zie {piece} hier.")]
    back = {4 + at: index + 4 for index, (_char, at) in enumerate(source) if at >= 0}
    found = [(span.label, span.start, span.end - 1) for span in DETECTOR.find(typed)]
    assert plain
    assert found == [(label, back[start], back[end - 1]) for label, start, end in plain]


@pytest.mark.parametrize("piece", PIECES)
def test_other_spellings_hide_nothing(piece: str) -> None:
    """Full-width signs, foreign digits and mathematical letters are found in the same places as plain ones."""
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in piece)
    arabic = "".join(chr(0x0660 + int(c)) if c.isdigit() else c for c in piece)
    bold = "".join(chr(0x1D41A + ord(c) - ord("a")) if "a" <= c <= "z" else c for c in piece)
    plain = [(span.label, span.start, span.end) for span in DETECTOR.find(piece)]
    assert plain
    for typed in (wide, arabic, bold):
        assert [(span.label, span.start, span.end) for span in DETECTOR.find(typed)] == plain


def test_decomposed_text_gives_the_same_finds() -> None:
    """Letters with accents apart, as a Mac's file names have them, change nothing but the places."""
    typed = "Hélène woont in de Beethovenstraße 5 en mailt hélène@café.example, cliënt 44718"
    apart = unicodedata.normalize("NFD", typed)
    assert apart != typed
    found = [(span.label, unicodedata.normalize("NFC", apart[span.start : span.end])) for span in DETECTOR.find(apart)]
    assert found == [(span.label, typed[span.start : span.end]) for span in DETECTOR.find(typed)]
    assert ("KLANTNUMMER", "44718") in found


def test_look_alike_letters_hide_nothing() -> None:
    """A mail address and a plate with Cyrillic letters in them are found."""
    assert marked_again("mail ⟦EMAIL|аnnа@ехаmрlе.nl⟧ over de ⟦KENTEKEN|84-ВРТ-3⟧") == (
        "mail ⟦EMAIL|аnnа@ехаmрlе.nl⟧ over de ⟦KENTEKEN|84-ВРТ-3⟧"
    )


@pytest.mark.parametrize(
    "look_alike", ["[PERSOON-1]", "[ persoon - 1 ]", "［PERSOON－１］", "[PER\u200bSOON-1\u200b]", "【РERSOON-1】"]
)
def test_what_looks_like_a_placeholder_is_found_without_label(look_alike: str) -> None:
    """Whoever types a placeholder, in whatever signs, cannot get it through as ours."""
    (span,) = DETECTOR.find(f"x {look_alike} y")
    assert (span.start, span.end, span.label) == (2, 2 + len(look_alike), None)
