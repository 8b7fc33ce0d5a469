"""Dates: what is found, and what only looks like it. All texts are fictional."""

from __future__ import annotations

import pytest

from .marking import marked_again


@pytest.mark.parametrize(
    "marked",
    [
        "geboren ⟦DATUM_GEBOORTE|07/11/1968⟧ te Paramaribo",
        "geboortedatum ⟦DATUM_GEBOORTE|23 september 1979⟧, BSN",
        "geb.dat. ⟦DATUM_GEBOORTE|19.05.2014⟧, wonend",
        "geb. ⟦DATUM_GEBOORTE|14-08-1941⟧, ",
        "(geboren op ⟦DATUM_GEBOORTE|2 juni 1990⟧)",
        "geboren te Utrecht op ⟦DATUM_GEBOORTE|3-4-1961⟧",
        "geboren in Den Haag op ⟦DATUM_GEBOORTE|3 april 1961⟧",
        "GD ⟦DATUM_GEBOORTE|03-04-61⟧",
        "g.d. ⟦DATUM_GEBOORTE|03-04-1961⟧",
        "jarig op ⟦DATUM_GEBOORTE|12 maart⟧",
        "° ⟦DATUM_GEBOORTE|12/3/1950⟧",
        "geb ⟦DATUM_GEBOORTE|7 aug 1968⟧",
        "geboortedatum: ⟦DATUM_GEBOORTE|1968-11-07⟧",
        "geb. ⟦DATUM_GEBOORTE|7-11-'68⟧",
        "geboortedatum ⟦DATUM_GEBOORTE|19681107⟧",
        "geboortedatum ⟦DATUM_GEBOORTE|07111968⟧",
        "Geboortedatum (dd-mm-jjjj): ⟦DATUM_GEBOORTE|07-11-1968⟧",
        "op ⟦DATUM_GEBOORTE|12 maart 1961⟧ in Utrecht geboren",
        "op ⟦DATUM_GEBOORTE|12-03-1961⟧ geboren",
        "⟦DATUM_GEBOORTE|14-08-1941⟧ (geboortedatum)",
        "patiënt K. Jansen (⟦DATUM_GEBOORTE|03-04-1952⟧)",
        "kinderen geb. ⟦DATUM_GEBOORTE|3-4-2014⟧ en ⟦DATUM_GEBOORTE|5-6-2016⟧",
        "date of birth: ⟦DATUM_GEBOORTE|March 12, 1968⟧",
        "born ⟦DATUM_GEBOORTE|12 March 1968⟧",
        "geboren: ⟦DATUM_GEBOORTE|7 november 1968⟧",
        "geboren is hij op ⟦DATUM_GEBOORTE|7 november 1968⟧",
        "Geb.datum ⟦DATUM_GEBOORTE|7-11-1968⟧",
        "geb.datum: ⟦DATUM_GEBOORTE|7 november '68⟧",
        "geb. d.d. ⟦DATUM_GEBOORTE|07 11 1968⟧",
        "mevrouw is geboren op ⟦DATUM_GEBOORTE|7 nov. 1968⟧",
        "haar geboortedatum is ⟦DATUM_GEBOORTE|7 november 1968⟧",
        "haar geboortedatum, ⟦DATUM_GEBOORTE|7 november 1968⟧, klopt",
        "geb: ⟦DATUM_GEBOORTE|1/2/03⟧",
        "Jan (geboren ⟦DATUM_GEBOORTE|3 mrt 1988⟧)",
        "zijn dochter, geb. ⟦DATUM_GEBOORTE|12/11/2017⟧, zit",
        "Geb.: ⟦DATUM_GEBOORTE|12-11-1977⟧",
        "Geboortedatum van de leerling is ⟦DATUM_GEBOORTE|5 oktober 2011⟧.",
        "Ze is op ⟦DATUM_GEBOORTE|5 oktober 1951⟧ geboren in Tilburg",
        "Geb. dat.: ⟦DATUM_GEBOORTE|5 okt. 1951⟧",
        "geboren ⟦DATUM_GEBOORTE|05101951⟧",
        "De heer Pol (° ⟦DATUM_GEBOORTE|5.10.1951⟧)",
        "Jansen (⟦DATUM_GEBOORTE|12-03-1950⟧) belde",
        "man, ⟦DATUM_GEBOORTE|12-03-1950⟧, diabetes",
        "geb. ⟦DATUM_GEBOORTE|14 augustus '41⟧",
    ],
)
def test_births_are_found(marked: str) -> None:
    """A date of birth is found in any form, without the word that points to it."""
    assert marked_again(marked) == marked


@pytest.mark.parametrize(
    "text",
    [
        "Hij is van 12 maart 1950",
        "vergadering van 12-03-2026 en 3 feb",
        "de wet van 12 maart 2010",
        "Rembrandt, geboren op 15 juli 1606",
        "geboren en getogen in Ede, 12 maart verhuisd",
        "het project is op 12-03-2026 gestart",
        "2026-02-03 werd 3 feb",
        "contract van 01-01-2012",
        "de school is jarig",
        "Den Haag, 12 maart 2014",
        "factuurdatum 12-03-2012",
        "de baby's geboren in 2 weken",
        "geboortezorg 24-7 bereikbaar",
        "leverdatum 5 oktober 2026, opgeleverd 12-11-2017",
        "sinds 12 november 2017 in dienst",
        "de brief (12-03-2026)",
    ],
)
def test_what_only_looks_like_a_date_of_birth_stays(text: str) -> None:
    """Ordinary working language with such numbers and signs in it is left alone."""
    assert marked_again(text) == text
