"""The drafts of an import go to review together, one batch per unit."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from wagtail_disclosure.catalog.importers.run import Run
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.batches import propose_batch
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import BatchItem, ReviewBatch


def propose_batches(run: Run, *, name: str) -> None:
    """Send what ``run`` drafted to review, translations included, and report it."""
    by_unit: dict[Unit | None, list[Any]] = {}
    pages = list(not_public(run.drafted))
    # Rows that did not change since the last import wait where it put them.
    waiting = {item.key for item in BatchItem.objects.about_all(pages).waiting()}
    for page in pages:
        if (page._meta.label_lower, str(page.pk)) not in waiting:
            subject = page.get_latest_revision_as_object()
            by_unit.setdefault(subject.review_unit, []).append(subject)
    by = run.proposed_by or run.actor
    for unit, subjects in by_unit.items():
        try:
            batch = propose_batch(subjects, unit=unit, name=name, by=by)
        except DecisionRefused as refusal:
            run.report.batches.append(_("No batch: %(reason)s") % {"reason": refusal})
        else:
            run.report.batches.append(_report(batch))


def _report(batch: ReviewBatch) -> str:
    number = batch.items.waiting().count()
    said = ngettext(
        "Batch “%(name)s” of %(unit)s: %(number)d draft waits for the review",
        "Batch “%(name)s” of %(unit)s: %(number)d drafts wait for the review",
        number,
    )
    return said % {"name": batch.name, "unit": batch.unit, "number": number}


def not_public(pages: Iterable[Page]) -> Iterator[Page]:
    """Each page and its translations whose latest draft is not what the public sees.

    The original comes first: a translation is cleared against what is public of it.
    """
    for page in pages:
        versions = page.get_translations(inclusive=True).filter(alias_of=None).specific()
        for version in sorted(versions, key=lambda version: version.pk != page.pk):
            if not version.live or version.has_unpublished_changes:
                yield version
