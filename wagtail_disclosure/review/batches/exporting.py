"""The list of batches as CSV and XLSX."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from wagtail_disclosure.core.exporting import csv_response, in_portions, xlsx_response
from wagtail_disclosure.review.batches.rows import in_chunks
from wagtail_disclosure.review.batches.standings import standings
from wagtail_disclosure.review.models import ReviewBatch

RESPONSES = {"csv": csv_response, "xlsx": xlsx_response}


def export(
    batches: QuerySet[ReviewBatch], form: str, *, note: str
) -> FileResponse | StreamingHttpResponse:
    """Where each batch stands; ``form`` is a key of RESPONSES."""
    headings = [
        _("Name"),
        _("Unit"),
        _("Waiting"),
        _("State"),
        _("Who is next"),
        _("Proposed by"),
        _("Proposed at"),
    ]
    return RESPONSES[form]("batches", headings, _rows(batches), note=note)


def _rows(batches: QuerySet[ReviewBatch]) -> Iterator[list[Any]]:
    for chunk in in_chunks(in_portions(batches)):
        for standing in standings(chunk):
            batch = standing.batch
            yield [
                batch.name,
                batch.unit,
                standing.waiting,
                standing.state,
                standing.names,
                batch.proposed_by_name,
                batch.proposed_at,
            ]
