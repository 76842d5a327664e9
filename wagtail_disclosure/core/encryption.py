"""Encryption of what citizens write: one data key per case, wrapped by a master key.

Master keys live in ``WAGTAIL_DISCLOSURE["ENCRYPTION_KEYS"]``, outside the database; the first one
encrypts, the others only decrypt, so keys can be rotated. Destroying a case's wrapped key makes
its content unreadable for good. AES-256-GCM throughout (NIST SP 800-38D), 96-bit random nonces.
"""

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.exceptions import ImproperlyConfigured

from wagtail_disclosure.core import conf

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
# Of a file, encrypted at a time: what a worker holds in memory of it.
CHUNK_BYTES = 256 * 1024
EXAMPLE = "python -c 'import base64, os; print(base64.b64encode(os.urandom(32)).decode())'"


class CannotDecrypt(ValueError):
    """The bytes were not written with this key for this purpose."""


def master_keys() -> dict[str, bytes]:
    """Master keys by their short id, the encrypting one first.

    Raises ImproperlyConfigured, saying what to add, where there is none or one is malformed.
    """
    keys = {}
    for position, text in enumerate(conf.encryption_keys(), start=1):
        try:
            key = base64.b64decode(text, validate=True)
        except (binascii.Error, TypeError, ValueError) as error:
            raise ImproperlyConfigured(f"Encryption key {position} is not base64.") from error
        if len(key) != KEY_BYTES:
            raise ImproperlyConfigured(
                f"Encryption key {position} has {len(key)} bytes instead of {KEY_BYTES}."
            )
        keys[hashlib.sha256(key).hexdigest()[:12]] = key
    if not keys:
        raise ImproperlyConfigured(
            f'WAGTAIL_DISCLOSURE["ENCRYPTION_KEYS"] is empty. Make a key with: {EXAMPLE}'
        )
    return keys


def new_data_key() -> bytes:
    return AESGCM.generate_key(bit_length=256)


def wrap(data_key: bytes, *, purpose: str) -> tuple[str, bytes]:
    """Encrypt ``data_key``; returns the master key's id and the wrapped key."""
    key_id, master = next(iter(master_keys().items()))
    return key_id, encrypt(data_key, key=master, purpose=purpose)


def unwrap(wrapped: bytes, *, key_id: str, purpose: str) -> bytes:
    """The data key again. Raises CannotDecrypt where the master key is gone or another."""
    keys = master_keys()
    if key_id not in keys:
        raise CannotDecrypt(f"No configured encryption key has the id {key_id}.")
    return decrypt(wrapped, key=keys[key_id], purpose=purpose)


def encrypt(plain: bytes, *, key: bytes, purpose: str) -> bytes:
    """Nonce and ciphertext; ``purpose`` binds them to their place, such as ``content:17``."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, purpose.encode())


def decrypt(sealed: bytes, *, key: bytes, purpose: str) -> bytes:
    """Raises CannotDecrypt where key or purpose differ or a byte was changed."""
    sealed = bytes(sealed)
    if len(sealed) < NONCE_BYTES + TAG_BYTES:
        raise CannotDecrypt(f"Too short for “{purpose}”.")
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], purpose.encode())
    except InvalidTag as error:
        raise CannotDecrypt(f"Not decryptable as “{purpose}”.") from error


def encrypt_chunks(chunks: Iterable[bytes], *, key: bytes, purpose: str) -> Iterator[bytes]:
    """The ciphertext of a file piece by piece, so that a large one is never in memory as a whole.

    Each piece is bound to its place and to being the last or not: none can be moved, left out or
    cut off.
    """
    number, waiting = 0, b""
    for chunk in chunks:
        waiting += chunk
        # The last piece is known only when nothing follows, so one is always held back.
        while len(waiting) > CHUNK_BYTES:
            piece, waiting = waiting[:CHUNK_BYTES], waiting[CHUNK_BYTES:]
            yield encrypt(piece, key=key, purpose=_place(purpose, number, is_last=False))
            number += 1
    yield encrypt(waiting, key=key, purpose=_place(purpose, number, is_last=True))


def decrypt_chunks(sealed: BinaryIO, *, key: bytes, purpose: str) -> Iterator[bytes]:
    """The pieces of a file again. Raises CannotDecrypt at the first that is not as it was."""
    size, number = NONCE_BYTES + CHUNK_BYTES + TAG_BYTES, 0
    piece = sealed.read(size)
    while True:
        following = sealed.read(size)
        yield decrypt(piece, key=key, purpose=_place(purpose, number, is_last=not following))
        if not following:
            return
        piece, number = following, number + 1


def _place(purpose: str, number: int, *, is_last: bool) -> str:
    return f"{purpose}:{number}:{'last' if is_last else 'more'}"


def keyed_digest(message: bytes, *, purpose: str, key_id: str | None = None) -> tuple[str, bytes]:
    """HMAC-SHA256 of ``message`` under a key derived from a master key, and that key's id.

    For look-up secrets: they have enough random bits, so a slow hash would only invite floods.
    Raises CannotDecrypt where ``key_id`` is no longer configured.
    """
    keys = master_keys()
    chosen = key_id or next(iter(keys))
    if chosen not in keys:
        raise CannotDecrypt(f"No configured encryption key has the id {chosen}.")
    derived = hmac.digest(keys[chosen], purpose.encode(), "sha256")
    return chosen, hmac.digest(derived, message, "sha256")
