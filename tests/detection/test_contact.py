"""Contact: what is found, and what only looks like it. All texts are fictional."""

from __future__ import annotations

import pytest

from .marking import marked_again


@pytest.mark.parametrize(
    "marked",
    [
        "Mail ⟦EMAIL|anna.jansen@example.nl⟧.",
        "⟦EMAIL|anna punt jansen apenstaartje example punt nl⟧",
        "stuur maar naar ⟦EMAIL|anna [at] example [dot] nl⟧ dan",
        "⟦EMAIL|anna(at)example.nl⟧ of ⟦EMAIL|jan (at) example (punt) nl⟧",
        "mail naar ⟦EMAIL|a.de.vries at example dot org⟧ graag",
        "⟦EMAIL|j_de_boer @ example . nl⟧ werkt niet",
        "⟦EMAIL|p streepje bakker apenstaartje voorbeeld streepje zorg punt example punt nl⟧",
        "⟦EMAIL|ANNA.JANSEN@EXAMPLE.NL⟧",
        "<⟦EMAIL|o'neill+test@sub.example.co.uk⟧>",
        "mailto:⟦EMAIL|x@example.nl⟧?subject=hoi",
        "⟦EMAIL|jan liggend streepje bakker apenstaartje example punt com⟧ is het adres",
        "haar mail: ⟦EMAIL|k.el.amrani@example.nl⟧;⟦EMAIL|b@example.nl⟧",
        "⟦EMAIL|info@example.nl⟧",
        "⟦EMAIL|anna{at}example{dot}nl⟧",
        "⟦EMAIL|anna<at>example.nl⟧",
        "⟦EMAIL|anna.jansen@gemeente⟧ intern",
        "⟦EMAIL|anna_at_example_dot_nl⟧",
        "mijn adres is ⟦EMAIL|fatima punt b apestaartje example punt nl⟧ hoor",
        "⟦EMAIL|wim apenstaart example punt nl⟧",
        "⟦EMAIL|wim at gmail punt com⟧",
        "⟦EMAIL|wim@example punt nl⟧",
        "⟦EMAIL|wim apenstaartje gmail.com⟧",
        "Stuur het naar ⟦EMAIL|t.vandermeer-bos@zorg-noord.example.org⟧, cc ⟦EMAIL|planning@example.nl⟧.",
        "Adres voor de factuur is ⟦EMAIL|jan-willem(apenstaart)example(punt)nl⟧",
        "mail: ⟦EMAIL|r.jansen AT example DOT com⟧",
        "e-mail ⟦EMAIL|noor underscore bakker apenstaartje example punt org⟧",
        "mail ⟦EMAIL|piet AT example PUNT nl⟧",
        "⟦EMAIL|anna apestaart voorbeeld.example⟧",
        "mail ⟦EMAIL|r apenstaartje example punt org⟧ even",
        "⟦EMAIL|sanne apenstaartje voorbeeld streepje zorg punt nl⟧",
        "⟦EMAIL|anna.jansen[apenstaart]example.nl⟧",
        "⟦EMAIL|@anna@mastodon.example⟧ post veel",
    ],
)
def test_emails_are_found(marked: str) -> None:
    """Mail addresses are found as typed and as written out, whole and nothing more."""
    assert marked_again(marked) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "⟦TELEFOON|(0318) 55 71 40⟧",
        "⟦TELEFOON|06 - 47 20 61 88⟧",
        "⟦TELEFOON|0513 – 62 84 17⟧",
        "⟦TELEFOON|+31 (0)6 29 40 81 37⟧",
        "⟦TELEFOON|+31(0)629408137⟧",
        "⟦TELEFOON|0031 6 29408137⟧",
        "⟦TELEFOON|0031629408137⟧",
        "⟦TELEFOON|06.29.40.81.37⟧",
        "⟦TELEFOON|06/29408137⟧",
        "⟦TELEFOON|0 6 2 9 4 0 8 1 3 7⟧",
        "⟦TELEFOON|06-2940-8137⟧",
        "⟦TELEFOON|020 718 34 06⟧",
        "⟦TELEFOON|088-1234567⟧",
        "⟦TELEFOON|085 0600 123⟧",
        "⟦TELEFOON|+49 2821 99 88 77⟧",
        "⟦TELEFOON|+32 475 12 34 56⟧",
        "⟦TELEFOON|+32 (0)475 12 34 56⟧",
        "⟦TELEFOON|+44 20 7946 0958⟧",
        "⟦TELEFOON|+48 601 234 567⟧",
        "⟦TELEFOON|+90 532 123 45 67⟧",
        "⟦TELEFOON|0475/12.34.56⟧",
        "tel. ⟦TELEFOON|55 71 40⟧",
        "bel ⟦TELEFOON|nul zes twaalf vierendertig zesenvijftig achtenzeventig⟧ maar",
        "⟦TELEFOON|nul zes een twee drie vier vijf zes zeven acht⟧",
        "T: ⟦TELEFOON|0570-614829⟧ M: ⟦TELEFOON|0612983470⟧",
        "mobiel ⟦TELEFOON|06 12 98 34 70⟧/⟦TELEFOON|06 12 98 34 71⟧",
        "tel:⟦TELEFOON|+31612983470⟧",
        "belt ⟦TELEFOON|0612983470⟧, toestel 4412",
        "bel me op ⟦TELEFOON|0612983470⟧ of ⟦TELEFOON|0687654321⟧",
        "⟦TELEFOON|06 00 12 34 56⟧",
        "whatsapp ⟦TELEFOON|+31612983470⟧",
        "Kunnen jullie Fatma terugbellen op ⟦TELEFOON|06 2913 8847⟧? Ze is tot vijf uur bereikbaar.",
        "nummer van de zoon ⟦TELEFOON|0630 118 274⟧, niet voor 9 uur",
        "Vast nummer ⟦TELEFOON|0341-55 71 40⟧ (alleen 's ochtends), mobiel ⟦TELEFOON|+31-6-41902277⟧",
        "contact: ⟦TELEFOON|+31 (0)20 718 34 06⟧",
        "Zijn Duitse nummer is ⟦TELEFOON|+49 160 9876543⟧.",
        "⟦TELEFOON|+31-(0)6-12983470⟧",
        "⟦TELEFOON|(06) 12 98 34 70⟧",
        "⟦TELEFOON|+31.6.12.98.34.70⟧",
        "⟦TELEFOON|+316 12983470⟧",
        "⟦TELEFOON|0612 983 470⟧",
        "⟦TELEFOON|020 - 7183406⟧",
        "⟦TELEFOON|00316-12983470⟧",
        "⟦TELEFOON|+31 (6) 12 98 34 70⟧",
        "app ⟦TELEFOON|31612983470⟧",
        "⟦TELEFOON|06 12983470⟧ / ⟦TELEFOON|0318-557140⟧",
        "Tel.: ⟦TELEFOON|0318 - 55 71 40⟧.",
        "⟦TELEFOON|+31 (0) 318 557140⟧",
        "⟦TELEFOON|(+31) 6 12983470⟧",
        "⟦TELEFOON|06.12983470⟧",
        "⟦TELEFOON|06 12 98 34 70⟧ (na 17.00 uur)",
        "bel ⟦TELEFOON|0612983470⟧, dan hoef je de Duitse helpdesk op +49 180 5123456 niet",
    ],
)
def test_phones_are_found(marked: str) -> None:
    """Phone numbers are found in every form that people type, without toll-free, paid and short numbers."""
    assert marked_again(marked) == marked


@pytest.mark.parametrize(
    "text",
    [
        "we spraken af @ kantoor om 3 uur",
        "50 stuks @ 3 euro",
        "look at this dot",
        "het punt is dat apenstaartjes lastig zijn",
        "volg @annabouwt op sociale media",
        "de vergadering at the office was lang",
        "punt nl is een domein",
        "112 bellen of 0900-8844 of 0800 0432 of 14 030 of 14010",
        "toestel 4412 of 1234",
        "om 10.30 - 11.45 uur, 02.00 - 04.30 12 mensen",
        "in 2025 en 2026 waren het 06 12 en 34",
        "order 0612983470 is weg",
        "ordernummer: 0201234567",
        "week 06 2026 12 34",
        "van 01-02-2026 tot 03-04-2026",
        "€ 1.250.000,00 en 3.184.000",
        "0,06 procent en 0.123456789",
        "nul op de rekening en zes keer drie",
    ],
)
def test_what_only_looks_like_a_way_to_reach_somebody_stays(text: str) -> None:
    """Ordinary working language with such numbers and signs in it is left alone."""
    assert marked_again(text) == text
