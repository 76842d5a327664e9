"""The look-up secret of a receipt: derived, printed once, kept as a keyed digest."""

import hashlib
import hmac
import secrets
from datetime import UTC, datetime

from django.core import signing

from wagtail_disclosure.core import encryption
from wagtail_disclosure.rules.references import (
    SECRET_BITS,
    InvalidReference,
    encode_secret,
    normalize_secret,
)

SALT = "wagtail_disclosure.submission"
RECEIPT_SALT = "wagtail_disclosure.receipt"
TOKEN_BYTES = 16
# A form may lie open for a working day; a page that some cache kept for longer is no use.
TOKEN_AGE_SECONDS = 24 * 60 * 60
NO_DIGEST = "0" * 64


def new_token() -> str:
    """A signed random token: the same submission sent twice carries it twice."""
    return signing.dumps(secrets.token_hex(TOKEN_BYTES), salt=SALT)


def is_token(text: str) -> bool:
    """Whether ``text`` is a token that this site gave out within the last day."""
    try:
        signing.loads(text, salt=SALT, max_age=TOKEN_AGE_SECONDS)
    except signing.BadSignature:
        return False
    return True


def receipt_ticket(token: str) -> str:
    """For whoever is shown the receipt of what was sent with ``token``.

    The token alone proves nothing: whoever opened the form on a shared computer may have read it
    before somebody else filled the form in.
    """
    return signing.dumps(token, salt=RECEIPT_SALT)


def token_in(ticket: str) -> str:
    """The token of a ticket of the last day. Raises LookupError for anything else."""
    try:
        token: str = signing.loads(ticket, salt=RECEIPT_SALT, max_age=TOKEN_AGE_SECONDS)
    except signing.BadSignature as error:
        raise LookupError("No receipt was shown with this.") from error
    return token


def made_at(token: str) -> datetime | None:
    """When this site gave ``token`` out; None for what is no token of ours."""
    signer = signing.TimestampSigner(salt=SALT)
    try:
        signer.unsign(token)
    except signing.BadSignature:
        return None
    stamp = token.rsplit(signer.sep, 2)[1]
    return datetime.fromtimestamp(signing.b62_decode(stamp), tz=UTC)


def token_digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def secret_for(token: str, *, key_id: str | None = None) -> tuple[str, str]:
    """The master key's id and the secret that belongs to ``token``.

    Derived, so that whoever repeats a submission after a time-out gets the same secret again
    although it is stored nowhere. Whoever has only the token can't compute it.
    """
    key_id, derived = encryption.keyed_digest(
        token.encode(), purpose="look-up-secret-from-token", key_id=key_id
    )
    return key_id, encode_secret(int.from_bytes(derived, "big") >> (len(derived) * 8 - SECRET_BITS))


def secret_digest(secret: str, *, key_id: str) -> str:
    """What is stored of a secret."""
    return encryption.keyed_digest(secret.encode(), purpose="look-up-secret", key_id=key_id)[
        1
    ].hex()


def matches(typed: str, *, digest: str | None, key_id: str | None) -> bool:
    """Whether ``typed`` is the secret with ``digest``; the same work where there is no digest."""
    try:
        secret = normalize_secret(typed)
    except InvalidReference:
        secret = ""
    try:
        computed = secret_digest(secret, key_id=key_id or next(iter(encryption.master_keys())))
    except encryption.CannotDecrypt:
        # The master key of this case is gone, and with it every answer to this question.
        computed, digest = NO_DIGEST, None
    equal = hmac.compare_digest(computed, digest or NO_DIGEST)
    return equal and digest is not None and secret != ""
