"""Where a person lives: street with house number, and postcode.

A house number is looked for first; the words before it, read backwards, tell whether they are a street and where it begins.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Final

from lerendwerken.detection.cues import any_of, before
from lerendwerken.detection.lists import listed
from lerendwerken.detection.spans import Span

# endings that make a street of any word, and those that ask for a name with a capital
STREET: Final = re.compile(rf"[\w'.-]{{2,}}{any_of('street_endings')}(?:-(?:oost|west|noord|zuid))?", re.IGNORECASE)
NAMED: Final = re.compile(rf"[A-Z'][\w'.-]+?{any_of('name_endings')}")
# kinds of streets that stand alone, before or after a name: Laan van Nieuw Oost, Oude Gracht
KIND: Final = re.compile(any_of("street_kinds"))
TITLE: Final = re.compile(any_of("street_titles"), re.IGNORECASE)
NO_STREETS: Final = frozenset(listed("no_streets"))
NOUNS: Final = frozenset(listed("numbered"))
WITHIN: Final = re.compile(r"(?:van|de|der|den|des|het|'t|'s|ten|ter|la|le|du|von|el|v\.?|d\.?)", re.IGNORECASE)
PARTICLE: Final = re.compile(
    r"(?:van|de|der|den|des|het|'t|'s|op|aan|ten|ter|te|in|la|le|du|des|von|dos|el|bij|naar|v\.?|d\.?)", re.IGNORECASE
)
# words with a capital only because a sentence begins
OPENERS: Final = frozenset(listed("openers"))
PREPOSITIONS: Final = frozenset(["de", "het", "van", "op", "aan", "in", "te", "bij", "naar", "tot"])

# a word and where it begins
Word = tuple[int, str]

ADDITION: Final = (
    r"(?:[ -]?(?:bis|huis|hs|boven|beneden|zwart|rood|rd|zw|ong|links|rechts|[1-9]?[ -]?hoog|(?-i:I{1,3}|IV|V))(?![\w])|"
    r"[-/] ?[0-9]{1,4}(?:[a-z]{1,2})?(?!\w)|[-/ ]?(?-i:[A-Z]|[a-h])(?:[-/]?[0-9]{1,3})?(?!\w)"
    r"|[a-z](?:[0-9]{1,3}|[a-z])?(?!\w))"
)
HOUSE: Final = re.compile(
    rf"(?<=[\w.')])(?:,? (?:nr\.?|nummer|no\.?|nº|huisnummer|huisnr\.?|#) ?| [nzow]\.?z\.? | \(?)"
    rf"([1-9][0-9]{{0,4}})({ADDITION}){{0,3}}(?![\w%°€]|[.,:][0-9])",
    re.IGNORECASE,
)
SHARED: Final = re.compile(
    r"(?: (?:en|t/m|tot en met|of|&) | ?/ ?|, )[1-9][0-9]{0,2}[a-d]?(?![\w.:%]|[-/][0-9])(?! (?:[a-z]+en|uur|keer|jaar)\b)",
    re.IGNORECASE,
)
INSIDE: Final = re.compile(
    r",? (?:bus|app\.?|appartement|unit|etage|verdieping|flat|studio|kamer) ?[0-9]{1,4}[a-z]?(?!\w)"
    r"|,? [0-9]{1,2}e (?:verdieping|etage|woonlaag)|,? begane grond",
    re.IGNORECASE,
)
COUNTED: Final = re.compile(rf" {any_of('counted')}\b|[ ]?[%€]|-jarige", re.IGNORECASE)
PLACED: Final = r"\b[^.;\n0-9]{0,40}?(?:\b(?:op|aan|in|bij|naar|is|te|van)\b|:)"
# after these words any street is one, also in small letters; after the others it needs a capital
LIVES: Final = re.compile(
    rf"(?:\b(?:woon(?:t|de|den|achtig|adres)?|wonen|wonende?|adres\w*|[a-z]+adres|inwonend|ingeschreven"
    rf"|verhui[sz]\w*){PLACED}|\badres:?) ?$",
    re.IGNORECASE,
)
VISITED: Final = re.compile(
    rf"(?:\b(?:aangebeld|huisbezoek|bezorg\w*|afgeleverd|afleveren|thuis|opgehaald|ophalen|logeert|verblijft|huis|pand|flat"
    rf"|langs|gevestigd|woning|lekkage|storing){PLACED}"
    r"|(?:bewoners?|bewoonster|buren|buurvrouw|buurman|huurders?|pand) (?:van|aan|op)(?: de)?) ?$",
    re.IGNORECASE,
)
ARTICLE: Final = re.compile(r"(?:nu |sinds kort |voortaan |tijdelijk )?(?:de |het |een )?")

PAIR: Final = r"(?!S[ADS])[A-Z]{2}"
POSTCODE: Final = re.compile(rf"(?<![\w.,-])[1-9][0-9]{{3}}[ -]{{0,2}}{PAIR}(?![\w-]|\.\w)", re.IGNORECASE)
THEN_POSTCODE: Final = re.compile(rf"[ ,(]{{1,3}}[1-9][0-9]{{3}}[ -]{{0,2}}{PAIR}(?!\w)", re.IGNORECASE)
# letters that also stand after a number of things, or in a headline
AMBIGUOUS: Final = frozenset(listed("postcode_look_alikes"))
POSTCODE_CUE: Final = re.compile(r"(?:postcode|pc|zip|adres)[^0-9\n]{0,16}$", re.IGNORECASE)
TOWN: Final = re.compile(r",? +(?:te |in )?[A-Z][a-z]{2,}|,? +'s-[A-Z]")


def addresses(text: str) -> Iterator[Span]:
    """Yield streets with their house number and addition, and postcodes as finds of their own."""
    ends: dict[int, int] = {}
    for found in HOUSE.finditer(text):
        if _begins_a_postcode(text, found.start(1)):
            continue
        end = _house_end(text, found)
        start = _street_start(text, found, end, ends)
        if start is not None:
            ends[end] = start
            yield Span(start, end, "ADRES", "form")
    for found in POSTCODE.finditer(text):
        if _is_postcode(text, found, after_house=any(found.start() - gap in ends for gap in range(1, 5))):
            yield Span(found.start(), found.end(), "POSTCODE", "form")


def _begins_a_postcode(text: str, start: int) -> bool:
    code = POSTCODE.match(text, start)
    return code is not None and (code[0][-2:].isupper() or code[0][-2:].upper() not in AMBIGUOUS)


def _house_end(text: str, found: re.Match[str]) -> int:
    more = INSIDE.match(text, found.end()) or SHARED.match(text, found.end())
    return more.end() if more else found.end()


def _street_start(text: str, house: re.Match[str], end: int, ends: Container[int]) -> int | None:
    """Return where the street of a house number begins, or None if the words before the number are no street."""
    if COUNTED.match(text, end):
        return None
    words = _words(text, house.start())
    if not words or words[-1][1].casefold() in NO_STREETS:
        return None
    opened = text[max(0, words[0][0] - 3) : words[0][0]].rstrip(" ")[-1:] in {":", ",", "(", "\n"}
    postcode = bool(THEN_POSTCODE.match(text, end))
    core = _core(words)
    # Herinrichting Kerkstraat 2026 is a project, no house
    if core is not None and (postcode or house[2] or not re.fullmatch(r"(?:19|20)[0-9]{2}", house[1])):
        return words[_leftmost(words, core, opened=opened)][0]
    return _cued(text, words, ends, postcode=postcode)


def _words(text: str, end: int) -> list[Word]:
    """Return the words of one phrase before a place, with where they begin: not over a comma, a line or another find."""
    at = max(0, end - 80)
    phrase = re.split(
        r"[\n\0:;,()|<>\"\[\]]|"
        r"[.!?] (?=[A-Z])(?<!\b[A-Z]\. )(?<!\b[A-Z][a-z]\. )"
        r"(?<!\b(?:Kon|Mgr|Jhr|Gen|Min)\. )(?<!\b(?:Burg|Prof|Past|Pres)\. )",
        text[at:end],
    )[-1]
    begin = end - len(phrase)
    return [(begin + found.start(), found[0]) for found in re.finditer(r"\S+", phrase)]


def _core(words: list[Word]) -> int | None:
    """Return which word makes a street of these words."""
    last = words[-1][1]
    if STREET.fullmatch(last) or NAMED.fullmatch(last):
        return len(words) - 1
    if len(words) > 1 and KIND.fullmatch(last) and (words[-2][1][0].isupper() or words[-2][1] in {"op", "aan", "de"}):
        return len(words) - 1
    # Laan der Zwarte Elzen, Plein 1944: the kind of street comes first, then only names and particles
    for at in range(len(words) - 2, max(-1, len(words) - 7), -1):
        word = words[at][1]
        if KIND.fullmatch(word) and (last[0].isupper() or last.isdigit()):
            return at
        # Hoofdweg Oost
        if STREET.fullmatch(word) and at == len(words) - 2 and last[0].isupper():
            return at
        if not (word[0].isupper() or word[0].isdigit() or PARTICLE.fullmatch(word)):
            return None
    return None


def _leftmost(words: list[Word], core: int, *, opened: bool) -> int:
    """Return the first word of the street whose kind is told by the word `core`; `opened` if no sentence begins here."""
    first = at = core
    while at > 0 and core - at < 6:
        at -= 1
        word = words[at][1]
        if word in OPENERS and not (at or opened):
            break
        if word[0].isupper() or TITLE.fullmatch(word) or re.fullmatch(r"[1-9][0-9]?(?:e|ste|de)", word):
            first = at
        elif not WITHIN.fullmatch(word):
            break
    return first


def _cued(text: str, words: list[Word], ends: Container[int], *, postcode: bool) -> int | None:
    """Return where a street without a usual ending begins: after `woont op` and the like, or before a postcode."""
    begin, end = words[0][0], words[-1][0] + len(words[-1][1])
    last = words[-1][1]
    if last.casefold() in NOUNS or not re.search(r"[^\W\d_]{2}", last):
        return None
    for at, (start, _word) in enumerate(words):
        article = ARTICLE.match(text, start)
        begin = article.end() if article else start
        if begin < end and len(words) - at < 7 and _like_a_name(name := text[begin:end]):
            window = max(0, start - 70)
            visited = name[0].isupper() and (VISITED.search(text, window, start) or _follows(text, start, ends))
            if visited or LIVES.search(text, window, start):
                return begin
    return words[_leftmost(words, len(words) - 1, opened=True)][0] if postcode else None


def _follows(text: str, start: int, ends: Container[int]) -> bool:
    """Tell whether a place comes right after another address: `Windvaan 27 en Windvaan 29`."""
    link = re.search(r"(?: en | of |, | naar | & )$", text[max(0, start - 6) : start])
    return link is not None and start - len(link[0]) in ends


def _like_a_name(street: str) -> bool:
    words = street.split()
    common = any(word.isdigit() or word.casefold() in NOUNS - PREPOSITIONS for word in words)
    # a small word after a name with a capital: Excel tabblad 3
    mixed = words[0][0].isupper() and not words[-1][0].isupper()
    return 0 < len(words) < 5 and not common and not mixed


def _is_postcode(text: str, found: re.Match[str], *, after_house: bool) -> bool:
    code = found[0]
    if after_house or POSTCODE_CUE.search(before(text, found.start())):
        return True
    town = TOWN.match(text, found.end())
    if not code[-2:].isupper() or code[-2:] in AMBIGUOUS or "-" in code:
        return bool(town) and code[-2:].upper() not in AMBIGUOUS - {"BC", "AD", "DB", "EX", "BE", "TD", "GR", "KR", "XL"}
    return True
