"""Drafts of one unit, and the batch that they wait in."""

from collections.abc import Callable

import pytest

from tests.noticeboard.models import NoticePage
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review import batches
from wagtail_disclosure.review.models import ReviewBatch

IMPORT = Actor.software("import")


@pytest.fixture
def write_drafts(home, unit) -> Callable[..., list[NoticePage]]:
    """Drafts that nobody wrote by hand."""

    def write_drafts(number: int, *, first: int = 0, **values) -> list[NoticePage]:
        pages = []
        for position in range(first, first + number):
            page = NoticePage(
                **{
                    "title": f"Notice {position}",
                    "slug": f"notice-{position}",
                    "live": False,
                    "responsible_unit": unit,
                    "body": [("text", f"<p>Text {position}</p>")],
                    **values,
                }
            )
            home.add_child(instance=page)
            page.save_revision()
            pages.append(page)
        return pages

    return write_drafts


@pytest.fixture
def pages(write_drafts) -> list[NoticePage]:
    return write_drafts(3)


@pytest.fixture
def batch(profile, pages, unit) -> ReviewBatch:
    return batches.propose_batch(pages, unit=unit, name="Import", by=IMPORT)


@pytest.fixture
def confirm() -> Callable[..., None]:
    """Confirm the next tier as somebody who has just looked at the batch."""

    def confirm(batch: ReviewBatch, *people) -> None:
        for person in people:
            batches.confirm_batch(batch, by=person, manifest=batch.manifest)
        batch.refresh_from_db()

    return confirm
