"""Requests of the same applicant, and those that repeat another (OGI Art. 36(6)).

They find each other by keyed digests. Whoever looks sees only what their rights show them anyway.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from wagtail_disclosure.cases.models.cases import Case
from wagtail_disclosure.cases.models.digests import RequestDigest
from wagtail_disclosure.cases.request_forms.definitions import DESCRIPTION_KEY, Definition
from wagtail_disclosure.core import encryption
from wagtail_disclosure.rules.plain_text import letters_and_digits

# The newest are shown; whoever wants all looks for them by other means.
SHOWN = 20
# The fewest that the number of anybody's document has.
FEWEST_DIGITS = 4
APPLICANT, WORDING = "same-applicant", "same-wording"


@dataclass(frozen=True)
class Alike:
    """Another request of the same applicant; ``is_repeated`` where it says the same."""

    case: Case
    is_repeated: bool


def store_digest(
    case: Case, definition: Definition, *, identity: Mapping[str, Any], content: Mapping[str, Any]
) -> None:
    """Let other requests find ``case``, in the transaction that seals it."""
    key_id = next(iter(encryption.master_keys()))
    applicant, wording = _digests(definition, identity, content, key_id=key_id)
    RequestDigest.objects.create(case=case, key_id=key_id, applicant=applicant, wording=wording)


def alike(case: Any, visible: QuerySet[Case]) -> Iterator[Alike]:
    """The newest of ``visible`` that are of the applicant of ``case``.

    Raises encryption.CannotDecrypt where the key of ``case`` is gone.
    """
    definition = Definition.from_content(case.concrete().form_definition.content)
    identity, content = case.applicantidentity.unseal(), case.casecontent.unseal()
    # Each was stored under the master key of its time.
    known = {
        key_id: _digests(definition, identity, content, key_id=key_id)
        for key_id in encryption.master_keys()
    }
    applicants = {applicant for applicant, _wording in known.values() if applicant}
    if not applicants:
        return
    found = visible.filter(digest__applicant__in=applicants).exclude(pk=case.pk)
    for other in found.select_related("digest").order_by("-pk")[:SHOWN]:
        said = known.get(other.digest.key_id, ("", ""))[1]
        yield Alike(case=other, is_repeated=bool(said) and other.digest.wording == said)


def _digests(
    definition: Definition,
    identity: Mapping[str, Any],
    content: Mapping[str, Any],
    *,
    key_id: str,
) -> tuple[str, str]:
    applicant = _applicant(definition, identity)
    wording = letters_and_digits(str(content.get(DESCRIPTION_KEY) or ""))
    return (
        _digest(applicant, purpose=APPLICANT, key_id=key_id),
        _digest(wording, purpose=WORDING, key_id=key_id),
    )


def _digest(text: str, *, purpose: str, key_id: str) -> str:
    if not text:
        return ""
    return encryption.keyed_digest(text.encode(), purpose=purpose, key_id=key_id)[1].hex()


def _applicant(definition: Definition, identity: Mapping[str, Any]) -> str:
    """What tells applicants apart: the number of a document, else where mails go."""
    for wanted, told in (("id_document", _number), ("email", _address)):
        for field in definition.fields:
            answer = identity.get(field.key)
            if field.type == wanted and answer and (known := told(answer)):
                return f"{wanted}:{known}"
    return ""


def _number(document: Mapping[str, str]) -> str:
    """Empty for what many people write who have no number, such as “none” or a dash."""
    number = letters_and_digits(document.get("number", ""))
    return number if sum(map(str.isdigit, number)) >= FEWEST_DIGITS else ""


def _address(email: str) -> str:
    # Its dots and its @ count: a@bc.example is somebody else than ab@c.example.
    return unicodedata.normalize("NFKC", email).casefold().strip()
