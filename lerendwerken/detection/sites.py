"""Places on the internet that belong to one person: profiles, personal pages and sites, and IP addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from lerendwerken.detection.cues import after, any_of, before
from lerendwerken.detection.gazetteer import first_name, is_word, last_name
from lerendwerken.detection.lists import listed
from lerendwerken.detection.spans import Span

URL: Final = re.compile(
    r"(?<![\w@.-])(?:https?://)?(?:[\w-]++\.)+[a-z]{2,10}(?![\w-]|[\w.+-]{0,64}@)(?::[0-9]{2,5})?"
    r"(?:[/?#][^\s<>\"'\])}\0|,;]*+)?",
    re.IGNORECASE,
)
# a profile is the first step of the path, but for these
PROFILES: Final = listed("profile_sites")
NO_PROFILES: Final = frozenset(listed("no_profiles"))
# paths whose next step names a person, on whatever site
PATH: Final = re.compile(
    rf"(?:^|/){any_of('person_paths')}/@?"
    r"(?!(?:index|contact|vacatures?|overzicht|over-ons|zoeken|search|login|home|nieuws)\b)[\w%.-]*[^\W\d_][\w%.-]*"
    r"|(?:^|/)(?:over-mij|overmij|about-me|cv|curriculum-vitae)(?=/?$)|(?:^|/)[~@][\w.-]+",
    re.IGNORECASE,
)
OWNED: Final = re.compile(
    r"(?:persoonlijke|eigen|priv[eé]|haar|zijn|mijn|m'n|z'n|d'r|hun|jouw|je|van \w+) (?:\w+ )?"
    r"(?:web ?site|site|webpagina|pagina|page|blog|weblog|portfolio|homepage|profiel|vlog|webwinkel|cv)"
    rf"|(?:site|pagina|blog) van (?:[\w']+ ){{0,3}}{any_of('site_owners')}"
    r"|\b(?:portfolio|persoonlijke (?:site|website|pagina)|homepage|weblog|blogt|cv|profiel(?:pagina)?)\b",
    re.IGNORECASE,
)
# schools, churches and firms are called after people too
BUILDING: Final = re.compile(
    r"(?:school|kerk|college|lyceum|huis|hof|plein|fonds|stichting|ziekenhuis|bv|groep|bouw|advies|media|transport|makelaar\w*"
    r"|advocaten|techniek|installatie\w*|zorg|clinic|kliniek|museum|bank|shop|store|hotel|cafe|bakkerij|slagerij)$"
)
LEAST_NAME: Final = 4
MAIL: Final = re.compile(r"(?<![\w.+-])([\w.+-]++)@([\w-]++(?:\.[\w-]++)+)")
NAMES: Final = re.compile(
    r"(?<![^\W_])([A-Z][^\W\d_]*)\.?((?: (?:van|de|der|den|het|'t|ter|ten|el|al))* )([A-Z][^\W\d_]{2,})"
)

V4: Final = re.compile(r"(?<![\w.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?::[0-9]{2,5}|/[0-9]{1,2})?(?![\w]|\.[0-9])")
V6: Final = re.compile(
    r"(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{1,4}|(?:[0-9]{1,3}\.){3}[0-9]{1,3})?(?:%\w+|/[0-9]{1,3})?(?![\w:])",
    re.IGNORECASE,
)
VERSION: Final = re.compile(
    r"(?:\bv\.?|versie|version|release|build|firmware|update|upgrade|patch|changelog|paragraaf|hoofdstuk|artikel|bijlage|§|driver|bios)"
    r"(?:nummer)?(?: (?:is|van|naar|nr\.?|[0-9.]+)){0,4}[ :(]*$",
    re.IGNORECASE,
)
IP_CUE: Final = re.compile(
    r"\b(?:ip|ip-?adres\w*|server|host|router|firewall|vpn|laptop|netwerk|adres|verkeer|ping|log\w*|vanaf|gateway|dns|poort|pc|werkplek)\b",
    re.IGNORECASE,
)


def personal_sites(text: str) -> Iterator[Span]:
    """Yield addresses of profiles, personal pages and personal sites; pages of companies stay."""
    owners = None
    for found in URL.finditer(text):
        url = found[0].rstrip(".:!?-")
        parts = urlsplit(url if "://" in url else f"//{url}")
        host = (parts.hostname or "").casefold().removeprefix("www.").removeprefix("m.")
        owners = _owners(text) if owners is None else owners
        why = "site" if _is_profile(host, parts.path) else "cue" if _is_owned(text, found, host, owners) else None
        if why:
            yield Span(found.start(), found.start() + len(url), "URL_PERSOONLIJK", why)


def _is_profile(host: str, path: str) -> bool:
    steps = [step for step in path.split("/") if step]
    if any(host == site or host.endswith(f".{site}") for site in PROFILES):
        return len(steps) == 1 and steps[0].casefold() not in NO_PROFILES
    return bool(PATH.search(path))


def _is_owned(text: str, found: re.Match[str], host: str, owners: frozenset[str]) -> bool:
    """Tell whether the words around a site, or its own name, say whose it is."""
    letters = re.sub(r"[^a-z]", "", host)
    if any(owner in letters for owner in owners) or _bears_a_name(host):
        return True
    ahead = re.split(r"[.;!?] ", before(text, found.start(), reach=70))[-1]
    return bool(
        OWNED.search(ahead) or re.match(rf"[^.;\n]{{0,12}}\b(?:is|zijn|als) {OWNED.pattern}", after(text, found.end()))
    )


def _bears_a_name(host: str) -> bool:
    """Tell whether a domain begins with a first name: `ruben-rijdt-mee`, `tamarvoordeklas`, `henkverbeek-schilder`."""
    label = host.split(".", maxsplit=1)[0]
    head, *rest = label.split("-")
    if rest and _is_first_name(head) and not BUILDING.search(label):
        return True
    cuts = (cut for cut in range(LEAST_NAME, len(head) - 3) if _is_first_name(head[:cut]) and not is_word(head))
    return any(is_word(head[cut:]) or last_name(head[cut:]) for cut in cuts) and not BUILDING.search(label)


def _is_first_name(word: str) -> bool:
    return len(word) >= LEAST_NAME and first_name(word) == 2


def _owners(text: str) -> frozenset[str]:
    """Return how people in a text can be called in a domain: as in their mail address, or first name with surname."""
    mails = {name for name, domain in MAIL.findall(text) if len(name) > 3 and name.casefold() in domain.casefold()}
    names = {first + middle + last for first, middle, last in NAMES.findall(text)}
    initials = {first[0] + middle + last for first, middle, last in NAMES.findall(text) if len(last) > 4}
    plain = {re.sub(r"[^a-z]", "", owner.casefold()) for owner in mails | names | initials}
    return frozenset(owner for owner in plain if len(owner) > 3)


def ips(text: str) -> Iterator[Span]:
    """Yield IP addresses, with port or network size; version numbers stay."""
    for found in V4.finditer(text):
        address = re.split("[:/]", found[0])[0]
        if _is_address(address) and not address.startswith("255.") and not _is_version(text, found.start(), address):
            yield Span(found.start(), found.end(), "IP", "form")
    for found in V6.finditer(text):
        address = re.split("[%/]", found[0])[0]
        if any(map(str.isdigit, address)) and len(address) > 3 and _is_address(address):
            yield Span(found.start(), found.end(), "IP", "form")


def _is_address(text: str) -> bool:
    """Tell whether that is an address of a machine; the one that each machine has for itself points to nobody."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    return not (address.is_loopback or address.is_unspecified)


def _is_version(text: str, start: int, address: str) -> bool:
    ahead = before(text, start)
    small = max(map(int, address.split("."))) < 100 and not ip_address(address).is_private
    return bool(VERSION.search(ahead)) or (small and not IP_CUE.search(ahead))
