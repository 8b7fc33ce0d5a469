"""The detector as a whole: quick on any text, and each find can be explained."""

from __future__ import annotations

import pytest

from lerendwerken.detection import WHYS

from .corpus import FOLDER, read_corpus
from .marking import DETECTOR, growth

OWN = list(read_corpus(FOLDER / "gewoon.yaml"))


def labels_missed(label: str) -> list[str]:
    """Return the texts of our own corpus in which something of this label is not wholly covered."""
    missed = []
    for gold in OWN:
        covered = {at for span in DETECTOR.find(gold.text) for at in range(span.start, span.end)}
        wanted = [set(range(start, end)) for start, end, kind in gold.spans if kind == label]
        missed += [gold.id] * sum(not places <= covered for places in wanted)
    return missed


@pytest.mark.parametrize(
    "label",
    [
        "EMAIL",
        "TELEFOON",
        "ADRES",
        "POSTCODE",
        "BSN",
        "IBAN",
        "DATUM_GEBOORTE",
        "KLANTNUMMER",
        "KENTEKEN",
        "URL_PERSOONLIJK",
        "IP",
    ],
)
def test_our_own_corpus_is_covered(label: str) -> None:
    """Of what has a form of its own at most one in fifty is missed, of each kind."""
    total = sum(kind == label for gold in OWN for _start, _end, kind in gold.spans)
    missed = labels_missed(label)
    assert total
    assert len(missed) <= total // 50, missed


def test_little_is_marked_that_is_nothing() -> None:
    """Of the finds other than persons at least 97 in 100 overlap what was to be found."""
    finds = [(gold, span) for gold in OWN for span in DETECTOR.find(gold.text) if span.label not in {"PERSOON", None}]
    right = [any(span.start < end and start < span.end for start, end, _label in gold.spans) for gold, span in finds]
    assert sum(right) >= 0.97 * len(right)


def test_each_find_is_explained() -> None:
    """Whatever is found, the reason can be shown to people."""
    whys = {span.why for gold in OWN for span in DETECTOR.find(gold.text)}
    assert {"form", "cue", "checksum", "numbering", "site"} <= whys <= set(WHYS)


@pytest.mark.parametrize(
    "piece",
    [
        *("1", "1 ", "1.", "1:", "12.34 ", "06-", "(0", "nul zes ", "12-03-1950, ", "geb. ", "NL61 ", "zaak-1", "klantnr "),
        *(
            "@",
            "a@",
            "a.",
            "aa.",
            "a-",
            "-",
            "A",
            "A. ",
            " ",
            "\n",
            "De ",
            "van de ",
            "Kerkstraat 12 ",
            "[PERSOON-",
            "a punt ",
        ),
        *("a\u0301", "\u0430\u0301", "\u200b", "\u0430a"),
    ],
)
def test_no_text_is_slow(piece: str) -> None:
    """Text made to be slow to search takes a time that grows with its length, not with the square of it."""
    assert growth(DETECTOR.find, piece) < 4
