"""Energy of a model's replies: a range with its source where EcoLogits' factors fit, and nothing where they do not."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import ecologits
import pytest

from lerendwerken.energy import PUBLISHED, Energy, energy_of, total_energy
from lerendwerken.journal import Exchange, Listing
from lerendwerken.library import KitFolder
from lerendwerken.publication import record_from
from lerendwerken.record import RecordSparring
from lerendwerken.session import Session
from lerendwerken.site.format import energy
from lerendwerken.weekcycle import Week
from lerendwerken.workspace import Workspace

HANDBOOK = Path(__file__).parent.parent / "book/privacy-en-ai.md"
OPENAI = "api.openai.com"
MISTRAL = "api.mistral.ai"


def test_a_known_model_gives_a_range_with_source_and_date() -> None:
    """A model of OpenAI: two ends in watt-hours, whose factors these are, and of which day."""
    found = energy_of("gpt-4o-mini", host=OPENAI, output_tokens=300)
    assert found is not None
    assert 0.005 < found.low_wh < found.high_wh < 0.1
    assert found.source == f"EcoLogits {ecologits.__version__}"
    assert found.date == PUBLISHED[ecologits.__version__]


def test_the_installed_factors_have_a_date() -> None:
    """The installed version's day of publication is known: raising the dependency asks for the new one."""
    assert ecologits.__version__ in PUBLISHED
    assert all(day < dt.date.today() for day in PUBLISHED.values())


def test_a_larger_model_and_a_longer_reply_take_more() -> None:
    """More tokens and a larger model both give more energy; the tokens nearly in proportion."""
    small, large = (energy_of(name, host=OPENAI, output_tokens=300) for name in ("gpt-4o-mini", "gpt-4o"))
    long = energy_of("gpt-4o", host=OPENAI, output_tokens=3000)
    assert small
    assert large
    assert long
    assert small.high_wh < large.low_wh
    assert 8 < long.high_wh / large.high_wh <= 10


def test_a_model_of_known_size_has_equal_ends() -> None:
    """Where the size of a model is public, EcoLogits has one number: both ends are that."""
    found = energy_of("mistral-large-latest", host=MISTRAL, output_tokens=300)
    assert found is not None
    assert 0 < found.low_wh == found.high_wh


@pytest.mark.parametrize(
    ("model", "host"),
    [
        ("onze-llama", "llm.voorbeeld.nl"),
        ("onze-llama", OPENAI),
        ("", OPENAI),
        # a gateway on the own machine can give any name to any model
        ("gpt-4o", "localhost"),
        ("gpt-4o", "127.0.0.1"),
        ("gpt-4o", "192.168.1.20"),
        ("gpt-4o", "fd00::1"),
        ("gpt-4o", "gpu-server"),
        ("gpt-4o", "llm.kantoor.local"),
        ("gpt-4o", None),
        # its weights are public, so anyone can run it, on whatever machine
        ("mistral-large-latest", "llm.voorbeeld.nl"),
        ("mistral-large-latest", "notmistral.ai"),
        ("mistralai/Mistral-7B-Instruct-v0.3", "llm.voorbeeld.nl"),
    ],
)
def test_what_does_not_fit_is_unknown(model: str, host: str | None) -> None:
    """An unknown model, an own machine, or an open model elsewhere than at its supplier: nothing is guessed."""
    assert energy_of(model, host=host, output_tokens=300) is None


@pytest.mark.parametrize(
    ("model", "host"),
    [
        ("gpt-4o", "voorbeeld.openai.azure.com"),
        ("gpt-4o", "poort.voorbeeld.nl"),
        ("mistral-medium-latest", "API.Mistral.AI"),
        ("command-r-08-2024", "api.cohere.ai"),
    ],
)
def test_a_suppliers_model_is_known_behind_another_door(model: str, host: str) -> None:
    """A model that only its maker can run is known behind a gateway as well; an open one at its supplier's own address."""
    assert energy_of(model, host=host, output_tokens=300) is not None


def test_without_tokens_nothing_is_told() -> None:
    """Where the endpoint did not tell how much the model wrote, its energy is unknown, not zero."""
    assert energy_of("gpt-4o", host=OPENAI, output_tokens=None) is None


def test_a_total_needs_all_its_parts() -> None:
    """Replies add up; one unknown among them, or none at all, makes the total unknown."""
    part = Energy(low_wh=0.1, high_wh=0.3, source="EcoLogits 0.11.3", date=dt.date(2026, 10, 14))
    assert total_energy([part, part, part]) == part.model_copy(update={"low_wh": 0.3, "high_wh": 0.9})
    assert total_energy([part, None]) is None
    assert total_energy([]) is None


def test_it_needs_no_network(socket_disabled: None) -> None:
    """The factors travel with the library: with all sockets closed the estimate is the same."""
    assert energy_of("gpt-4o", host=OPENAI, output_tokens=10) is not None


def test_it_is_quiet_and_leaves_logging_alone() -> None:
    """In a fresh process, warnings as errors: nothing is printed, and loggers made afterwards are ordinary ones."""
    code = """
import logging
from lerendwerken.energy import energy_of
assert energy_of("gpt-4o", host="api.openai.com", output_tokens=300)
assert energy_of("nonsense", host="api.openai.com", output_tokens=300) is None
assert type(logging.getLogger("later")) is logging.Logger
"""
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_it_loads_late() -> None:
    """Neither the package, nor a session, nor the site loads EcoLogits; only an estimate does."""
    code = "import lerendwerken.session, lerendwerken.site, sys; print('ecologits' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("model", ["gpt-4o-mini", "gpt-4o"])
def test_the_handbook_tells_what_the_factors_give(model: str) -> None:
    """The examples in the handbook are what the installed version computes, and name that version and its day."""
    found = energy_of(model, host=OPENAI, output_tokens=300)
    assert found is not None
    page = HANDBOOK.read_text(encoding="utf-8")
    told = energy(found.low_wh, found.high_wh).replace("\N{NO-BREAK SPACE}Wh", "")
    assert re.search(rf"`{model}`\) \| {re.sub(r' .* ', ' tot ', told)} \|", page)
    assert f"versie {ecologits.__version__} van 14 oktober 2026" in page
    assert PUBLISHED[ecologits.__version__] == dt.date(2026, 10, 14)


class Said(Exchange):
    """An exchange as the journal keeps it."""

    host: str | None = None
    prompts: str | None = None


def said(**changes: Any) -> Said:
    """Return an exchange with a language model of OpenAI."""
    given: dict[str, Any] = {
        "sent": "s",
        "reply": "r",
        "raw_reply": "r",
        "model": "gpt-4o-mini",
        "is_ai": True,
        "host": OPENAI,
        "prompts": "0a1b2c3d",
        "prompt_tokens": 800,
        "completion_tokens": 100,
    }
    return Said(**(given | changes))


PRACTICE = said(
    model="oefenpartner",
    is_ai=False,
    host=None,
    prompts=None,
    prompt_tokens=None,
    completion_tokens=None,
    fallback="timeout",
)


@pytest.fixture
def published(workspace: Workspace, kit: KitFolder, answers: Callable[..., Path]) -> Callable[..., RecordSparring]:
    """Return what a record says of the partner after given exchanges and a list of claims."""
    session = Session.open(workspace, kit=kit, team="balie", week=Week(2026, 48))
    given = session.check_answers(answers())
    for step in kit.kit.steps:
        session.take(given, step)
    facts = session._facts()

    def publish(*exchanges: Exchange, listing: Listing | None = None) -> RecordSparring:
        record, _proposal = record_from(replace(facts, exchanges=exchanges, listing=listing))
        assert record.sparring is not None
        return record.sparring

    return publish


def test_a_record_adds_up_its_replies(published: Callable[..., RecordSparring]) -> None:
    """Tokens and energy of all replies and the list of claims, with the version of the instructions, are in the record."""
    listing = Listing(claims=(), model="gpt-4o-mini", prompt_tokens=400, completion_tokens=50)
    found = published(said(), said(marks=("mended", "praise")), PRACTICE)
    assert found.use is not None
    assert (found.use.prompt_tokens, found.use.completion_tokens) == (1600, 200)
    one = energy_of("gpt-4o-mini", host=OPENAI, output_tokens=100)
    assert found.use.energy == total_energy([one, one])
    assert (found.repaired, found.prompts, found.partner) == (1, "0a1b2c3d", "mixed")
    whole = published(said(), said(), listing=listing).use
    assert whole is not None
    assert (whole.prompt_tokens, whole.completion_tokens) == (2000, 250)


def test_a_record_without_ai_tells_of_no_use(published: Callable[..., RecordSparring]) -> None:
    """The practice partner reads no tokens and takes no energy worth telling."""
    found = published(PRACTICE, PRACTICE)
    assert (found.use, found.repaired, found.prompts) == (None, 0, None)


def test_a_thrown_away_reply_counts(published: Callable[..., RecordSparring]) -> None:
    """Where the practice partner's words replaced a reply that broke the rules, what the model used is told all the same."""
    replaced = said(model="oefenpartner", is_ai=False, marks=("replaced", "advice"))
    found = published(said(), replaced)
    assert found.use is not None
    assert (found.use.completion_tokens, found.repaired) == (200, 1)
    assert found.use.energy is not None


@pytest.mark.parametrize(
    "other",
    [
        said(prompt_tokens=None, completion_tokens=None),
        said(host="localhost"),
        said(model="onze-llama"),
        said(host=None),
    ],
)
def test_one_unknown_reply_makes_the_energy_unknown(published: Callable[..., RecordSparring], other: Said) -> None:
    """Half a sum would read as a small one: with one reply unknown, the energy of the session is."""
    found = published(said(), other)
    assert found.use is not None
    assert found.use.energy is None
    assert (found.use.completion_tokens is None) == (other.completion_tokens is None)


def test_an_old_record_still_loads() -> None:
    """A record from before use was kept reads as one of which it is not known."""
    found = RecordSparring.model_validate({"role": "coach", "partner": "ai", "model": "m", "turns": 3})
    assert (found.use, found.repaired, found.prompts) == (None, 0, None)
