"""ClamAV as FILE_SCANNER, through its daemon: it is sent pieces and told nothing else."""

import socket
import struct
from collections.abc import Iterable, Iterator

from wagtail_disclosure.core import conf

SECONDS = 60
CLEAN, FOUND = "OK", "FOUND"
PIECE_BYTES = 1 << 16


class ScannerFailed(OSError):
    """The daemon did not say whether the file is clean."""


def scan(chunks: Iterable[bytes]) -> str:
    """The name of what clamd finds, empty where the file is clean. Raises OSError."""
    with _connect(conf.clamav_address()) as daemon:
        # The protocol's INSTREAM: each piece after its length, and a length of zero at the end.
        daemon.sendall(b"zINSTREAM\0")
        for piece in _pieces(chunks):
            daemon.sendall(struct.pack(">I", len(piece)) + piece)
        daemon.sendall(struct.pack(">I", 0))
        answer = _answer(daemon)
    verdict = answer.removeprefix("stream: ")
    if verdict == CLEAN:
        return ""
    if verdict.endswith(FOUND):
        return verdict.removesuffix(FOUND).strip()
    raise ScannerFailed(f"clamd: {answer[:200]}")


def _connect(address: str) -> socket.socket:
    """To a socket in the file system, or to ``host:port``."""
    if address.startswith("/"):
        daemon = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        daemon.settimeout(SECONDS)
        daemon.connect(address)
        return daemon
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)


def _pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        for start in range(0, len(chunk), PIECE_BYTES):
            yield chunk[start : start + PIECE_BYTES]


def _answer(daemon: socket.socket) -> str:
    received = b""
    while piece := daemon.recv(4096):
        received += piece
        if received.endswith(b"\0"):
            break
    return received.rstrip(b"\0\n").decode(errors="replace")
