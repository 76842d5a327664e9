"""Beginning, writing, finishing and replacing an annual report."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from wagtail_disclosure.core.audit import Actor, attribute
from wagtail_disclosure.core.days import local_date
from wagtail_disclosure.core.models import PublicBody
from wagtail_disclosure.oversight import counting
from wagtail_disclosure.oversight.exceptions import (
    DoesNotAddUp,
    NotAllowed,
    NothingToReport,
    ReportIsFinal,
    YearIsNotOver,
)
from wagtail_disclosure.oversight.models import AnnualReport, ReportSnapshot
from wagtail_disclosure.rules.annual_report import digest

CHANGE = "wagtail_disclosure_oversight.change_annualreport"
ADD = "wagtail_disclosure_oversight.add_annualreport"
VIEW = "wagtail_disclosure_oversight.view_annualreport"
# Stored in English; the history shows them in the reader's language.
BEGUN = gettext_noop("report begun")
WRITTEN = gettext_noop("texts written")
FROZEN = gettext_noop("made final")
REPLACED = gettext_noop("to replace the one before")


@transaction.atomic
def begin(body: PublicBody, year: int, *, by: Any) -> AnnualReport:
    """The draft of the report on ``year``: the one there is, or a new one.

    After a final one it is that one's replacement. Raises NotAllowed.
    """
    _check(by, ADD)
    # Two who begin the same year at the same moment wait for each other here.
    PublicBody.objects.select_for_update().get(pk=body.pk)
    reports = AnnualReport.objects.filter(body=body, year=year)
    last = reports.order_by("number").last()
    if last is None:
        return _save(AnnualReport(body=body, year=year), by=by, reason=BEGUN)
    if not last.is_final:
        return last
    new = AnnualReport(body=body, year=year, number=last.number + 1, **last.texts())
    return _save(new, by=by, reason=REPLACED)


@transaction.atomic
def write(report: AnnualReport, *, texts: dict[str, str], by: Any) -> AnnualReport:
    """Store what people wrote in a draft. Raises NotAllowed, ReportIsFinal."""
    draft = _lock(report, by=by)
    for name in draft.texts():
        setattr(draft, name, texts.get(name, getattr(draft, name)))
    return _save(draft, by=by, reason=WRITTEN)


@transaction.atomic
def freeze(report: AnnualReport, *, by: Any, at: datetime) -> ReportSnapshot:
    """Make a draft final, with the numbers as they are at this moment.

    Raises NotAllowed, ReportIsFinal, YearIsNotOver, DoesNotAddUp, NothingToReport.
    """
    draft = _lock(report, by=by)
    if draft.year >= local_date(at).year:
        raise YearIsNotOver(draft.year)
    counted = counting.count(draft)
    if not counted:
        raise NothingToReport
    if any(each.imbalances for each in counted):
        raise DoesNotAddUp
    content = counting.content_of(draft, counted)
    draft.state = AnnualReport.State.FINAL
    _save(draft, by=by, reason=FROZEN)
    actor = Actor.of(by)
    return ReportSnapshot.objects.create(
        report=draft,
        content=content,
        digest=digest(content),
        frozen_at=at,
        frozen_by_id=actor.id,
        frozen_by_name=actor.name,
    )


def _check(user: Any, permission: str) -> None:
    if not (user.is_active and user.has_perm(permission)):
        raise NotAllowed


def _lock(report: AnnualReport, *, by: Any) -> AnnualReport:
    """The draft as it is now, kept from others until the transaction ends."""
    _check(by, CHANGE)
    found = AnnualReport.objects.select_for_update().get(pk=report.pk)
    if found.is_final:
        raise ReportIsFinal(found)
    return found


def _save(report: AnnualReport, *, by: Any, reason: str) -> AnnualReport:
    attribute(report, by=Actor.of(by), reason=reason)
    report.save()
    return report
