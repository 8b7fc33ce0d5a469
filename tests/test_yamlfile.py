"""Files that people write: read strictly, refused with place and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from lerendwerken.errors import InputError
from lerendwerken.frame import Frame
from lerendwerken.team import Team
from lerendwerken.yamlfile import load, parse_yaml

FRAME = """\
organisatie: Proef
doelen:
  - id: doel
    titel: Een doel
ontwikkelvragen:
  - id: vraag
    vraag: Hoe dan?
    doel: doel
"""


def frame(text: str) -> Frame:
    """Return a frame from text."""
    return parse_yaml(text, name="kader.yaml").parse(Frame)


def test_a_plain_frame_is_read() -> None:
    """What a person writes becomes a value."""
    assert frame(FRAME).goal("doel").title == "Een doel"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (FRAME + "kleur: rood\n", r"regel 9, veld 'kleur': is onbekend"),
        (FRAME.replace("titel", "titl"), r"regel 4, veld 'doelen\.1\.titl': is onbekend\. Bekend: titel"),
        (FRAME.replace("Een doel", "5"), r"regel 4, veld 'doelen\.1\.titel': moet tekst zijn"),
        (FRAME.replace("    titel: Een doel\n", ""), r"veld 'doelen\.1\.titel': ontbreekt"),
        (FRAME.replace("doel: doel", "doel: dool"), r"'dool'.*Bekend: doel"),
        (FRAME.replace("id: doel", "id: ../doel"), r"regel 3, veld 'doelen\.1\.id': .*kleine letters"),
        (FRAME.replace("id: doel", "id: con"), r"Windows"),
        (FRAME + "fictief: misschien\n", r"regel 9, veld 'fictief': .*ja of nee"),
        (FRAME + "formaat: 2\n", r"regel 9, veld 'formaat': .*nieuwere versie"),
        (FRAME + "organisatie: Nog eens\n", r"regel 9: .*staat hier twee keer"),
        (FRAME + "site: &a {}\nmomenten: *a\n", r"regel 9: verwijst"),
        (FRAME + "site: !!python/object:os.system x\n", r"regel 9: .*YAML-tag"),
        (FRAME + "site: [\n", r"regel \d+: is geen leesbare YAML"),
        ("- los\n", r"regel 1: "),
        (FRAME + "bedrag: 1.200\n", r"regel 9: '1\.200' kan .*1200.*1,200"),
        ("organisatie: a\0b\n", r"is geen leesbare YAML"),
        ("[" * 5000, r"is geen leesbare YAML"),
        ("a: " + "[" * 100 + "]" * 100, r"te diep"),
        (FRAME + "momenten:\n  koers: {naam: K, dag: zondag, tijd: '09:00', minuten: 30}\n", r"regel 10, .*maandag"),
    ],
)
def test_what_is_wrong_is_told_with_line_field_and_remedy(text: str, told: str) -> None:
    """Each fault is named with its line and field."""
    with pytest.raises(InputError, match=told):
        frame(text)


def test_a_yaml_bomb_is_refused_before_it_grows() -> None:
    """Nine levels of references cost nothing and are refused."""
    bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))
    with pytest.raises(InputError, match="verwijst"):
        frame(bomb)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is leeg"),
        (b"   \n", "is leeg"),
        (b"naam: \xff\xfe\n", r"UTF-8 \(regel 1\)"),
        (b"x" * 50_000_000, r"te groot \(50[.,]0 MB"),
    ],
)
def test_files_that_cannot_be_text_are_refused(tmp_path: Path, content: bytes, told: str) -> None:
    """Empty files, other encodings and files of 50 MB are refused by name."""
    path = tmp_path / "team.yaml"
    path.write_bytes(content)
    with pytest.raises(InputError, match=told) as caught:
        load(path, Team)
    assert caught.value.where == str(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(InputError, match="bestaat niet"):
        load(tmp_path / "geen.yaml", Team)


def test_words_that_look_like_switches_stay_text() -> None:
    """`nee`, `on` and `09:30` are text, as in YAML 1.2."""
    data = parse_yaml("a: nee\nb: on\nc: 09:30\nd: 2026-11-27\ne: 1_000\nf: 1.5\n", name="x").data
    assert data == {"a": "nee", "b": "on", "c": "09:30", "d": "2026-11-27", "e": "1_000", "f": 1.5}


def test_the_roster_stays_out_of_the_representation() -> None:
    """Printing a team does not print its members."""
    team = parse_yaml("naam: A\nleden: [Wilma Geelsnavel]\n", name="x").parse(Team)
    assert "Wilma" not in repr(team)
