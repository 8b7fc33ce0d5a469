"""The model's settings: read from the environment, checked, and never telling the key."""

from __future__ import annotations

import copy
import pickle
import traceback

import pytest

from lerendwerken.errors import InputError
from lerendwerken.settings import PUBLIC_SERVICE, ApiKey, ModelSettings

SECRET = "sk-heel-geheim"
GOOD = {"LERENDWERKEN_MODEL": "m", "OPENAI_BASE_URL": "http://127.0.0.1:8000/v1", "OPENAI_API_KEY": SECRET}


def test_without_a_model_there_is_none() -> None:
    """No LERENDWERKEN_MODEL means no language model, whatever else is set, right or wrong."""
    given = {"OPENAI_API_KEY": SECRET, "OPENAI_BASE_URL": "nonsense", "LERENDWERKEN_TIMEOUT": "x", "LERENDWERKEN_MODEL": " "}
    settings = ModelSettings.from_environment(given)
    assert not settings.external
    assert not settings.key


def test_all_settings_are_read() -> None:
    """Each variable ends where it belongs; numbers may have a Dutch comma."""
    settings = ModelSettings.from_environment(GOOD | {"LERENDWERKEN_TIMEOUT": "2,5", "LERENDWERKEN_RETRIES": "3"})
    assert (settings.model, settings.base_url, settings.timeout, settings.retries) == ("m", GOOD["OPENAI_BASE_URL"], 2.5, 3)
    assert settings.key.reveal() == SECRET
    assert (settings.connect_timeout, settings.silence) == (2.5, 2.5)


def test_defaults_are_calm() -> None:
    """Without more, a reply has 60 seconds, a silence 30, a connection 5, and there is one second try."""
    settings = ModelSettings.from_environment({"LERENDWERKEN_MODEL": "m", "OPENAI_API_KEY": SECRET})
    assert (settings.timeout, settings.silence, settings.connect_timeout, settings.retries) == (60, 30, 5, 1)
    assert settings.base_url == PUBLIC_SERVICE


def test_the_environment_of_the_process_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an environment given, that of the process counts."""
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    assert ModelSettings.from_environment().model == "m"


def test_a_model_needs_a_place() -> None:
    """A model without address and key is refused, with what to set."""
    with pytest.raises(InputError, match="OPENAI_BASE_URL") as caught:
        ModelSettings.from_environment({"LERENDWERKEN_MODEL": "m"})
    assert caught.value.where == "LERENDWERKEN_MODEL"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OPENAI_BASE_URL", "127.0.0.1:8000"),
        ("OPENAI_BASE_URL", "ftp://host/v1"),
        ("OPENAI_BASE_URL", "https://"),
        ("OPENAI_BASE_URL", "https://host:99999/v1"),
        ("OPENAI_BASE_URL", "https://host:0/v1"),
        ("OPENAI_BASE_URL", "https://[::1/v1"),
        ("OPENAI_BASE_URL", f"https://naam:{SECRET}@host/v1"),
        ("OPENAI_BASE_URL", "https://host/v 1"),
        ("LERENDWERKEN_TIMEOUT", "lang"),
        ("LERENDWERKEN_TIMEOUT", "0"),
        ("LERENDWERKEN_TIMEOUT", "nan"),
        ("LERENDWERKEN_TIMEOUT", "1e9"),
        ("LERENDWERKEN_RETRIES", "-1"),
        ("LERENDWERKEN_RETRIES", "1.5"),
        ("LERENDWERKEN_RETRIES", SECRET),
        ("LERENDWERKEN_MODEL", "een model"),
        ("OPENAI_API_KEY", f"{SECRET}\nX-Kop: 1"),
        ("OPENAI_API_KEY", f"{SECRET}é"),
    ],
)
def test_a_wrong_setting_is_named_but_not_shown(name: str, value: str) -> None:
    """The error says which variable is wrong and what to do, and shows no value: it may be a key in the wrong place."""
    with pytest.raises(InputError) as caught:
        ModelSettings.from_environment(GOOD | {name: value})
    assert caught.value.where == name
    assert caught.value.remedy
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_the_key_shows_nowhere() -> None:
    """Neither text, copy nor pickle of the settings holds the key."""
    settings = ModelSettings.from_environment(GOOD)
    for text in (repr(settings), str(settings), f"{settings.key}", repr(vars(settings))):
        assert SECRET not in text
    with pytest.raises(TypeError, match="key"):
        pickle.dumps(settings)
    assert copy.deepcopy(settings) == settings
    assert settings.key != ApiKey("iets anders")
    assert len({settings.key, ApiKey(SECRET)}) == 1
