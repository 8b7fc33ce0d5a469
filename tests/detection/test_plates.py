"""Plates: what is found, and what only looks like it. All texts are fictional."""

from __future__ import annotations

import pytest

from .marking import marked_again


@pytest.mark.parametrize(
    "marked",
    [
        "De ⟦KENTEKEN|84-BPT-3⟧ stond",
        "Bestelbus ⟦KENTEKEN|V-392-LN⟧ staat en de ⟦KENTEKEN|3-XTK-58⟧ heeft",
        "kenteken ⟦KENTEKEN|VKL-27-S⟧, en",
        "voor de ⟦KENTEKEN|PF-613-D⟧. Ik",
        "kenteken ⟦KENTEKEN|84bpt3⟧",
        "kenteken is ⟦KENTEKEN|84 BPT 3⟧",
        "de auto met kenteken ⟦KENTEKEN|GB-12-34⟧",
        "de bus ⟦KENTEKEN|VKL27S⟧ staat",
        "⟦KENTEKEN|12-RT-PK⟧ en ⟦KENTEKEN|RT-PK-12⟧ ",
        "⟦KENTEKEN|RT-12-PK⟧ staat bij de poort",
        "zijn leaseauto (⟦KENTEKEN|K-123-BB⟧)",
        "motor ⟦KENTEKEN|MK-88-RT⟧",
        "oplegger ⟦KENTEKEN|OP-23-KL⟧",
        "kenteken: ⟦KENTEKEN|1-ABC-234⟧ uit België",
        "⟦KENTEKEN|k-123-bb⟧ is de auto van de buurman",
        "nummerbord ⟦KENTEKEN|AB-123-C⟧",
        "Zijn auto, een Volvo, heeft ⟦KENTEKEN|ZX123P⟧",
        "de wagen ⟦KENTEKEN|9-KXX-41⟧ moet naar de apk",
        "scooter ⟦KENTEKEN|D-123-BC⟧",
        "aanhanger ⟦KENTEKEN|12-WX-RT⟧",
        "kentekens ⟦KENTEKEN|84-BPT-3⟧, ⟦KENTEKEN|85-BPT-3⟧",
        "⟦KENTEKEN|TX-123-B⟧ kreeg een bekeuring",
        "wagen met kenteken ⟦KENTEKEN|H-482-VF⟧",
        "Op de parkeerplaats staat ⟦KENTEKEN|TZ-918-J⟧ al weken",
        "heftruck en de ⟦KENTEKEN|9-VXB-12⟧",
        "de ⟦KENTEKEN|31-BKD-7⟧ moet naar de garage",
        "busje ⟦KENTEKEN|vkl-27-s⟧ ",
        "Leaseauto van Piet: ⟦KENTEKEN|SN-342-P⟧",
        "haar Fiat ⟦KENTEKEN|12-NPK-3⟧",
        "zijn auto, de ⟦KENTEKEN|GT-403-K⟧, staat er nog",
        "met zijn eigen auto (⟦KENTEKEN|kp 551 z⟧) langs",
    ],
)
def test_plates_are_found(marked: str) -> None:
    """Dutch plates of all sidecodes are found, without hyphens only near a vehicle."""
    assert marked_again(marked) == marked


@pytest.mark.parametrize(
    "text",
    [
        "artikel 84-BPT-3 is op",
        "de heftruck mag maar 1200 KG tillen",
        "type GT-403-K boortje",
        "order PF-613-D",
        "productcode V-392-LN",
        "op 1-mrt-26",
        "formulier HR-12-BB",
        "12-mei-2026 en 1-jan-26",
        "de BHV-12-A training",
        "ruimte B-123-KL",
        "sleutel 12-RT-34",
        "2-laags-3 verpakking",
        "RT-12-34-56 is geen kenteken",
        "vak KL-12-34",
        "doos 12-34-KL",
        "Het kleine boortje (type HB-210-X) is op, het grote (GT-403-K) ligt er nog zat.",
    ],
)
def test_what_only_looks_like_a_plate_stays(text: str) -> None:
    """Ordinary working language with such numbers and signs in it is left alone."""
    assert marked_again(text) == text
