"""Hostile texts through the whole path: in the conversation, the session, the record and on the site they stay text."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from lerendwerken.kit import Kit
from lerendwerken.library import KitFolder, Library
from lerendwerken.notebook import write_notebook
from lerendwerken.record import Record
from lerendwerken.session import Session
from lerendwerken.site.build import build_site
from lerendwerken.sparring import ScriptedModel
from lerendwerken.values import visible_text
from lerendwerken.weekcycle import Week
from lerendwerken.workspace import Workspace
from lerendwerken.yamlfile import load

DATA = Path(__file__).parent / "data"
ATTACKS: dict[str, list[str]] = yaml.safe_load((DATA / "attacks.yaml").read_text(encoding="utf-8"))
TEXTS = ATTACKS["injection"] + ATTACKS["xss"]
Command = Callable[..., subprocess.CompletedProcess[str]]
# elements of our own pages; hostile text could only add others
FORBIDDEN = {"script", "iframe", "img", "base", "object", "embed", "math", "style", "form", "input"}


def answers_with(text: str) -> dict[str, Any]:
    """Return the answers of the test kit with a text in every field that takes free text."""
    line = " ".join(text.split())[:280]
    data: dict[str, Any] = yaml.safe_load((DATA / "proefkit.yaml").read_text(encoding="utf-8"))
    data["onderwerp"] = line
    data["situatie"] = {"proces": text, "plek": line}
    steps = data["stappen"]
    steps["terugblik"]["herinnering"] = text
    steps["vooraf"] |= dict.fromkeys(("opbrengst", "resultaat", "maat", "eenheid"), line)
    steps["tellen"] |= {"geheim": text, "namen": [line, "tweede soort"]}
    steps["eigen_antwoord"]["antwoord"] = text
    steps["sparren"]["berichten"] = [text, text]
    steps["beweringen"]["beweringen"] = [{"bewering": line, "status": "geverifieerd", "bron": line}]
    steps["afweging"] = {"gehouden": [{"wat": line, "waarom": line}], "verworpen": [{"wat": line, "waarom": line}]}
    steps["voorstel"] = dict.fromkeys(("titel", "opbrengst", "eigenaar", "beslisser"), line) | {"verandering": text}
    steps["afspraak"] = {"als": line, "dan": line, "eigenaar": line}
    steps["les"]["les"] = line
    return data


def done(place: Workspace, text: str, *, week: Week, model: ScriptedModel) -> Session:
    kit = Library(own=place.kits_folder).kit("proefkit")
    path = place.root / "aanval.yaml"
    path.write_text(yaml.safe_dump(answers_with(text), allow_unicode=True), encoding="utf-8")
    session = Session.open(place, kit=kit, team="balie", week=week, model=model)
    given = session.check_answers(path)
    for step in kit.kit.steps:
        session.take(given, step)
    return session


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, list[tuple[str, Session, ScriptedModel]]]:
    """An organisation in which every hostile text went through a session of its own; the model says the same back."""
    root = tmp_path_factory.mktemp("aanval") / "organisatie"
    shutil.copytree(DATA / "organisation", root)
    write_notebook(root / "kits/proefkit/kit.ipynb", "proefkit", load(root / "kits/proefkit/kit.yaml", Kit))
    place, found = Workspace.at(root), []
    for number, text in enumerate(TEXTS):
        model = ScriptedModel([text] * 12, name="proefmodel")
        week = Week(2026 + number // 50, number % 50 + 1)
        found.append((text, done(place, text, week=week, model=model), model))
    return place, found


def test_hostile_text_is_material_and_nothing_else(attacked: Any) -> None:
    """In every request it stands between fences that it cannot know, in a message of the user; nothing unseen goes along."""
    for text, _session, model in attacked[1]:
        assert model.sent
        for request in model.sent:
            (system,) = (message.text.text for message in request if message.role == "system")
            code = re.findall(r"\[begin materiaal ([0-9a-f]{16})\]", system)[0]
            assert visible_text(text)[:40] not in system
            for message in (m.text.text for m in request if m.role == "user"):
                assert message.startswith(f"[begin materiaal {code}]\n")
                assert message.endswith(f"\n[einde materiaal {code}]")
                assert message.count(code) == 2
                assert visible_text(message) == message


def test_the_site_shows_hostile_text_as_text(attacked: Any, browser: Any, serving: Any, tmp_path: Path) -> None:
    """Every record is on the site, to the letter; no element, no request to elsewhere, no script comes of it."""
    place, sessions = attacked
    build_site(place, out=tmp_path / "site", book=False)
    assert list(elements(tmp_path / "site")) == []
    context = browser.new_context()
    page, asked, alarms = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (alarms.append(dialog.message), dialog.dismiss()))
    with serving(tmp_path / "site") as address:
        for _text, session, _model in sessions:
            record: Record = session.archive.record(session.record_id).current
            page.goto(f"{address}verslagen/{record.id}.html")
            shown = " ".join(page.inner_text("main").split())
            assert " ".join(record.lesson.split()) in shown
            assert page.title() != "geraakt"
    context.close()
    assert alarms == []
    assert [url for url in asked if not url.startswith(address)] == []


def elements(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield forbidden elements and attributes of the record pages."""

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            links = [value or "" for name, value in attrs if name in {"href", "src"}]
            bad = any(re.match(r"\s*(?:javascript|data|vbscript):", link, re.IGNORECASE) for link in links)
            if tag in FORBIDDEN or bad or any(name.startswith("on") for name, _value in attrs):
                self.found.append(tag)

        found: list[str]

    for kind in ("verslagen", "voorstellen", "teams"):
        for path in (folder / kind).rglob("*.html"):
            reader = Reader()
            reader.found = []
            reader.feed(path.read_text(encoding="utf-8"))
            yield from ((path.name, tag) for tag in reader.found)


def test_a_session_notebook_shows_hostile_text_as_text(command: Command, workspace: Workspace, kit: KitFolder) -> None:
    """A whole run with all hostile texts in it leaves a notebook in which nothing of them is markup."""
    path = workspace.root / "aanval.yaml"
    path.write_text(yaml.safe_dump(answers_with("\n".join(ATTACKS["xss"])[:4000]), allow_unicode=True), encoding="utf-8")
    ran = command("run", kit.slug, "--team", "balie", "--week", "2026-W48", "-f", str(path))
    assert ran.returncode == 0, ran.stderr
    notebook = json.loads((workspace.sessions_folder / "balie/2026-W48-proefkit/session.ipynb").read_text(encoding="utf-8"))
    kinds = [out["data"] for cell in notebook["cells"] for out in cell.get("outputs", ()) if "data" in out]
    assert kinds
    for data in kinds:
        assert not [kind for kind in data if kind in {"text/markdown", "text/latex", "image/svg+xml"}]
        html = "".join(data.get("text/html", ()))
        assert not re.search(r"<(?:script|img|svg|iframe|base|a)\b", html)


# no system lets a NUL through to a program; it is tried in a file below
@pytest.mark.parametrize("name", [name for name in ATTACKS["path"] if "\0" not in name])
def test_a_name_is_no_path(command: Command, workspace: Workspace, answers: Callable[..., Path], name: str) -> None:
    """A team, a kit or a week with a path, a control character or a look-alike in it is refused; nothing is written."""
    file, before = str(answers()), set(workspace.root.parent.rglob("*"))
    for words in (
        ("run", "proefkit", f"--team={name}", "--week=2026-W48", "-f", file),
        ("run", f"./{name}" if name.startswith("-") else name, "--team=balie", "--week=2026-W48", "-f", file),
        ("run", "proefkit", "--team=balie", f"--week={name}", "-f", file),
    ):
        done = command(*words)
        assert done.returncode == 2, (words, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
    assert set(workspace.root.parent.rglob("*")) == before
