"""What the disclosure office does with hand-overs: prepare, have built, enter the receipt."""

import tempfile
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from wagtail_disclosure.catalog.hand_overs.building import write_bag
from wagtail_disclosure.catalog.hand_overs.exceptions import FileNotAsStored, NothingToHandOver
from wagtail_disclosure.catalog.models import CategoryPage, EntryPage, HandedOver, HandOver
from wagtail_disclosure.catalog.querysets import EntryQuerySet
from wagtail_disclosure.catalog.subtree import within
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.audit import Actor, attribute
from wagtail_disclosure.core.models import StoredFile, Unit

APP = "wagtail_disclosure_catalog"
VIEW, ADD, CHANGE = (f"{APP}.{verb}_handover" for verb in ("view", "add", "change"))
ROWS_AT_ONCE = 1000


def chosen_entries(
    *, year: int | None, unit: Unit | None, category: CategoryPage | None
) -> EntryQuerySet:
    """The public entries of a year, a unit and a category, in every language; None is all."""
    entries = EntryPage.objects.disclosed().filter(alias_of=None)
    if year is not None:
        entries = entries.filter(created_on__year=year)
    if unit is not None:
        entries = entries.filter(responsible_unit=unit)
    if category is not None:
        versions = CategoryPage.objects.filter(translation_key=category.translation_key)
        below = Q(pk=None)
        for version in versions.only("path"):
            below |= within(version)
        entries = entries.filter(below)
    return entries


@transaction.atomic
def prepare(
    *,
    recipient: str,
    by: Any,
    year: int | None = None,
    unit: Unit | None = None,
    category: CategoryPage | None = None,
) -> HandOver:
    """Choose what is handed over, in the form in which it is public now; a task builds the file.

    Raises PermissionDenied, NothingToHandOver.
    """
    _check(by, ADD)
    entries = chosen_entries(year=year, unit=unit, category=category)
    clearances = entries.order_by("pk").values_list("clearance_id", flat=True)
    if not clearances.exists():
        raise NothingToHandOver
    actor = Actor.of(by)
    hand_over = HandOver(
        recipient=recipient,
        year=year,
        unit=unit,
        category=category,
        created_by_id=actor.id,
        created_by_name=actor.name,
    )
    attribute(hand_over, by=actor, reason=recipient)
    hand_over.save()
    rows = (HandedOver(hand_over=hand_over, clearance_id=key) for key in clearances.iterator())
    HandedOver.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
    transaction.on_commit(partial(build_task.enqueue, hand_over.pk))
    return hand_over


@task()
def build_task(key: int) -> None:
    """For a worker, where the site has one; without one it happens in the request."""
    build(HandOver.objects.get(pk=key))


def build(hand_over: HandOver) -> None:
    """Build the file into private storage; what is wrong with it is kept in the row.

    Built already, nothing happens: a file that went out stays what it is.
    """
    if hand_over.package_id is not None:
        return
    with translation.override(conf.default_language()), tempfile.TemporaryFile() as target:
        try:
            building = write_bag(hand_over, target)
        except FileNotAsStored as problem:
            _keep_problem(hand_over, problem)
            return
        target.seek(0)
        with transaction.atomic():
            hand_over.package = StoredFile.store(
                File(target, name=f"{hand_over.reference}.zip"),
                name=f"{hand_over.reference}.zip",
                content_type="application/zip",
                by=Actor.software("hand-over"),
            )
            hand_over.state = HandOver.State.BUILT
            hand_over.problem = ""
            hand_over.entries = building.entries
            hand_over.files = building.files
            hand_over.left_out = building.left_out
            attribute(hand_over, by=Actor.software("hand-over"), reason="built")
            hand_over.save()


@transaction.atomic
def enter_receipt(
    hand_over: HandOver, *, number: str, received_on: date, received_by: str, by: Any
) -> None:
    """Keep what the receiver returned: a number, the day, and who signed. Raises PermissionDenied.

    It may be corrected; the history keeps what it was.
    """
    _check(by, CHANGE)
    hand_over.receipt_number = number
    hand_over.received_on = received_on
    hand_over.received_by = received_by
    hand_over.state = HandOver.State.RECEIVED
    attribute(hand_over, by=Actor.of(by), reason=number)
    hand_over.save()


def _check(by: Any, permission: str) -> None:
    if not (by.is_active and by.has_perm(permission)):
        raise PermissionDenied(_("You do not have the right to hand entries over."))


def _keep_problem(hand_over: HandOver, problem: FileNotAsStored) -> None:
    hand_over.state = HandOver.State.FAILED
    hand_over.problem = problem.name[:300]
    attribute(hand_over, by=Actor.software("hand-over"), reason=hand_over.problem)
    hand_over.save()
