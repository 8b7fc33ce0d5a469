"""Numbers: what is found, and what only looks like it. All texts are fictional."""

from __future__ import annotations

import pytest

from .marking import marked_again


@pytest.mark.parametrize(
    "marked",
    [
        "bsn ⟦BSN|111222333⟧",
        "BSN: ⟦BSN|1112.22.333⟧ klopt",
        "burgerservicenummer ⟦BSN|111 222 333⟧",
        "burger service nummer is ⟦BSN|111222334⟧",
        "bsn van haar zoon is ⟦BSN|12345672⟧",
        "sofinummer ⟦BSN|111222333⟧",
        "in de mail stond 111222334 en ⟦BSN|111222333⟧",
        "BSN-nummer ⟦BSN|111-222-333⟧",
        "b.s.n. ⟦BSN|992150486⟧",
        "zijn bsn (⟦BSN|617 409 250⟧)",
        "bsn's ⟦BSN|111222333⟧ en ⟦BSN|992150486⟧",
        "bsn: ⟦BSN|9921.50.486⟧.",
        "Zijn burgerservicenummer, ⟦BSN|992 150 486⟧, stond gewoon in de mail.",
        "BSN ⟦BSN|992150486⟧ geb ⟦DATUM_GEBOORTE|01-02-1990⟧",
        "nummer ⟦BSN|992150486⟧ in kolom C",
    ],
)
def test_bsns_are_found(marked: str) -> None:
    """A BSN is found by the elf-proef, after its word also with a slip."""
    assert marked_again(marked) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "⟦IBAN|NL61 ABNA 0517 2948 36⟧ t.n.v.",
        "⟦IBAN|NL61.ABNA.0517.2948.36⟧",
        "⟦IBAN|nl61abna0517294836⟧",
        "⟦IBAN|BE44 0637 2184 5945⟧",
        "⟦IBAN|DE89 3704 0044 0532 0130 00⟧ van de Duitse klant",
        "⟦IBAN|GB33BUKB20201555555555⟧.",
        "IBAN ⟦IBAN|NL62 INGB 1234 5678 90⟧ bestaat niet",
        "rekeningnummer ⟦IBAN|NL62INGB1234567890⟧",
        "iban: ⟦IBAN|NL61-ABNA-0517-2948-36⟧",
        "Rekening: ⟦IBAN|NL61 ABNA 0517 2948 36⟧/⟦IBAN|NL53 RABO 0318 4726 05⟧",
        "overmaken naar ⟦IBAN|NL53RABO0318472605⟧ ovv huur",
        "iban ⟦IBAN|NL53 rabo 0318 4726 05⟧",
        "⟦IBAN|FR14 2004 1010 0505 0001 3M02 606⟧",
        "⟦IBAN|PL61 1090 1014 0000 0712 1981 2874⟧ van Kasia",
    ],
)
def test_ibans_are_found(marked: str) -> None:
    """An IBAN of any country is found by its check digits, after its word also with a slip."""
    assert marked_again(marked) == marked


@pytest.mark.parametrize(
    "text",
    [
        "order 111222333",
        "factuurnr. 111222333",
        "kostenplaats 992150486",
        "grootboekrekening 111222333",
        "KvK 12345672 en kvk-nummer: 111222333",
        "btw-nummer NL111222333B01",
        "artikelnummer 111222333",
        "ticket #992150486",
        "€ 111222333",
        "in serie 111222333-4",
        "tracking 3S111222333",
        "offerte 111222333 en project 992150486",
        "RSIN 992150486",
        "NL62 INGB 1234 5678 90",
        "code AB12 CDEF 0123 4567 89",
    ],
)
def test_what_only_looks_like_a_bsn_or_iban_stays(text: str) -> None:
    """Ordinary working language with such numbers and signs in it is left alone."""
    assert marked_again(text) == text
