"""Requests that people are still writing: kept from page to page, and for longer by a code.

The code is the key. It is in a cookie of the browser while somebody writes and on the paper of who
saves; of the site's own it can be read nowhere.
"""

import json
import secrets as random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction

from wagtail_disclosure.cases.intake import secrets
from wagtail_disclosure.cases.intake.uploads import Upload
from wagtail_disclosure.cases.models.definitions import FormDefinition
from wagtail_disclosure.cases.models.saved_requests import SavedFile, SavedRequest
from wagtail_disclosure.cases.request_forms.definitions import Definition
from wagtail_disclosure.core import conf, encryption
from wagtail_disclosure.rules.references import (
    SECRET_BITS,
    InvalidReference,
    encode_secret,
    normalize_secret,
)

# Of what nobody saved: a working day and the evening after it.
UNSAVED_FOR = timedelta(hours=24)
SOME = 10
DIGEST_PURPOSE = "saved-request-code"
KEY_PURPOSE = "saved-request-key"


class NoSavedRequest(LookupError):
    """There is none with this code, or it is gone: sent, expired or deleted."""


@dataclass
class Draft:
    """A saved request in the clear, while its code is at hand."""

    row: SavedRequest
    code: str
    key: bytes
    content: dict[str, Any] = field(default_factory=dict)

    @property
    def definition(self) -> Definition:
        """The form as it was when somebody began to fill it in."""
        return Definition.from_content(self.row.form_definition.content)

    @property
    def answers(self) -> dict[str, Any]:
        return self.content["answers"]

    @property
    def files(self) -> dict[str, list[dict[str, Any]]]:
        """What is known of each question's files: id, name, type and size."""
        return self.content["files"]

    @property
    def token(self) -> str:
        """That of the submission it becomes; see ``submitting.submit``."""
        return self.content["token"]

    @property
    def page(self) -> str:
        """The page that it was begun on, by the key that its translations share."""
        return self.content["page"]

    @property
    def about(self) -> str:
        """What the request is about, as an address names it (see ``subjects``)."""
        return self.content["about"]


def start(*, definition: Definition, page: str, about: str, at: datetime) -> Draft:
    """A new one, kept for a day unless it is saved."""
    code = encode_secret(random.randbits(SECRET_BITS))
    key_id, digest = encryption.keyed_digest(code.encode(), purpose=DIGEST_PURPOSE)
    row = SavedRequest(
        code_digest=digest.hex(),
        key_id=key_id,
        form_definition=FormDefinition.objects.freeze(definition.as_content()),
        started_at=at,
        expires_at=at + UNSAVED_FOR,
    )
    content = {"answers": {}, "files": {}, "done": [], "token": secrets.new_token()}
    draft = Draft(row=row, code=code, key=_key(code, key_id))
    draft.content = {**content, "page": page, "about": about}
    _seal(draft)
    row.save(force_insert=True)
    # So that nothing is kept for longer where nobody runs the command that deletes it.
    transaction.on_commit(partial(forget_expired, at=at, most=SOME), robust=True)
    return draft


def open_draft(code: str, *, at: datetime) -> Draft:
    """The one with this code, however it was typed. Raises NoSavedRequest."""
    try:
        code = normalize_secret(code)
    except InvalidReference as error:
        raise NoSavedRequest from error
    for key_id in encryption.master_keys():
        digest = encryption.keyed_digest(code.encode(), purpose=DIGEST_PURPOSE, key_id=key_id)[1]
        found = SavedRequest.objects.select_related("form_definition").filter(
            code_digest=digest.hex(), expires_at__gt=at
        )
        if row := found.first():
            return _opened(row, code)
    raise NoSavedRequest


def write(draft: Draft) -> None:
    """Store what ``draft``, which is locked, holds now."""
    _seal(draft)
    draft.row.save(update_fields=["ciphertext"])


def keep(draft: Draft, *, at: datetime) -> None:
    """Keep it for as long as the settings say, for who goes on later with the code."""
    draft.row.expires_at = at + timedelta(days=conf.saved_request_days())
    draft.row.save(update_fields=["expires_at"])


def add_files(draft: Draft, uploads: dict[str, list[Upload]], *, at: datetime) -> None:
    """Store the files with it; ``write()`` makes them part of it."""
    for key, chosen in uploads.items():
        for upload in chosen:
            sealed = SavedFile.seal(draft.row, upload.content.chunks(), key=draft.key, at=at)
            facts = {"id": sealed.pk.hex, "name": upload.name}
            facts |= {"content_type": upload.content_type, "size": upload.size}
            draft.files.setdefault(key, []).append(facts)


def remove_file(draft: Draft, file_id: str) -> None:
    """Take a file out again; there may be none of that id."""
    for key, kept in list(draft.files.items()):
        draft.files[key] = [facts for facts in kept if facts["id"] != file_id]
        if len(draft.files[key]) < len(kept):
            _delete_files(SavedFile.objects.filter(request=draft.row, pk=file_id))


def lock(draft: Draft) -> Draft:
    """It as it is now, kept from others until the transaction ends. Raises NoSavedRequest."""
    found = SavedRequest.objects.select_for_update().select_related(None)
    row = found.filter(pk=draft.row.pk).first()
    if row is None:
        raise NoSavedRequest
    return _opened(row, draft.code)


def empty(draft: Draft, *, at: datetime) -> None:
    """It was sent: forget everything but what gives the same receipt again."""
    draft.content = {**draft.content, "answers": {}, "files": {}}
    _seal(draft)
    draft.row.sent_at = at
    draft.row.expires_at = min(draft.row.expires_at, at + UNSAVED_FOR)
    draft.row.save(update_fields=["ciphertext", "sent_at", "expires_at"])
    _delete_files(SavedFile.objects.filter(request=draft.row))


@transaction.atomic
def delete(row: SavedRequest) -> None:
    """Forget it with its files."""
    _delete_files(SavedFile.objects.filter(request=row))
    row.delete()


def forget_expired(*, at: datetime, most: int | None = None) -> int:
    """Delete what has expired, at most so many, and return how many there were."""
    expired = list(SavedRequest.objects.filter(expires_at__lte=at).order_by("expires_at")[:most])
    for row in expired:
        delete(row)
    return len(expired)


def _opened(row: SavedRequest, code: str) -> Draft:
    try:
        key = _key(code, row.key_id)
        plain = encryption.decrypt(row.ciphertext, key=key, purpose=_purpose(row))
    except encryption.CannotDecrypt as error:
        # Its master key is gone, and with it what was saved.
        raise NoSavedRequest from error
    return Draft(row=row, code=code, key=key, content=json.loads(plain))


def _key(code: str, key_id: str) -> bytes:
    return encryption.keyed_digest(code.encode(), purpose=KEY_PURPOSE, key_id=key_id)[1]


def _seal(draft: Draft) -> None:
    plain = json.dumps(draft.content, ensure_ascii=False).encode()
    draft.row.ciphertext = encryption.encrypt(plain, key=draft.key, purpose=_purpose(draft.row))


def _purpose(row: SavedRequest) -> str:
    return f"saved-request:{row.pk.hex}"


def _delete_files(files: Any) -> None:
    """Rows now; what is in the storage once that is certain."""
    for saved in files:
        name, storage = saved.file.name, saved.file.storage
        saved.delete()
        transaction.on_commit(lambda name=name, storage=storage: storage.delete(name), robust=True)
