"""A look at the installation, the workspace and the model: what is right, what is not, and the remedy."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from lerendwerken import __version__
from lerendwerken.archive import Archive
from lerendwerken.envfile import FILE
from lerendwerken.errors import InputError, LerendwerkenError, ModelError
from lerendwerken.library import Library
from lerendwerken.messages import _
from lerendwerken.settings import ModelSettings, read_file
from lerendwerken.workspace import Workspace

PARTS = ("papermill", "ipykernel", "ipywidgets", "nbconvert", "jupyter-book", "openai")


@dataclass(frozen=True)
class Finding:
    """One thing looked at; `mind` marks what works, but deserves attention."""

    subject: str
    good: bool
    what: str
    remedy: str = ""
    mind: bool = False

    def __str__(self) -> str:
        sign = _("WRONG") if not self.good else _("MIND") if self.mind else _("ok")
        text = f"{sign:<5} {self.subject}: {self.what}"
        return f"{text}\n      {self.remedy}" if self.remedy else text


def examine(folder: Path | None) -> list[Finding]:
    """Return all findings; nothing is changed, and a model hears one short test message."""
    root = workspace_root(folder)
    return [*_installed(), *_kernel(), *_workspace(folder), *examine_file(root), _model(root)]


def workspace_root(folder: Path | None) -> Path | None:
    """Return the root of the workspace that is named, or of the nearest; None where there is none."""
    try:
        return Workspace.at(folder).root
    except InputError:
        return None


def examine_file(root: Path | None) -> Iterator[Finding]:
    """Return what is to say of the `.env` of a workspace: which settings it gives, and who can read it."""
    path = root / FILE if root else None
    if root is None or path is None or not path.is_file():
        return
    try:
        names = sorted(read_file(root))
    except InputError as error:
        yield Finding(FILE, False, f"{error.where}: {error.what}", error.remedy)
        return
    above = sorted(name for name in names if name in os.environ)
    what = _("{file} gives: {names}.").format(file=path, names=", ".join(names) or "-")
    yield Finding(
        FILE, True, what, _("The environment goes first for: {names}.").format(names=", ".join(above)) if above else ""
    )
    if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        remedy = _("It may hold a key. Make it yours alone with: chmod 600 {file}").format(file=path)
        yield Finding(FILE, True, _("others on this computer can read it."), remedy, mind=True)


def _installed() -> Iterator[Finding]:
    version = ".".join(str(part) for part in sys.version_info[:3])
    yield Finding("Python", sys.version_info >= (3, 11), version)
    yield Finding("lerendwerken", True, __version__)
    for name in PARTS:
        try:
            yield Finding(name, True, metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Finding(name, False, _("is not installed."), _("Install lerendwerken again: pip install lerendwerken"))


def _kernel() -> Iterator[Finding]:
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        found = KernelSpecManager().get_kernel_spec("python3")
        yield Finding(_("notebook kernel"), True, found.display_name)
    except NoSuchKernel:
        remedy = _("Install it with: python -m pip install ipykernel")
        yield Finding(_("notebook kernel"), False, _("is not installed."), remedy)


def _workspace(folder: Path | None) -> Iterator[Finding]:
    try:
        workspace = Workspace.at(folder)
    except InputError as error:
        yield Finding(_("workspace"), folder is None, error.what, error.remedy)
        return
    checks = {
        "kader.yaml": lambda: workspace.frame.organisation,
        "teams/": lambda: _("{count} teams").format(count=len(workspace.teams)),
        "kits/": lambda: _("{count} kits").format(count=len(Library(own=workspace.kits_folder).kits())),
        "book/records/": lambda: _("{count} records").format(
            count=sum(1 for _record in Archive(workspace.book_folder).records())
        ),
        "book/proposals/": lambda: _("{count} proposals").format(
            count=sum(1 for _proposal in Archive(workspace.book_folder).proposals())
        ),
    }
    for subject, check in checks.items():
        try:
            yield Finding(subject, True, check())
        except LerendwerkenError as error:
            yield Finding(subject, False, str(error))


def _model(root: Path | None) -> Finding:
    from lerendwerken.sparring import OpenAIModel, test_message

    try:
        settings = ModelSettings.from_environment(folder=root)
        if not settings.external:
            remedy = _("For a language model, set LERENDWERKEN_MODEL, OPENAI_BASE_URL and OPENAI_API_KEY.")
            return Finding(_("model"), True, _("none set; sessions use the practice partner."), remedy)
        model = OpenAIModel(settings)
        text = "".join(piece for piece in model.stream([test_message()]) if isinstance(piece, str))
    except ModelError as error:
        what = _("does not answer ({reason}).").format(reason=error.reason)
        return Finding(
            _("model"),
            False,
            what,
            _("Sessions go on with the practice partner. For more, run: lerendwerken doctor --model"),
        )
    except InputError as error:
        return Finding(_("model"), False, error.what, error.remedy)
    return Finding(_("model"), True, _("{name} answers ({count} characters).").format(name=model.name, count=len(text)))
