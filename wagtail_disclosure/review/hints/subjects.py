"""Hints for a guarded object: its public fields, and the files that become public with it."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from wagtail_disclosure.core.models import IntakeWindow, StoredFile, Unit
from wagtail_disclosure.review.content import fingerprints, presentation
from wagtail_disclosure.review.content.files import files_of
from wagtail_disclosure.review.hints.findings import Finding, Look, sensitive_in
from wagtail_disclosure.review.hints.looking import look_into
from wagtail_disclosure.review.hints.wording import KINDS, words_of
from wagtail_disclosure.rules.sensitive_text import may_be_sensitive

# Goes up whenever something more is found, so that files are looked into again.
VERSION = 1
DAYS_30 = 30 * 24 * 3600
SEVERAL_NUMBERS = re.compile(r"[/,;、，；]")


@dataclass(frozen=True)
class Hint:
    """Something worth a second look before it becomes public; words in the reader's language.

    ``must_look`` says that it can't be confirmed without saying that one has looked.
    """

    place: str
    kind: str
    excerpt: str
    must_look: bool
    code: str

    @property
    def severity(self) -> str:
        return "hold" if self.must_look else "note"

    def as_step(self) -> dict[str, str]:
        """As the clearance keeps it."""
        return {"place": self.place, "kind": self.code, "excerpt": self.excerpt}


def hints_for(
    subject: Any,
    allowed: frozenset[str] | None = None,
    *,
    content: dict[str, Any] | None = None,
) -> list[Hint]:
    """Everything about ``subject`` worth a second look, what must be looked at first.

    ``allowed`` are the agency's own numbers; for many subjects, have them looked up only once.
    ``content`` is its canonical content, where that is known already.
    """
    allowed = published_numbers() if allowed is None else allowed
    content = fingerprints.canonical_content(subject) if content is None else content
    hints = [
        *_hints_in_fields(content, type(subject), allowed),
        *_hints_in_files(subject, allowed),
    ]
    return sorted(hints, key=lambda hint: not hint.must_look)


def held(hints: Iterable[Hint]) -> list[Hint]:
    """The hints that somebody must have looked at."""
    return [hint for hint in hints if hint.must_look]


def digest(hints: Iterable[Hint]) -> str:
    """What a reviewer confirms to have looked at, as one value; empty where there is nothing.

    The reader's language plays no part: places are counted, not named.
    """
    looked_at = sorted((hint.code, hint.excerpt) for hint in held(hints))
    if not looked_at:
        return ""
    return hashlib.sha256(json.dumps(looked_at).encode()).hexdigest()


def published_numbers() -> frozenset[str]:
    """The telephone and fax numbers under which the agency wants to be reached."""
    of_units = Unit.objects.exclude(phone="").values_list("phone", flat=True)
    of_windows = IntakeWindow.objects.values_list("phone", "fax")
    fields = [*of_units, *(number for pair in of_windows for number in pair if number)]
    return frozenset(number for field in fields for number in SEVERAL_NUMBERS.split(field))


def _hints_in_fields(
    content: dict[str, Any], model: type[Any], allowed: frozenset[str]
) -> Iterator[Hint]:
    # Most fields hold nothing, and making them readable takes long.
    doubtful = {name: value for name, value in content["fields"].items() if _is_doubtful(value)}
    for name, text in presentation.texts({"fields": doubtful}, model):
        for kind, excerpt in sensitive_in(text, allowed):
            yield _hint(presentation.label_of(model, name), kind.value, excerpt)


def _is_doubtful(value: Any) -> bool:
    """Whether there can be a finding in a canonical value; its markup holds none, nor adds one."""
    match value:
        case str():
            return may_be_sensitive(value)
        case {"type": str(), "value": inner}:
            return _is_doubtful(inner)
        case list():
            return any(map(_is_doubtful, value))
    return value is not None


def _hints_in_files(subject: Any, allowed: frozenset[str]) -> Iterator[Hint]:
    for stored in files_of(subject):
        for finding in findings_in(stored, allowed):
            place = words_of((("file", stored.name), *finding.place))
            yield _hint(place, finding.kind, finding.excerpt)


def findings_in(stored: StoredFile, allowed: frozenset[str]) -> list[Finding]:
    """What is found in a file; the same bytes are looked into once in a month."""
    permitted = hashlib.sha256(json.dumps(sorted(allowed)).encode()).hexdigest()
    key = f"wagtail_disclosure.hints.{VERSION}.{stored.sha256}.{permitted[:16]}"
    found = cache.get(key)
    if found is None:
        try:
            with stored.file.open("rb") as stream:
                look = look_into(stream, stored.name, Look(allowed))
        except Exception:  # Every storage has errors of its own.
            return [Finding((), "unreadable")]
        found = [(finding.place, finding.kind, finding.excerpt) for finding in look]
        cache.set(key, found, DAYS_30)
    return [Finding(*finding) for finding in found]


def _hint(place: str, code: str, excerpt: str) -> Hint:
    words = KINDS[code]
    return Hint(
        place=place,
        kind=str(words.label),
        excerpt=excerpt,
        must_look=words.must_look,
        code=code,
    )
