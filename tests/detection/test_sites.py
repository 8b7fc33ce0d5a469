"""Sites: what is found, and what only looks like it. All texts are fictional."""

from __future__ import annotations

import pytest

from .marking import marked_again


@pytest.mark.parametrize(
    "marked",
    [
        "is ⟦URL_PERSOONLIJK|www.svendekker.example.nl⟧ en zijn mail ⟦EMAIL|sven@svendekker.example.nl⟧",
        "⟦URL_PERSOONLIJK|linkedin.com/in/ozlem-yilmaz-ux⟧ hoe",
        "⟦URL_PERSOONLIJK|https://www.linkedin.com/in/bouchra-haddioui⟧ staat",
        "(⟦URL_PERSOONLIJK|intranet.example.nl/wie-is-wie/nienke⟧, mobiel",
        "⟦URL_PERSOONLIJK|https://nl.linkedin.com/in/jan-bakker-1234/⟧.",
        "⟦URL_PERSOONLIJK|github.com/jbakker⟧",
        "⟦URL_PERSOONLIJK|https://mastodon.social/@anna⟧",
        "⟦URL_PERSOONLIJK|instagram.com/anna.bakt⟧",
        "⟦URL_PERSOONLIJK|x.com/annab⟧",
        "⟦URL_PERSOONLIJK|www.example.nl/medewerkers/anna-jansen⟧",
        "⟦URL_PERSOONLIJK|www.example.nl/team/anna⟧",
        "⟦URL_PERSOONLIJK|www.example.edu/~jbakker⟧",
        "haar website ⟦URL_PERSOONLIJK|annabakt.example.nl⟧",
        "zijn portfolio: ⟦URL_PERSOONLIJK|https://www.kunstvanjan.example.com/werk⟧",
        "Sven Dekker heeft ⟦URL_PERSOONLIJK|www.svendekker.example⟧ gemaakt",
        "⟦URL_PERSOONLIJK|www.facebook.com/anna.jansen.5⟧",
        "⟦URL_PERSOONLIJK|https://example.nl/profiel/anna⟧",
        "⟦URL_PERSOONLIJK|tiktok.com/@annaindezorg⟧",
        "⟦URL_PERSOONLIJK|annabakt.example.nl⟧ is haar blog",
        "⟦URL_PERSOONLIJK|facebook.com/profile.php?id=100012⟧",
        "Zie ⟦URL_PERSOONLIJK|https://github.com/kwojciechowska⟧ voor voorbeelden",
        "zijn Insta ⟦URL_PERSOONLIJK|instagram.com/coach.bram⟧",
        "⟦URL_PERSOONLIJK|https://school.example.nl/docenten/m-de-vries⟧",
        "⟦URL_PERSOONLIJK|www.linkedin.com/in/piet⟧, daar staat",
        "⟦URL_PERSOONLIJK|https://bsky.app/profile/anna.example⟧",
        "haar persoonlijke pagina: ⟦URL_PERSOONLIJK|example.org/~ayse⟧",
        "⟦URL_PERSOONLIJK|twitter.com/annabakker⟧",
        "⟦URL_PERSOONLIJK|https://orcid.org/0000-0002-1825-0097⟧",
    ],
)
def test_personal_sites_are_found(marked: str) -> None:
    """Profiles, personal pages and personal sites are found whole."""
    assert marked_again(marked) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "Op ⟦IP|198.51.100.17⟧ draait",
        "van ⟦IP|2001:db8:4f::1a2b⟧; dat",
        "⟦IP|203.0.113.9⟧.",
        "[⟦IP|2001:db8::1⟧]:8080",
        "⟦IP|192.168.1.1:8080⟧",
        "⟦IP|10.0.0.4⟧ en ⟦IP|10.0.0.0/24⟧",
        "http://⟦IP|192.0.2.44⟧/admin",
        "(⟦IP|192.0.2.44⟧)",
        "⟦IP|fe80::1ff:fe23:4567:890a⟧",
        "ip-adres ⟦IP|4.12.3.1⟧",
        "⟦IP|2001:0db8:85a3:0000:0000:8a2e:0370:7334⟧",
        "inlog vanaf ⟦IP|198.51.100.23⟧ om 3 uur",
        "thuis-IP: ⟦IP|2001:db8::42⟧",
        "ping ⟦IP|203.0.113.200⟧ geeft niets",
    ],
)
def test_ips_are_found(marked: str) -> None:
    """IP addresses of both kinds are found, with a port."""
    assert marked_again(marked) == marked


@pytest.mark.parametrize(
    "text",
    [
        "www.example.nl en https://www.gemeente.example.nl/afspraak",
        "linkedin.com/company/example",
        "github.com/jupyter/nbclient",
        "facebook.com/groups/zorg",
        "https://attacker.example.org/p.png?d=1",
        "www.rijksoverheid.nl/onderwerpen/zorg",
        "in bijv.de tekst en o.a.de zin",
        "de site van de leverancier: www.leverancier.example.nl",
        "De handleiding staat op https://wiki.example.nl/teams/zorg en docs.example.com/v2",
        "portaal.example.nl werkt niet",
        "versie 4.12.3.1 en release 7.0.12.4 en v10.2.3.4",
        "SAP 4.12.3.1",
        "om 12:30:45 uur",
        "10.30.2026",
        "1.2.3 en 1.2.3.4.5",
        "std::vector en a::b",
        "999.1.1.1",
        "subnet 255.255.255.0",
        "00:1A:2B:3C:4D:5E",
        "paragraaf 3.1.2.4",
        "update van 10.0.4.12 naar 10.0.5.1 van de app",
        "Excel 16.0.4.1 crasht",
    ],
)
def test_what_only_looks_like_a_personal_site_or_ip_stays(text: str) -> None:
    """Ordinary working language with such numbers and signs in it is left alone."""
    assert marked_again(text) == text
