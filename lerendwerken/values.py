"""The kinds of values that all nouns are made of: frozen, strict about names, forgiving about how people type."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from lerendwerken.messages import _
from lerendwerken.names import check_slug

DUTCH_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
DUTCH_DATE = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})")
# variation selectors and fillers can carry hidden text as well; unicode.org/reports/tr39, section 5.4
BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]")
YES = {"ja", "yes", "true"}
NO = {"nee", "no", "false"}


class Value(BaseModel):
    """A frozen value that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


def clean_text(value: Any) -> Any:
    """Return text without control characters and lone surrogates, with plain line ends; other values unchanged."""
    if not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"}).strip()


def visible_text(text: str) -> str:
    """Return text without characters that nobody sees: what people read in a preview is all that there is."""
    return "".join(c for c in text if unicodedata.category(c) != "Cf" and not BLANK.match(c))


def one_line(value: Any) -> Any:
    """Return text as one line with single spaces; other values unchanged."""
    return re.sub(r"\s+", " ", clean_text(value)) if isinstance(value, str) else value


def parse_number(value: Any) -> Any:
    """Return a number typed the Dutch way (`1.200,5`, `3,5`) as a float; other values unchanged.

    Raises:
        ValueError: the number is not finite.
    """
    if isinstance(value, str) and DUTCH_NUMBER.fullmatch(value.strip()):
        value = float(value.strip().replace(".", "").replace(",", "."))
    if isinstance(value, bool):
        raise ValueError(_("must be a number, not true or false."))
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(_("must be an ordinary number."))
    return value


def parse_date(value: Any) -> Any:
    """Return a date typed the Dutch way (`27-11-2026`) as an ISO date; other values unchanged."""
    found = DUTCH_DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else value


def parse_yes(value: Any) -> Any:
    """Return `ja` and `nee` as true and false; other values unchanged."""
    word = value.strip().lower() if isinstance(value, str) else None
    return True if word in YES else False if word in NO else value


Slug = Annotated[str, AfterValidator(check_slug), Field(json_schema_extra={"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"})]
Text = Annotated[str, BeforeValidator(clean_text), StringConstraints(min_length=1, max_length=5000)]
Line = Annotated[str, BeforeValidator(one_line), StringConstraints(min_length=1, max_length=300)]
Number = Annotated[float, BeforeValidator(parse_number), WithJsonSchema({"type": ["number", "string"]})]
Percentage = Annotated[int, BeforeValidator(parse_number), Field(ge=0, le=100)]
Date = Annotated[dt.date, BeforeValidator(parse_date)]
YesNo = Annotated[bool, BeforeValidator(parse_yes), WithJsonSchema({"enum": [True, False, "ja", "nee"]})]
