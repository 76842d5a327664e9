"""The database's own belt lets a change of class pass, and holds what it leaves behind."""

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import Page

from tests.catalog.factories import disclose
from wagtail_disclosure.catalog.models import EntryPage
from wagtail_disclosure.catalog.reclassification.changing import change_class
from wagtail_disclosure.catalog.reclassification.declassifying import declassify
from wagtail_disclosure.catalog.reclassification.restricting import restrict
from wagtail_disclosure.review.triggers import installation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def triggers(entry) -> None:
    installation.install()


def test_a_class_changes_there_and_back(entry, staff) -> None:
    change_class(entry, to="on_request", reason="Too long to publish", by=staff.office)
    stored = EntryPage.objects.get(pk=entry.pk)
    disclose(stored)
    change_class(stored, to="proactive", reason="Shortened", by=staff.office)
    disclose(EntryPage.objects.get(pk=entry.pk))
    assert EntryPage.objects.disclosed().get().attachments.exists()


def test_an_entry_goes_into_the_register_and_comes_back(entry, category, ground, staff) -> None:
    item = restrict(entry, ground=ground, reason="It names a reservoir", by=staff.office)
    drafted = declassify(
        item, to="proactive", parent=category, reason="Ten years have passed", by=staff.office
    )
    assert not drafted.live


def test_what_changed_its_class_is_not_made_live_past_the_guard(entry, staff) -> None:
    change_class(entry, to="on_request", reason="Too long to publish", by=staff.office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Page.objects.filter(pk=entry.pk).update(live=True)
