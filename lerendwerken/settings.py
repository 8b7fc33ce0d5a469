"""Settings of the language model and of the log: from the environment, or from a `.env` beside `kader.yaml`.

The environment wins. What stands in the file never enters the environment, so no other program inherits it; and no value
ever stands in an error, because it may be a key in the wrong place.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NoReturn, Self
from urllib.parse import urlsplit

from lerendwerken.envfile import read_env
from lerendwerken.errors import InputError
from lerendwerken.messages import _
from lerendwerken.values import parse_number, parse_yes

MODEL: Final = "LERENDWERKEN_MODEL"
JUDGE: Final = "LERENDWERKEN_JUDGE_MODEL"
BASE_URL: Final = "OPENAI_BASE_URL"
KEY: Final = "OPENAI_API_KEY"
API_VERSION: Final = "OPENAI_API_VERSION"
TIMEOUT: Final = "LERENDWERKEN_TIMEOUT"
RETRIES: Final = "LERENDWERKEN_RETRIES"
LOG: Final = "LERENDWERKEN_LOG"
LOG_CONTENT: Final = "LERENDWERKEN_LOG_CONTENT"
LOG_DAYS: Final = "LERENDWERKEN_LOG_DAYS"
NAMES: Final = (MODEL, JUDGE, BASE_URL, KEY, API_VERSION, TIMEOUT, RETRIES, LOG, LOG_CONTENT, LOG_DAYS)
# needed before it is known which workspace, and so which file, is meant
NOT_IN_FILE: Final = ("LERENDWERKEN_LANG", "LERENDWERKEN_DEBUG")
PUBLIC_SERVICE: Final = "https://api.openai.com/v1"
# https://learn.microsoft.com/azure/ai-services/openai/reference
AZURE_DEPLOYMENT: Final = "/openai/deployments/"


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
        api_version: version of an Azure OpenAI address of the older form; other addresses do without.
        judge_model: name, at the same endpoint, of a model that judges replies in an evaluation.
    """

    model: str | None = None
    base_url: str = PUBLIC_SERVICE
    key: ApiKey = field(default_factory=lambda: ApiKey(""), repr=False)
    timeout: float = 60.0
    retries: int = 1
    api_version: str | None = None
    judge_model: str | None = None

    @property
    def host(self) -> str | None:
        """Name of the machine on which the model stands; None where no model is set."""
        return urlsplit(self.base_url).hostname if self.external else None

    @property
    def external(self) -> bool:
        """Whether a language model is set."""
        return self.model is not None

    @property
    def classic_azure(self) -> bool:
        """Whether the address is one of Azure OpenAI in its older form; the newer one ends in v1 and is as any other."""
        return self.api_version is not None and not self.base_url.rstrip("/").endswith("/v1")

    @property
    def connect_timeout(self) -> float:
        """Seconds to wait for a connection."""
        return min(5.0, self.timeout)

    @property
    def silence(self) -> float:
        """Seconds to wait for the first piece of a reply, and between two pieces."""
        return min(30.0, self.timeout)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None, *, folder: Path | None = None) -> Self:
        """Return the settings of an environment (without one, of this process) and of the `.env` in a folder.

        Raises:
            InputError: a setting or the file is wrong, or a model is named without an address or a key.
        """
        given = read_settings(environment, folder=folder)
        model, url, key, version = (given.get(name) for name in (MODEL, BASE_URL, KEY, API_VERSION))
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
        if url and AZURE_DEPLOYMENT in url and not version:
            raise InputError(
                _("is missing: this address of Azure OpenAI needs a version."),
                API_VERSION,
                _("Set OPENAI_API_VERSION, or use the address of Azure OpenAI that ends in /openai/v1."),
            )
        return cls(
            model=_plain(model, MODEL),
            base_url=_address(url) if url else PUBLIC_SERVICE,
            key=ApiKey(_plain(key, KEY) if key else ""),
            timeout=_number(given.get(TIMEOUT) or "60", TIMEOUT, lowest=0.1, highest=600),
            retries=int(_number(given.get(RETRIES) or "1", RETRIES, lowest=0, highest=5, whole=True)),
            api_version=_plain(version, API_VERSION) if version else None,
            judge_model=_plain(given[JUDGE], JUDGE) if given.get(JUDGE) else None,
        )


@dataclass(frozen=True)
class LogSettings:
    """What is kept, on this machine only, of the conversations with a model.

    Attributes:
        enabled: whether there is a log: times, roles, counts.
        content: whether the log also holds what was said.
        days: how many days a line is kept.
    """

    enabled: bool = True
    content: bool = False
    days: int = 90

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None, *, folder: Path | None = None) -> Self:
        """Return the settings of an environment (without one, of this process) and of the `.env` in a folder.

        Raises:
            InputError: a setting or the file is wrong.
        """
        given = read_settings(environment, folder=folder)
        return cls(
            enabled=_yes(given.get(LOG) or "ja", LOG),
            content=_yes(given.get(LOG_CONTENT) or "nee", LOG_CONTENT),
            days=int(_number(given.get(LOG_DAYS) or "90", LOG_DAYS, lowest=1, highest=3650, whole=True)),
        )


def read_settings(environment: Mapping[str, str] | None = None, *, folder: Path | None = None) -> dict[str, str]:
    """Return our own settings by name: of the file in a folder, and above it of the environment (else this process').

    Raises:
        InputError: the file is unreadable or malformed, or has a name that looks like one of ours and is none.
    """
    above = os.environ if environment is None else environment
    file = read_file(folder) if folder else {}
    own = {name: above[name] for name in NAMES if name in above}
    if file.get(BASE_URL) and BASE_URL not in own:
        # a key goes only to an address from the same place: a file that came along with a workspace cannot draw it out
        own.pop(KEY, None)
    return {name: value.strip() for name, value in (file | own).items()}


def read_file(folder: Path) -> dict[str, str]:
    """Return our own settings in the `.env` of a folder; none where there is no such file.

    Raises:
        InputError: as `read_settings`.
    """
    return read_env(folder, names=NAMES, elsewhere=NOT_IN_FILE)


def _plain(value: str, name: str) -> str:
    if not re.fullmatch(r"[\x21-\x7e]{1,1000}", value):
        raise InputError(
            _("holds a space or a character that does not belong in it."), name, _("Copy it again, as one word.")
        )
    return value


def _address(url: str) -> str:
    remedy = _("Write it as https://host/v1, without a name, a password or anything after a question mark.")
    try:
        parts = urlsplit(_plain(url, BASE_URL))
        good = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        good = False
    if not good or parts.username or parts.password or parts.fragment or parts.query:
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


def _yes(text: str, name: str) -> bool:
    value = parse_yes(text)
    if not isinstance(value, bool):
        raise InputError(_("must be ja or nee."), name, _("Change or unset it."))
    return value
