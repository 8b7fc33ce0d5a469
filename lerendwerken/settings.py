"""Settings of the language model, from the environment: which one, where it stands, and how long to wait for it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NoReturn, Self
from urllib.parse import urlsplit

from lerendwerken.errors import InputError
from lerendwerken.messages import _
from lerendwerken.values import parse_number

MODEL: Final = "LERENDWERKEN_MODEL"
BASE_URL: Final = "OPENAI_BASE_URL"
KEY: Final = "OPENAI_API_KEY"
TIMEOUT: Final = "LERENDWERKEN_TIMEOUT"
RETRIES: Final = "LERENDWERKEN_RETRIES"
PUBLIC_SERVICE: Final = "https://api.openai.com/v1"


class ApiKey:
    """A key that only `reveal` shows; it cannot be printed, pickled or copied into something else."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the key itself, for the one call that needs it."""
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ApiKey) and self._value == other._value

    def __hash__(self) -> int:
        return hash((ApiKey, self._value))

    def __repr__(self) -> str:
        return "ApiKey(set)" if self._value else "ApiKey(empty)"

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is not pickled: a child process reads it from its own environment")


@dataclass(frozen=True)
class ModelSettings:
    """Which language model to ask, if any.

    Attributes:
        model: its name at the endpoint; None means no language model, so the practice partner.
        base_url: address of an OpenAI-compatible endpoint.
        key: key for it; may be empty where the endpoint asks none.
        timeout: seconds that one reply may take in all, retries and waiting included.
        retries: how often to ask again when nothing has come back yet.
    """

    model: str | None = None
    base_url: str = PUBLIC_SERVICE
    key: ApiKey = field(default_factory=lambda: ApiKey(""), repr=False)
    timeout: float = 60.0
    retries: int = 1

    @property
    def external(self) -> bool:
        """Whether a language model is set."""
        return self.model is not None

    @property
    def connect_timeout(self) -> float:
        """Seconds to wait for a connection."""
        return min(5.0, self.timeout)

    @property
    def silence(self) -> float:
        """Seconds to wait for the first piece of a reply, and between two pieces."""
        return min(30.0, self.timeout)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Return the settings of an environment; without one, of this process.

        Raises:
            InputError: a setting is wrong, or a model is named without an address or a key. No value stands in the message.
        """
        given = {name: value.strip() for name, value in (os.environ if environment is None else environment).items()}
        model, url, key = given.get(MODEL), given.get(BASE_URL), given.get(KEY)
        if not model:
            return cls()
        if not url and not key:
            raise InputError(
                _("a model is named, but not where it stands."),
                MODEL,
                _(
                    "Set OPENAI_BASE_URL for your own endpoint, or OPENAI_API_KEY for the public service of OpenAI; "
                    "or unset LERENDWERKEN_MODEL."
                ),
            )
        return cls(
            model=_plain(model, MODEL),
            base_url=_address(url) if url else PUBLIC_SERVICE,
            key=ApiKey(_plain(key, KEY) if key else ""),
            timeout=_number(given.get(TIMEOUT) or "60", TIMEOUT, lowest=0.1, highest=600),
            retries=int(_number(given.get(RETRIES) or "1", RETRIES, lowest=0, highest=5, whole=True)),
        )


def _plain(value: str, name: str) -> str:
    if not re.fullmatch(r"[\x21-\x7e]{1,1000}", value):
        raise InputError(
            _("holds a space or a character that does not belong in it."), name, _("Copy it again, as one word.")
        )
    return value


def _address(url: str) -> str:
    remedy = _("Write it as https://host/v1, without a name or password in it.")
    try:
        parts = urlsplit(_plain(url, BASE_URL))
        good = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        good = False
    if not good or parts.username or parts.password or parts.fragment:
        raise InputError(_("is not a usable address."), BASE_URL, remedy)
    return url


def _number(text: str, name: str, *, lowest: float, highest: float, whole: bool = False) -> float:
    try:
        value = float(parse_number(text))
        good = lowest <= value <= highest and (not whole or value.is_integer())
    except ValueError:
        good = False
    if not good:
        bounds = _("must be a number from {lowest:g} to {highest:g}.")
        if whole:
            bounds = _("must be a whole number from {lowest:g} to {highest:g}.")
        raise InputError(bounds.format(lowest=lowest, highest=highest), name, _("Change or unset it."))
    return value
