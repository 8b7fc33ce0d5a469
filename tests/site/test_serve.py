"""Showing a site on this machine: only here, only files of the site, and an end that is an end."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from lerendwerken.errors import InputError
from lerendwerken.site.serve import open_server


def test_pages_are_served(address: str) -> None:
    """The front page, a record and the style sheet come with the right type."""
    for path, kind in (("", "text/html"), ("teams/vergunningen.html", "text/html"), ("static/site.css", "text/css")):
        with urllib.request.urlopen(address + path) as answer:
            assert answer.headers.get_content_type() == kind
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_nothing_outside_the_site_is_served(address: str) -> None:
    """An address that climbs out of the site finds nothing."""
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(address + "../../werk%20ruimte/kader.yaml")


def test_taken_port_is_told(site: Path) -> None:
    """A port that another program has gives one clear message."""
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(InputError, match=str(taken.getsockname()[1])):
        open_server(site, port=taken.getsockname()[1])


def test_folder_without_site_is_told(tmp_path: Path) -> None:
    """A folder without a site is not served, and the message says how to build one."""
    with pytest.raises(InputError, match="lerendwerken site build"):
        open_server(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal for Ctrl-C to another process")
def test_interrupt_ends_cleanly(site: Path) -> None:
    """Ctrl-C ends the server without a traceback."""
    code = "import sys; from pathlib import Path; from lerendwerken.site import serve_site; "
    code += "serve_site(Path(sys.argv[1]), on_ready=lambda address: print(address, flush=True))"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(site)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("http://127.0.0.1:")
        process.send_signal(signal.SIGINT)
        _out, errors = process.communicate(timeout=10)
    assert (process.returncode, errors) == (0, "")
