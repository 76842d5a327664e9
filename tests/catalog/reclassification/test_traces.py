"""Restricting leaves nothing of an entry where anything generic could show it."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from wagtail.models import Locale, Page, PageLogEntry
from wagtail_localize.models import String

from tests.catalog.factories import create_entry, disclose
from tests.catalog.reclassification.copies import (
    MARK,
    SHARED,
    leave_copies,
    marked,
    share_a_string,
    translate,
    write_draft,
)
from tests.factories import create_profile
from tests.scanning import files_with, tables_with
from wagtail_disclosure.catalog.models import CategoryPage, EntryPage, ExemptItem
from wagtail_disclosure.catalog.reclassification.restricting import restrict
from wagtail_disclosure.core.models import PublicBody, StoredFile, Unit
from wagtail_disclosure.review.models import Clearance, ReleaseFile
from wagtail_disclosure.review.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("written")]
ONCE_PUBLIC = "zqxcleared"
REGISTER = "wagtail_disclosure_catalog_exemptitem"
PACKAGE = "wagtail_disclosure_review_releasepackage"
PACKAGE_FILE = "wagtail_disclosure_review_releasefile"
STORED_FILE = "wagtail_disclosure_core_storedfile"
CLEARANCES = "wagtail_disclosure_review_clearance"


@pytest.fixture(scope="module")
def written(built, django_db_blocker) -> None:
    """An entry that was public under one text, and has a marker in all else that knows it."""
    with translation.override("en"), django_db_blocker.unblock():
        create_profile(PublicBody.objects.get(), [Role.UNIT_HEAD, Role.OFFICE, Role.LEADER])
        write(by=get_user_model().objects.get(username="drafter"))
        call_command("update_index", verbosity=0)
        call_command("rebuild_references_index", verbosity=0)


def write(*, by: Any) -> None:
    unit = Unit.objects.get(code="supply")
    english = Locale.objects.get(language_code="en")
    category = CategoryPage.objects.get(title="规划")
    entry = create_entry(category, unit, ONCE_PUBLIC, slug=ONCE_PUBLIC)
    entry.body = [("paragraph", f"<p>{ONCE_PUBLIC}</p>")]
    entry.save()
    entry.save_revision()
    disclose(entry)
    entry.create_alias(parent=Page.objects.get(pk=category.pk), update_slug="elsewhere")
    write_draft(entry, by=by)
    translate(EntryPage.objects.get(pk=entry.pk), english)
    write_draft(entry.get_translation(english), by=by, suffix="english")
    write_draft(entry, by=by, suffix="second")
    share_a_string(entry, create_entry(category, unit, "Neighbor"))
    stored = EntryPage.objects.get(pk=entry.pk)
    stored.get_workflow().start(stored, by)
    leave_copies(stored, by=by)


@pytest.fixture
def story(written, db) -> EntryPage:
    return EntryPage.objects.get(slug=ONCE_PUBLIC, locale__language_code="zh-hans")


def restricted(story: EntryPage, ground, staff) -> ExemptItem:
    return restrict(story, ground=ground, reason="It names a reservoir", by=staff.office)


def test_the_search_finds_the_marker_wherever_it_was_planted(story) -> None:
    found = tables_with(MARK)
    assert {
        "wagtailcore_revision",
        "wagtailcore_pagelogentry",
        "wagtailcore_comment",
        "wagtailadmin_formstate",
        "wagtail_localize_translationsource",
        "wagtail_localize_string",
        "wagtail_localize_stringtranslation",
        "wagtail_localize_segmentoverride",
        "wagtailredirects_redirect",
        STORED_FILE,
    } <= found


def test_what_nobody_cleared_is_in_the_register_and_the_package_only(story, ground, staff) -> None:
    restricted(story, ground, staff)
    assert tables_with(MARK) == {REGISTER, PACKAGE, PACKAGE_FILE, STORED_FILE}


def test_what_was_public_once_stays_in_the_record_too(story, ground, staff) -> None:
    restricted(story, ground, staff)
    assert tables_with(ONCE_PUBLIC) <= {CLEARANCES, REGISTER, PACKAGE}
    withdrawn = Clearance.objects.filter(decision=Clearance.Decision.WITHDRAWN)
    assert withdrawn.count() == 3
    assert not any(row.content["fields"] for row in withdrawn)


def test_files_are_private_and_all_there(story, entry, ground, staff, settings) -> None:
    restricted(story, ground, staff)
    assert not files_with(MARK, Path(settings.MEDIA_ROOT))
    held = ReleaseFile.objects.values_list("stored_file", flat=True)
    elsewhere = entry.attachments.get().stored_file
    others = StoredFile.objects.exclude(pk=elsewhere.pk)
    assert set(held) == set(others.values_list("pk", flat=True))
    for held in ReleaseFile.objects.all():
        with held.stored_file.file.open() as content:
            assert marked("bytes") in content.read().decode()
        assert MARK not in held.stored_file.file.name
        assert Client().get(held.stored_file.get_absolute_url()).status_code == 404


def test_a_string_that_another_page_has_stays(story, ground, staff) -> None:
    restricted(story, ground, staff)
    assert [string.data for string in String.objects.filter(data__contains="paragraph")] == [SHARED]


def test_who_did_what_stays_in_the_log_under_the_reference(story, ground, staff) -> None:
    item = restricted(story, ground, staff)
    entries = PageLogEntry.objects.filter(page_id=story.pk)
    assert {row.label for row in entries} == {item.reference}
    assert "wagtail.rename" in {row.action for row in entries}
    assert all(row.message for row in PageLogEntry.objects.all())
