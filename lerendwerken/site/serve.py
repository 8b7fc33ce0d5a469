"""Showing a built site on this machine only."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from lerendwerken.errors import InputError
from lerendwerken.messages import _

HOST = "127.0.0.1"


class _Server(ThreadingHTTPServer):
    """A server that does not share its port, which Windows would otherwise allow."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"


class _Handler(SimpleHTTPRequestHandler):
    """Serves files without a word on the terminal, always fresh."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name in the standard library
        """Say nothing: who reads what is nobody's business."""


def open_server(folder: Path, *, port: int = 0) -> ThreadingHTTPServer:
    """Return a server for a built site on 127.0.0.1; port 0 takes a free one.

    Raises:
        InputError: there is no site in the folder, or the port is taken.
    """
    if not (folder / "index.html").is_file():
        raise InputError(_("there is no site here."), str(folder), _("Build it with: lerendwerken site build"))
    try:
        return _Server((HOST, port), partial(_Handler, directory=str(folder)))
    except (OSError, OverflowError):
        raise InputError(
            _("port {port} cannot be used; another program may have it.").format(port=port),
            "--port",
            _("Choose another port, or leave the option out."),
        ) from None


def serve_site(folder: Path, *, port: int = 0, on_ready: Callable[[str], None]) -> None:
    """Serve a built site until Ctrl-C; `on_ready` is told the address.

    Raises:
        InputError: there is no site in the folder, or the port is taken.
    """
    with open_server(folder, port=port) as server, contextlib.suppress(KeyboardInterrupt):
        on_ready(f"http://{HOST}:{server.server_address[1]}/")
        server.serve_forever()
