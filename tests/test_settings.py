"""The model's settings: read from the environment, checked, and never telling the key."""

from __future__ import annotations

import copy
import os
import pickle
import traceback
from pathlib import Path

import pytest

from lerendwerken.errors import InputError
from lerendwerken.settings import NAMES, PUBLIC_SERVICE, ApiKey, LogSettings, ModelSettings

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
        ("OPENAI_BASE_URL", f"https://host/v1?key={SECRET}"),
        ("OPENAI_BASE_URL", "https://naam.openai.azure.com/openai/deployments/naam"),
        ("OPENAI_API_VERSION", f"2024 {SECRET}"),
        ("LERENDWERKEN_JUDGE_MODEL", "een rechter"),
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
    assert caught.value.where == ("OPENAI_API_VERSION" if "deployments" in value else name)
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


def env(folder: Path, text: str | bytes) -> Path:
    """Write a `.env` and return its folder."""
    (folder / ".env").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


WHOLE = f"""
# ons model
export LERENDWERKEN_MODEL=m

OPENAI_BASE_URL = 'http://127.0.0.1:8000/v1'  # op onze eigen computer
OPENAI_API_KEY="{SECRET}$HOME"
LERENDWERKEN_JUDGE_MODEL=rechter
LERENDWERKEN_LOG_DAYS=30
PATH=/ergens/anders
HTTP_PROXY=http://elders
"""


def test_settings_stand_in_a_file_beside_the_frame(tmp_path: Path) -> None:
    """A `.env` gives our own settings, as they stand there, and changes nothing in the environment of the process."""
    before = dict(os.environ)
    settings = ModelSettings.from_environment({}, folder=env(tmp_path, WHOLE))
    assert (settings.model, settings.judge_model, settings.base_url) == ("m", "rechter", GOOD["OPENAI_BASE_URL"])
    assert settings.key.reveal() == f"{SECRET}$HOME"
    assert LogSettings.from_environment({}, folder=tmp_path) == LogSettings(days=30)
    assert dict(os.environ) == before


def test_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the environment sets, even to nothing, goes before the file."""
    folder = env(tmp_path, WHOLE)
    monkeypatch.setenv("LERENDWERKEN_MODEL", "ander")
    assert ModelSettings.from_environment(folder=folder).model == "ander"
    monkeypatch.setenv("OPENAI_BASE_URL", "https://elders.example/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-ander")
    settings = ModelSettings.from_environment(folder=folder)
    assert (settings.base_url, settings.key.reveal()) == ("https://elders.example/v1", "sk-ander")
    assert not ModelSettings.from_environment({"LERENDWERKEN_MODEL": ""}, folder=folder).external


@pytest.mark.parametrize("kind", ["missing", "empty", "folder", "comment", "byte order mark"])
def test_a_file_is_not_needed(tmp_path: Path, kind: str) -> None:
    """Without a file, with an empty one, or with a virtual environment of that name, the environment alone counts."""
    if kind == "folder":
        (tmp_path / ".env").mkdir()
    elif kind != "missing":
        env(tmp_path, {"empty": "", "comment": "# niets\n", "byte order mark": "\ufeffLERENDWERKEN_TIMEOUT=60\r\n"}[kind])
    assert ModelSettings.from_environment(GOOD, folder=tmp_path) == ModelSettings.from_environment(GOOD)


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (f"\n\nOPENAI_API_KEY='{SECRET}\n", 3, "NAME=value"),
        (f"# kop\r\n\r\n{SECRET}\r\n", 3, "NAME=value"),
        (f"OPENAI_API_KEY {SECRET}\n", 1, "NAME=value"),
        ("OPENAI_API_KEY\n", 1, "NAME=value"),
        ("PATH=/a\nLERENDWERKEN_MODLE=m\n", 2, "LERENDWERKEN_MODEL"),
        ("lerendwerken_model=m\n", 1, "LERENDWERKEN_MODEL"),
        ("OPENAI_KEY=x\n", 1, "OPENAI_API_KEY"),
        (f"OPENAI_API_KEY:{SECRET}=\n", 1, "OPENAI_API_KEY"),
        ("LERENDWERKEN_LANG=en\n", 1, "LERENDWERKEN_LANG"),
        (b"LERENDWERKEN_MODEL=m\nOPENAI_API_KEY=\xff\xfe" + SECRET.encode(), 2, "UTF-8"),
    ],
)
def test_a_malformed_file_is_told_by_line_without_a_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | bytes, line: int, told: str
) -> None:
    """The error names file and line, and for a misspelt name the nearest, but shows nothing that may be a key."""
    monkeypatch.setenv("LERENDWERKEN_LANG", "en")
    for read in (ModelSettings.from_environment, LogSettings.from_environment):
        with pytest.raises(InputError) as caught:
            read({}, folder=env(tmp_path, text))
        assert str(tmp_path / ".env") in caught.value.where
        assert f"line {line}" in str(caught.value)
        assert told in str(caught.value)
        assert "geheim" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything can be read here")
def test_an_unreadable_file_is_an_error(tmp_path: Path) -> None:
    """A file that may not be read is no reason to go on as if it were not there."""
    (env(tmp_path, WHOLE) / ".env").chmod(0)
    with pytest.raises(InputError, match=r"\.env"):
        ModelSettings.from_environment(GOOD, folder=tmp_path)


def test_a_huge_file_is_an_error(tmp_path: Path) -> None:
    """A file that cannot be a few settings is not read."""
    with pytest.raises(InputError, match=r"\.env"):
        ModelSettings.from_environment(GOOD, folder=env(tmp_path, "A=b\n" * 1_000_000))


def test_the_settings_of_the_log() -> None:
    """Without more there is a log of ninety days without what was said; each setting ends where it belongs."""
    assert LogSettings.from_environment({}) == LogSettings(enabled=True, content=False, days=90)
    given = {"LERENDWERKEN_LOG": "nee", "LERENDWERKEN_LOG_CONTENT": "Ja", "LERENDWERKEN_LOG_DAYS": "3650"}
    assert LogSettings.from_environment(given) == LogSettings(enabled=False, content=True, days=3650)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LERENDWERKEN_LOG", "misschien"),
        ("LERENDWERKEN_LOG_CONTENT", "1"),
        ("LERENDWERKEN_LOG_DAYS", "0"),
        ("LERENDWERKEN_LOG_DAYS", "3651"),
        ("LERENDWERKEN_LOG_DAYS", "1,5"),
        ("LERENDWERKEN_LOG_DAYS", SECRET),
    ],
)
def test_a_wrong_setting_of_the_log_is_named(name: str, value: str) -> None:
    """The error names the setting and what to do, without its value."""
    with pytest.raises(InputError) as caught:
        LogSettings.from_environment({name: value})
    assert (caught.value.where, bool(caught.value.remedy)) == (name, True)
    assert SECRET not in str(caught.value)


def test_azure_is_known_by_its_settings() -> None:
    """A version makes an address one of the older form, unless it ends in v1; every name can stand in the file."""
    given = GOOD | {"OPENAI_API_VERSION": "2024-10-21"}
    assert not ModelSettings.from_environment(given).classic_azure
    older = ModelSettings.from_environment(
        given | {"OPENAI_BASE_URL": "https://naam.openai.azure.com/openai/deployments/naam"}
    )
    assert (older.classic_azure, older.api_version) == (True, "2024-10-21")
    assert {"OPENAI_API_VERSION", "LERENDWERKEN_LOG", "LERENDWERKEN_JUDGE_MODEL"} <= set(NAMES)


def test_a_key_goes_only_to_an_address_from_the_same_place(tmp_path: Path) -> None:
    """An address in a file that came along with a workspace cannot draw out a key that stands in the environment."""
    (tmp_path / ".env").write_text("LERENDWERKEN_MODEL=m\nOPENAI_BASE_URL=https://elders.example/v1\n", encoding="utf-8")
    found = ModelSettings.from_environment({"OPENAI_API_KEY": "sk-geheim"}, folder=tmp_path)
    assert found.base_url == "https://elders.example/v1"
    assert not found.key
    own = {"OPENAI_API_KEY": "sk-geheim", "OPENAI_BASE_URL": "https://ons.example/v1"}
    assert ModelSettings.from_environment(own, folder=tmp_path).key.reveal() == "sk-geheim"
