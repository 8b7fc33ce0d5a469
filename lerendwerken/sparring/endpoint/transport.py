"""The HTTP client below the openai library: it goes to the one address that is set, and reads no more than a reply is."""

from __future__ import annotations

import contextlib
import socket
import ssl
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

import httpx2

from lerendwerken.errors import ModelError

# the longest reply that counts takes some 2 MB as events; thoughts before it may take more
LARGEST: Final = 32_000_000


def http_client() -> httpx2.Client:
    """Return a client that follows no redirect, asks for plain bytes and accepts nothing else."""
    return httpx2.Client(
        verify=_certificates(),
        # a redirect would take the key, or what a team wrote, to an address that nobody chose
        follow_redirects=False,
        # minutes pass between two turns, and a connection that is just being closed looks like a server that is away
        limits=httpx2.Limits(max_keepalive_connections=0),
        headers={"Accept-Encoding": "identity"},
        event_hooks={"response": [_limit]},
    )


@cache
def _certificates() -> ssl.SSLContext:
    """Return whom to trust, read once: it takes 20 ms."""
    return httpx2.create_ssl_context()


def cutter(response: httpx2.Response) -> Callable[[], None]:
    """Return what wakes a thread that reads a response: its connection ends, as if the other side had left."""

    def cut() -> None:
        # closing the socket instead would free its number for another connection while this one is still being read
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)

    connection: socket.socket = response.extensions["network_stream"].get_extra_info("socket")
    return cut


class _Limited(httpx2.SyncByteStream):
    """A body of at most `LARGEST` bytes."""

    def __init__(self, body: httpx2.SyncByteStream) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for data in self._body:
            size += len(data)
            if size > LARGEST:
                raise ModelError("too_long")
            yield data

    def close(self) -> None:
        """Close the body itself."""
        self._body.close()


def _limit(response: httpx2.Response) -> None:
    """Refuse a packed body, which can grow a thousandfold when it is unpacked, and set a limit to a plain one."""
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise ModelError("garbage")
    if isinstance(response.stream, httpx2.SyncByteStream):
        response.stream = _Limited(response.stream)
