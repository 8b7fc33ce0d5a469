"""Text for people in their own language: gettext catalogues, Dutch unless `LERENDWERKEN_LANG` says otherwise."""

from __future__ import annotations

import gettext
import os
from functools import cache
from pathlib import Path

DOMAIN = "lerendwerken"
LOCALES = Path(__file__).parent / "locale"
DEFAULT_LANGUAGE = "nl"
LANGUAGES = ("nl", "en")


def language() -> str:
    """Return the language that messages are shown in: `nl` or `en`."""
    wanted = os.environ.get("LERENDWERKEN_LANG", DEFAULT_LANGUAGE).lower()[:2]
    return wanted if wanted in LANGUAGES else DEFAULT_LANGUAGE


@cache
def catalogue(code: str) -> gettext.NullTranslations:
    """Return the catalogue of a language; the source texts are English, so `en` needs none."""
    return gettext.translation(DOMAIN, LOCALES, languages=[code], fallback=code == "en")


def _(message: str) -> str:
    """Translate a message."""
    return catalogue(language()).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a message that depends on a count."""
    return catalogue(language()).ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802  the name that extraction tools look for
    """Mark a text for translation that is shown later."""
    return message
