"""Entries that wait for a unit, as querysets: what is listed is read a page at a time."""

from bisect import bisect_right
from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Page, WorkflowState

from wagtail_disclosure.catalog.models import EntryPage
from wagtail_disclosure.catalog.querysets import EntryQuerySet
from wagtail_disclosure.catalog.timeliness import PublicationClock
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.translations import localize, staleness
from wagtail_disclosure.rules.classification import DisclosureClass
from wagtail_disclosure.rules.timeliness import SOON, publication_due

# Older documents that never became public are the timeliness report's.
A_YEAR = timedelta(days=365)


def entries_of(units: QuerySet[Unit]) -> EntryQuerySet:
    """The units' entries, without aliases and without their texts."""
    entries = EntryPage.objects.filter(responsible_unit__in=units.values("pk"), alias_of=None)
    return entries.select_related("responsible_unit", "locale").defer("body", "class_reason")


def unsent(units: QuerySet[Unit]) -> EntryQuerySet:
    """Drafts that nobody has sent to review, in the language that was written first."""
    drafts = entries_of(units).originals().filter(live=False, first_published_at=None)
    running = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
    return drafts.exclude(_in_review(running)).order_by("latest_revision_created_at", "pk")


def returned(units: QuerySet[Unit]) -> EntryQuerySet:
    """Entries that a reviewer sent back, in any language."""
    sent_back = _in_review((WorkflowState.STATUS_NEEDS_CHANGES,))
    return entries_of(units).filter(sent_back).order_by("latest_revision_created_at", "pk")


def late(units: QuerySet[Unit], clock: PublicationClock | None, today: date) -> EntryQuerySet:
    """What has to be public by now or within days, and is not (OGI Art. 26)."""
    formed = _formed_until(clock, today) if clock else None
    if formed is None:
        return EntryPage.objects.none()
    waiting = (
        entries_of(units)
        .originals()
        .filter(
            disclosure_class=DisclosureClass.PROACTIVE.value,
            created_on__range=formed,
            published_on=None,
            first_published_at=None,
        )
    )
    return waiting.order_by("created_on", "pk")


def due_on(clock: PublicationClock, formed_on: date) -> date:
    """The last day on which what was formed on a day is published in time."""
    due = publication_due(formed_on, clock.limit.as_term(), clock.calendar)
    return due.explanation[-1].day


def _formed_until(clock: PublicationClock, today: date) -> tuple[date, date] | None:
    """The days of documents that are due soon or by now: a later document is never due earlier."""
    first = today - A_YEAR
    known = clock.calendar.first_day
    first = max(first, known) if known else first
    soon = clock.calendar.nth_working_day(today, SOON)
    days = range((today - first).days + 1)
    number = bisect_right(days, soon, key=lambda day: due_on(clock, first + timedelta(days=day)))
    return (first, first + timedelta(days=number - 1)) if number else None


def untranslated(units: QuerySet[Unit]) -> EntryQuerySet:
    """Public entries that no page in some language of the site stands for, not even a draft."""
    codes = [code for code, _name in conf.content_languages()]
    if len(codes) < 2 or not localize.is_installed():
        return EntryPage.objects.none()
    versions = EntryPage.objects.filter(translation_key=OuterRef("translation_key"))
    missing = Q(pk=None)
    for code in codes:
        missing |= ~Exists(versions.filter(locale__language_code=code))
    public = entries_of(units).originals().filter(live=True, clearance__isnull=False)
    return public.filter(missing).order_by("first_published_at", "pk")


def outdated(units: QuerySet[Unit]) -> EntryQuerySet:
    """Public translations whose original was changed since; with ``original_changed_at``."""
    return staleness.stale(entries_of(units)).order_by("original_changed_at", "pk")


def _in_review(statuses: tuple[str, ...]) -> Exists:
    # The key of a page is a text there.
    states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=Cast(OuterRef("pk"), CharField()),
        status__in=statuses,
    )
    return Exists(states)
