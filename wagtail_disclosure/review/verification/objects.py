"""Every live row of every guarded type against the clearance that it is shown under."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from wagtail_disclosure.review.content.files import files_of, problem_with
from wagtail_disclosure.review.content.fingerprints import NoCanonicalForm
from wagtail_disclosure.review.models import Clearance, GuardedMixin
from wagtail_disclosure.review.models.guarded import guarded_models
from wagtail_disclosure.review.verification import Problem, Remedy
from wagtail_disclosure.review.verification.addresses import Addresses
from wagtail_disclosure.review.verification.proof import flaws

CHUNK = 100


def verify_objects() -> Iterator[Problem]:
    """What the public sees, or would see, and nobody cleared in exactly this form."""
    addresses = Addresses()
    for model in guarded_models():
        if not model._meta.proxy:
            for row in live_rows(model).iterator(chunk_size=CHUNK):
                yield from problems_of(row, addresses)


def live_rows(model: type[GuardedMixin]) -> QuerySet[Any]:
    """Live rows with what comparing them needs."""
    withdrawn = Clearance.objects.filter(
        object_type=OuterRef("clearance__object_type"),
        object_id=OuterRef("clearance__object_id"),
        decision=Clearance.Decision.WITHDRAWN,
        pk__gt=OuterRef("clearance_id"),
    )
    names = {field.name for field in model._meta.concrete_fields}
    rows = model._base_manager.filter(live=True).annotate(is_withdrawn=Exists(withdrawn))
    return rows.select_related("clearance", *(names & {"locale"})).order_by("pk")


def problems_of(row: Any, addresses: Addresses | None = None) -> Iterator[Problem]:
    """What is wrong with one live row, the gravest only, and with each of its files."""
    problem = _problem_of_row(row, addresses or Addresses())
    if problem is not None:
        yield problem
    for stored in files_of(row):
        sentence = problem_with(stored)
        if sentence is not None:
            message = _("The file %(file)s is missing in storage, or not the one that was cleared.")
            yield Problem.of(row, "file", message % {"file": stored.pk}, remedy=Remedy.WITHDRAW)


def _problem_of_row(row: Any, addresses: Addresses) -> Problem | None:
    found = _reason_to_withdraw(row, addresses)
    if found is not None:
        return Problem.of(row, *found, remedy=Remedy.WITHDRAW)
    if not row.cleared_fingerprint:
        message = _("It is cleared, but hidden: a save of it was cut short.")
        return Problem.of(row, "unsealed", message, remedy=Remedy.SEAL)
    if addresses.is_outdated(row):
        message = _("Its stored address has names that pages above it no longer have.")
        return Problem.of(row, "address_stored", message)
    return None


def _reason_to_withdraw(row: Any, addresses: Addresses) -> tuple[str, str] | None:
    clearance = row.clearance
    if clearance is None:
        return "no_clearance", _("It is live, and nobody cleared it.")
    for flaw in flaws(clearance):
        return flaw
    if row.is_withdrawn:
        return "withdrawn", _("It is live, although it was withdrawn since it was cleared.")
    if row.cleared_fingerprint not in {"", clearance.fingerprint}:
        return "seal", _("It is shown under another fingerprint than that of its clearance.")
    if not _covers(clearance, row):
        return "content", _("It is not what its clearance is about: its content was changed.")
    if addresses.has_uncleared_name(row):
        return "address", _("Its address contains the name of a page above that nobody cleared.")
    return None


def _covers(clearance: Clearance, row: Any) -> bool:
    try:
        return clearance.covers(row)
    except (KeyError, NoCanonicalForm):
        # An unknown scheme, or a value that can't be compared.
        return False
