"""Energy that a language model's replies took: a range, by EcoLogits' factors, or nothing where these do not fit.

Method: EcoLogits (https://ecologits.ai/latest/methodology/llm_inference/) estimates the electricity of graphics cards and
server per token written, times the overhead of the supplier's data centre. The range comes from the size of the model where
its maker does not tell it; for a model of known size both ends are the same number, which is an estimate all the same.

Limits: tokens read, training, making the machines, the network and the team's own computers are not counted, nor is what a
supplier does otherwise than EcoLogits assumes (H100 cards, 64 requests at a time). The time of a reply is the one that
EcoLogits knows for the model. Good for orders of magnitude, no more.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import logging
import math
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pydantic import Field

from lerendwerken.messages import N_
from lerendwerken.values import Line, Value

if TYPE_CHECKING:
    from ecologits.model_repository import Model

# the day on which a version, and with it its factors, was published: https://pypi.org/project/ecologits/#history
PUBLISHED: Final[Mapping[str, dt.date]] = MappingProxyType({"0.11.3": dt.date(2026, 10, 14)})
# a model whose weights are public runs on anyone's machine: the factors hold only at the supplier's own address
ADDRESSES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "cohere": ("cohere.com", "cohere.ai"),
        "google_genai": ("googleapis.com",),
        "huggingface_hub": ("huggingface.co",),
        "mistralai": ("mistral.ai",),
    }
)
# https://www.iana.org/assignments/special-use-domain-names, and the usual names of an own network
PRIVATE_ENDINGS: Final = (".local", ".localhost", ".internal", ".lan", ".intranet", ".home.arpa", ".test")
UNPUBLISHED_WEIGHTS: Final = "model-arch-not-released"


class Energy(Value):
    """An estimate of electricity, in watt-hours."""

    low_wh: float = Field(ge=0, description=N_("Lowest estimate, in watt-hours."))
    high_wh: float = Field(ge=0, description=N_("Highest estimate, in watt-hours."))
    source: Line = Field(description=N_("Whose factors were used, with their version."))
    date: dt.date | None = Field(default=None, description=N_("Day on which these factors were published, if known."))


def energy_of(model: str, *, host: str | None, output_tokens: int | None) -> Energy | None:
    """Return the energy of one reply; None where the factors do not fit, because nothing is guessed.

    Args:
        model: the model's name at its endpoint.
        host: name of the endpoint's machine; None where it is not known.
        output_tokens: tokens that the model wrote; None where the endpoint did not tell.
    """
    if output_tokens is None or host is None or _is_private(host):
        return None
    found = _registered(model, host.lower())
    return _estimate(found, output_tokens) if found else None


def total_energy(parts: Iterable[Energy | None]) -> Energy | None:
    """Return the energy of several replies together; None when that of one of them is not known, or there are none."""
    known: list[Energy] = []
    for part in parts:
        if part is None:
            return None
        known.append(part)
    return _energy([p.low_wh for p in known], [p.high_wh for p in known], known[0].source, known[0].date) if known else None


def _is_private(host: str) -> bool:
    """Tell whether a host is a machine of the organisation's own: an address that is not public, or a local name."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        name = host.lower().rstrip(".")
        return "." not in name or name.endswith(PRIVATE_ENDINGS)


def _registered(name: str, host: str) -> Model | None:
    """Return the model of this name in EcoLogits' registry, where only its supplier can have run it."""
    for model in _models():
        if model.name == name:
            addresses = ADDRESSES.get(model.provider.value, ())
            at_supplier = any(host == address or host.endswith(f".{address}") for address in addresses)
            if at_supplier or any(warning.code == UNPUBLISHED_WEIGHTS for warning in model.warnings):
                return model
    return None


@cache
def _models() -> tuple[Model, ...]:
    """Return EcoLogits' registry; loads the library (no network), and undoes what that does to logging."""
    before = logging.getLoggerClass()
    from ecologits.model_repository import models

    logging.setLoggerClass(before)
    # its warnings tell what the range tells already; without a handler they would land in the team's terminal
    logging.getLogger("ecologits").addHandler(logging.NullHandler())
    return tuple(models.list_models())


def _estimate(model: Model, output_tokens: int) -> Energy | None:
    from ecologits import __version__ as version
    from ecologits.tracers.utils import llm_impacts
    from ecologits.utils.range_value import RangeValue

    # no time given: the estimate takes the model's usual one
    impacts = llm_impacts(model.provider.value, model.name, output_tokens, math.inf)
    if impacts.energy is None:
        return None
    value = impacts.energy.value
    low, high = (value.min, value.max) if isinstance(value, RangeValue) else (value, value)
    return _energy([low * 1000], [high * 1000], f"EcoLogits {version}", PUBLISHED.get(version))


def _energy(low: Iterable[float], high: Iterable[float], source: str, date: dt.date | None) -> Energy:
    return Energy(low_wh=round(math.fsum(low), 6), high_wh=round(math.fsum(high), 6), source=source, date=date)
