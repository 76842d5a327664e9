"""ZIP files as archives take them in: BagIt (RFC 8493), written a chunk at a time.

The same content gives the same bytes: every member has the same moment, and they come in the order
in which they are written.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The earliest moment that a ZIP file knows.
MOMENT = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
CHUNK = 64 * 1024


class Bag:
    """A bag that is being written; ``name`` is the folder in which it unpacks."""

    def __init__(self, archive: ZipFile, name: str):
        self.archive = archive
        self.name = name
        self.manifest: dict[str, str] = {}
        self.size = 0

    def add(self, path: str, chunks: Iterable[bytes], *, size: int) -> str:
        """Write a file of the payload; returns its SHA-256. ``size`` is in bytes."""
        path = f"data/{path}"
        self.manifest[path] = self._write(path, chunks, size=size)
        return self.manifest[path]

    def close(self, facts: dict[str, str]) -> None:
        """Write what makes a bag of it: ``facts`` about it, and the list of hashes."""
        oxum = f"{self.size}.{len(self.manifest)}"
        lines = [f"{name}: {value}" for name, value in {**facts, "Payload-Oxum": oxum}.items()]
        tags = {
            "bagit.txt": BAGIT,
            "bag-info.txt": _lines(lines),
            "manifest-sha256.txt": _lines(
                f"{sha256}  {path}" for path, sha256 in self.manifest.items()
            ),
        }
        hashes = {
            path: self._write(path, [content], size=len(content), is_payload=False)
            for path, content in tags.items()
        }
        content = _lines(f"{sha256}  {path}" for path, sha256 in hashes.items())
        self._write("tagmanifest-sha256.txt", [content], size=len(content), is_payload=False)

    def _write(
        self, path: str, chunks: Iterable[bytes], *, size: int, is_payload: bool = True
    ) -> str:
        member = ZipInfo(f"{self.name}/{path}", MOMENT)
        member.compress_type = ZIP_DEFLATED
        member.external_attr = READABLE
        member.file_size = size
        sha256 = hashlib.sha256()
        with self.archive.open(member, "w") as target:
            for chunk in chunks:
                sha256.update(chunk)
                target.write(chunk)
                self.size += len(chunk) if is_payload else 0
        return sha256.hexdigest()


@contextmanager
def bag_in(target: IO[bytes], name: str) -> Iterator[Bag]:
    """A bag written to ``target``; close it with its facts before leaving."""
    with ZipFile(target, "w") as archive:
        yield Bag(archive, name)


def chunks_of(source: IO[bytes]) -> Iterator[bytes]:
    """A file from its start, a chunk at a time."""
    source.seek(0)
    while chunk := source.read(CHUNK):
        yield chunk


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
