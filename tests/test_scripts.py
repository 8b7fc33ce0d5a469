"""The two commands of the README: what they do first, and what they say when something is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def setup_code(body: str, *, cwd: Path, root: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a piece of Python with the set-up module loaded."""
    code = f"import sys; sys.path.insert(0, {str(root / 'scripts')!r}); import _environment as environment\n{body}"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A copy of what set-up reads, in a folder whose name holds a space, with locks that name nothing."""
    root = tmp_path / "een kloon"
    shutil.copytree(ROOT / "scripts", root / "scripts")
    shutil.copy(ROOT / "pyproject.toml", root)
    for lock in ("requirements.txt", "requirements-dev.txt"):
        (root / lock).write_text("# nothing\n", encoding="utf-8")
    return root


def test_an_old_python_is_told_in_one_line(tmp_path: Path) -> None:
    """A Python that is too old is named, with what to do."""
    done = setup_code("sys.version_info = (3, 9, 2)\nenvironment.check_python()", cwd=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "Python 3.9 is te oud" in done.stderr


def test_a_python_without_venv_is_told_in_one_line(tmp_path: Path) -> None:
    """A Python without venv or ensurepip is told what to install."""
    done = setup_code("sys.modules['ensurepip'] = None\nenvironment.check_python()", cwd=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "venv" in done.stderr


def test_the_set_up_reads_on_an_old_python() -> None:
    """The set-up files hold no syntax that a Python of years ago cannot read."""
    import ast

    for name in ("_environment.py", "demo.py", "test.py"):
        ast.parse((ROOT / "scripts" / name).read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_unreachable_registry_is_told_in_one_line(clone: Path) -> None:
    """Without a registry the set-up stops with one line, and the next try starts anew."""
    (clone / "requirements.txt").write_text("six==1.17.0 --hash=sha256:" + "0" * 64 + "\n", encoding="utf-8")
    offline = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull, "PATH": ""}
    offline |= {"PIP_EXTRA_INDEX_URL": "", "PIP_FIND_LINKS": "", "PIP_NO_INDEX": "", "PIP_NO_CACHE_DIR": "1"}
    for _twice in range(2):
        done = setup_code("environment.ensure('requirements.txt')", cwd=clone.parent, root=clone, **offline)
        assert done.returncode == 2, done.stdout + done.stderr
        assert done.stderr.count("\n") == 1
        assert "niet bereikbaar" in done.stderr
    assert not (clone / ".venv" / "ready-requirements.txt").exists()


def test_what_is_ready_is_not_made_again(clone: Path) -> None:
    """An environment counts as ready until its lock changes; the one for development serves both commands."""
    body = """
import os
os.makedirs(environment.BIN)
open(environment.PYTHON, "w").close()
stamp = os.path.join(environment.VENV, "ready-requirements-dev.txt")
open(stamp, "w").write(environment.fingerprint("requirements-dev.txt"))
print(environment.ready("requirements.txt"), environment.ready("requirements-dev.txt"))
open(os.path.join(environment.ROOT, "requirements-dev.txt"), "a").write("# changed")
print(environment.ready("requirements.txt"), environment.ready("requirements-dev.txt"))
"""
    done = setup_code(body, cwd=clone.parent, root=clone)
    assert done.stdout.split() == ["True", "True", "False", "False"], done.stderr


def test_the_demo_ends_with_a_site(tmp_path: Path) -> None:
    """`lerendwerken demo --out` makes the fictional organisation into a site and stops; no model is asked, set or not."""
    model = {"LERENDWERKEN_MODEL": "m", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "lerendwerken",
            "demo",
            "--workspace",
            str(tmp_path / "demo ruimte"),
            "--out",
            str(tmp_path / "site"),
        ],
        cwd=tmp_path,
        env={**os.environ, **model},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    journals = list((tmp_path / "demo ruimte/sessions").rglob("journal.jsonl"))
    assert journals
    assert not [path for path in journals if '"fallback":"' in path.read_text(encoding="utf-8")]
    assert [line[:3] for line in done.stdout.splitlines() if line[:1].isdigit()] == ["1/3", "2/3", "3/3"]
    home = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert "fictief" in home
    assert len(list((tmp_path / "site/verslagen").glob("*/*.html"))) == 27
