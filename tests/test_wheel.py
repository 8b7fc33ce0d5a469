"""The product as people install it: a wheel that works by itself, outside the repository."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ANSWERS = "vergunningen/2026-W44-koers-van-de-week.yaml"


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Wheel and sdist of this source."""
    out = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def test_wheel_and_sdist_hold_what_they_should(dist: Path) -> None:
    """Kits, book, catalogues and schemas travel along; nothing built or private does."""
    names = zipfile.ZipFile(next(dist.glob("*.whl"))).namelist()
    for wanted in (
        "lerendwerken/py.typed",
        "lerendwerken/shipped/kits/koers-van-de-week/kit.ipynb",
        "lerendwerken/shipped/book/_toc.yml",
        "lerendwerken/shipped/_config.yml",
        "lerendwerken/locale/nl/LC_MESSAGES/lerendwerken.mo",
        "lerendwerken/schemas/kader.schema.json",
        "lerendwerken/sparring/prompts/nl/regels.md",
        "lerendwerken/sparring/evaluation/scenarios/nl/coach.yaml",
        "lerendwerken/detection/data/dutch.gz",
        "lerendwerken/detection/data/roles.txt",
        "lerendwerken/example/kader.yaml",
        "lerendwerken/start/kader.yaml",
        "lerendwerken/look/tokens.css",
    ):
        assert wanted in names
    assert not [name for name in names if "_build" in name or "sessions/" in name or name.startswith("tests")]
    with tarfile.open(next(dist.glob("*.tar.gz"))) as archive:
        source = archive.getnames()
    for wanted in ("kits/koers-van-de-week/kit.yaml", "scripts/demo.py", "tests/conftest.py", "requirements.txt", "LICENSE"):
        assert any(name.endswith(f"/{wanted}") for name in source), wanted


def test_the_installed_wheel_alone_makes_a_site(dist: Path, tmp_path: Path) -> None:
    """Outside the repository the wheel can `init`, `run` and `site build`."""
    place, home = tmp_path / "geïnstalleerd", tmp_path / "werk"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(place)]
    subprocess.run([*install, str(next(dist.glob("*.whl")))], check=True)
    environment = {**os.environ, "PYTHONPATH": str(place), "PYTHONUTF8": "1"}

    def run(*words: str, cwd: Path = tmp_path) -> str:
        line = [sys.executable, "-m", "lerendwerken", *words]
        done = subprocess.run(line, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = [sys.executable, "-c", "import lerendwerken; print(lerendwerken.__file__)"]
    assert (
        str(place) in subprocess.run(where, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True).stdout
    )
    run("init", str(home), "--example")
    words = ("--team", "vergunningen", "--week", "2026-W44", "-f", str(home / "answers" / ANSWERS))
    assert "vergunningen/2026-W44-koers-van-de-week" in run("run", "koers-van-de-week", *words, cwd=home)
    run("site", "build", "--out", str(tmp_path / "site"), cwd=home)
    assert (tmp_path / "site/verslagen/vergunningen/2026-W44-koers-van-de-week.html").is_file()
    assert (tmp_path / "site/handboek/kits/koers-van-de-week.html").is_file()
