"""Looking again at what is not open to everybody (OGI Art. 18): what is due, and *keep*."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from wagtail_disclosure.catalog.exceptions import ReasonMissing
from wagtail_disclosure.catalog.models import EntryPage, ExemptItem
from wagtail_disclosure.catalog.reclassification.records import KEPT
from wagtail_disclosure.catalog.reclassification.rights import CHANGE_ITEM, VIEW_ITEM
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.audit import Actor, attribute
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.core.seams import WorkItem
from wagtail_disclosure.review.actions import versions_of
from wagtail_disclosure.review.units import units_of
from wagtail_disclosure.rules.classification import DisclosureClass

SOON = timedelta(days=30)
# More than these are one line of the dashboard: the list has them all.
MOST_ITEMS = 3


@dataclass(frozen=True)
class Due:
    """An exempt item or an entry that is open on request, and when it is looked at again."""

    subject: Any
    title: str
    reference: str
    kind: DisclosureClass
    unit: Unit
    review_on: date


def today() -> date:
    return timezone.localdate(timezone=conf.time_zone())


def due(user: Any, *, by: date, unit: Unit | None = None) -> list[Due]:
    """What ``user`` answers for and has to look at until the day ``by``, soonest first."""
    units = units_of(user)
    if unit is not None:
        units = units.filter(pk=unit.pk)
    rows = [*_items(user, units, by), *_entries(units, by)]
    return sorted(rows, key=lambda row: (row.review_on, row.reference))


def may_keep(user: Any, subject: Any) -> bool:
    """Whoever writes in the register, about what their unit, or the office, answers for."""
    unit_id = subject.unit_id if isinstance(subject, ExemptItem) else subject.responsible_unit_id
    has_right = bool(user.is_active and user.has_perm(CHANGE_ITEM))
    return has_right and units_of(user).filter(pk=unit_id).exists()


@transaction.atomic
def keep(subject: Any, *, until: date, reason: str, by: Any) -> None:
    """Leave the class as it is and look at it again on ``until``; the record says why.

    Raises PermissionDenied, ReasonMissing.
    """
    if not may_keep(by, subject):
        raise PermissionDenied(_("This is for the unit that answers for it, or the office."))
    if not reason.strip():
        raise ReasonMissing
    if isinstance(subject, ExemptItem):
        item = ExemptItem.objects.select_for_update().get(pk=subject.pk)
        item.review_on = until
        attribute(item, by=Actor.of(by), reason=reason)
        item.save()
        return
    versions = versions_of(subject)
    keys = [version.pk for version in versions]
    type(subject)._base_manager.filter(pk__in=keys).update(review_on=until)
    for version in versions:
        data = {"until": until.isoformat(), "reason": reason}
        log(instance=version, action=KEPT, user=by, data=data)


def work_items(user: Any) -> Iterator[WorkItem]:
    """What has to be looked at again within a month."""
    if not user.has_perm(CHANGE_ITEM):
        return
    rows = due(user, by=today() + SOON)
    labels = [row.reference for row in rows]
    if len(rows) > MOST_ITEMS:
        count = len(rows)
        labels = [ngettext("%(count)d item", "%(count)d items", count) % {"count": count}]
    for label, row in zip(labels, rows, strict=False):
        yield WorkItem(
            label=label,
            kind=_("Look at it again: is it still to be withheld?"),
            url=reverse("disclosure_classes:re_review"),
            verb=_("Look at it"),
            due_on=row.review_on,
        )


def _items(user: Any, units: Any, by: date) -> Iterator[Due]:
    if not user.has_perm(VIEW_ITEM):
        return
    items = ExemptItem.objects.open().filter(unit__in=units.values("pk"), review_on__lte=by)
    for item in items.select_related("unit"):
        yield Due(
            subject=item,
            title=item.title,
            reference=item.reference,
            kind=DisclosureClass.EXEMPT,
            unit=item.unit,
            review_on=item.review_on,
        )


def _entries(units: Any, by: date) -> Iterator[Due]:
    """Entries once each: in the language that was written first."""
    entries = EntryPage.objects.filter(
        responsible_unit__in=units.values("pk"),
        disclosure_class=DisclosureClass.ON_REQUEST.value,
        review_on__lte=by,
        alias_of=None,
    )
    seen = set()
    for entry in entries.select_related("responsible_unit").defer("body").order_by("pk"):
        if entry.translation_key in seen:
            continue
        seen.add(entry.translation_key)
        yield Due(
            subject=entry,
            title=entry.get_admin_display_title(),
            reference=entry.index_number,
            kind=entry.kind,
            unit=entry.responsible_unit,
            review_on=entry.review_on,
        )
