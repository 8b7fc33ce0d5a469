"""What tests share: a small fictional organisation, the command line as people run it, and a real browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from lerendwerken.kit import Kit
from lerendwerken.library import KitFolder, Library
from lerendwerken.notebook import write_notebook
from lerendwerken.settings import NAMES
from lerendwerken.site.serve import open_server
from lerendwerken.workspace import Workspace
from lerendwerken.yamlfile import load

DATA = Path(__file__).parent / "data"
# the same examples at each run where a red run must mean a change; new ones each time on a developer's machine
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("ci")


@pytest.fixture(autouse=True)
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test meets a language model or another language than Dutch unless it asks for it."""
    for name in (*NAMES, "LERENDWERKEN_LANG"):
        monkeypatch.delenv(name, raising=False)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a built site while a block runs, and give its address."""
    server = open_server(folder)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def serving() -> Callable[[Path], AbstractContextManager[str]]:
    """Return what serves a built site."""
    return served


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A small fictional organisation with two teams and one kit of its own that has every kind of step."""
    root = tmp_path / "werk ruimte"
    shutil.copytree(DATA / "organisation", root)
    write_notebook(root / "kits/proefkit/kit.ipynb", "proefkit", load(root / "kits/proefkit/kit.yaml", Kit))
    return Workspace.at(root)


@pytest.fixture
def kit(workspace: Workspace) -> KitFolder:
    """The kit with every kind of step."""
    return Library(own=workspace.kits_folder).kit("proefkit")


@pytest.fixture
def answers(tmp_path: Path) -> Callable[..., Path]:
    """Return a maker of answers files: the full example with some pieces of text replaced."""

    def make(*changes: tuple[str, str]) -> Path:
        text = (DATA / "proefkit.yaml").read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, f"the example does not hold {old!r}"
            text = text.replace(old, new)
        path = tmp_path / "answers.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return make


@pytest.fixture
def command(workspace: Workspace) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a runner of the command line, in a process of its own, inside the workspace."""

    def run(*words: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "lerendwerken", *words],
            cwd=cwd or workspace.root,
            env={**os.environ, "PYTHONUTF8": "1", **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A real Chromium: installed where CI may do so, else the tests that need it are skipped with a clear word."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None and os.environ.get("CI"):
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=True, stdout=subprocess.DEVNULL)
        path = shutil.which("chromium")
    if path is None:
        pytest.skip("no Chromium here; install it to run the browser tests (Debian and Ubuntu: apt install chromium)")
    with sync_playwright() as playwright:
        flags = [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ]
        chromium = playwright.chromium.launch(executable_path=path, args=flags)
        yield chromium
        chromium.close()
