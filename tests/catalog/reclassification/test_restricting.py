"""Restricting leaves nothing of an entry where anything generic could show it."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
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
from tests.scanning import files_with, tables_with
from wagtail_disclosure.catalog.exceptions import GroundMissing, HasPagesBelow, ReasonMissing
from wagtail_disclosure.catalog.models import EntryPage, ExemptItem
from wagtail_disclosure.catalog.reclassification.restricting import restrict
from wagtail_disclosure.catalog.reclassification.rights import may_change_class
from wagtail_disclosure.core.models import StoredFile
from wagtail_disclosure.core.translated_text import TranslatedText
from wagtail_disclosure.review.models import Clearance, ReleaseFile, ReleasePackage

pytestmark = pytest.mark.django_db
ONCE_PUBLIC = "zqxcleared"
REGISTER = "wagtail_disclosure_catalog_exemptitem"
PACKAGE = "wagtail_disclosure_review_releasepackage"
PACKAGE_FILE = "wagtail_disclosure_review_releasefile"
STORED_FILE = "wagtail_disclosure_core_storedfile"
CLEARANCES = "wagtail_disclosure_review_clearance"


@pytest.fixture
def english(home) -> Locale:
    return Locale.objects.get(language_code="en")


@pytest.fixture
def story(category, unit, english, staff, profile) -> EntryPage:
    """An entry that was public under one text, and has a marker in all else that knows it."""
    entry = create_entry(category, unit, ONCE_PUBLIC, slug=ONCE_PUBLIC)
    entry.body = [("paragraph", f"<p>{ONCE_PUBLIC}</p>")]
    entry.save()
    entry.save_revision()
    disclose(entry)
    entry.create_alias(parent=Page.objects.get(pk=category.pk), update_slug="elsewhere")
    write_draft(entry, by=staff.drafter)
    translate(EntryPage.objects.get(pk=entry.pk), english)
    write_draft(entry.get_translation(english), by=staff.drafter, suffix="english")
    write_draft(entry, by=staff.drafter, suffix="second")
    share_a_string(entry, create_entry(category, unit, "Neighbor"))
    stored = EntryPage.objects.get(pk=entry.pk)
    stored.get_workflow().start(stored, staff.drafter)
    leave_copies(stored, by=staff.drafter)
    call_command("update_index", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)
    return stored


def restricted(entry: EntryPage, ground, staff, **values) -> ExemptItem:
    values = {
        "ground": ground,
        "citation": "OGI Art. 14",
        "explanation": TranslatedText({"en": "It is a state secret."}),
        "reason": "It names a reservoir",
        "by": staff.office,
        **values,
    }
    return restrict(entry, **values)


class TestTraces:
    def test_the_search_finds_the_marker_wherever_it_was_planted(self, story) -> None:
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

    def test_what_nobody_cleared_is_in_the_register_and_the_package_only(
        self, story, ground, staff
    ) -> None:
        restricted(story, ground, staff)
        assert tables_with(MARK) == {REGISTER, PACKAGE, PACKAGE_FILE, STORED_FILE}

    def test_what_was_public_once_stays_in_the_record_too(self, story, ground, staff) -> None:
        restricted(story, ground, staff)
        assert tables_with(ONCE_PUBLIC) <= {CLEARANCES, REGISTER, PACKAGE}
        withdrawn = Clearance.objects.filter(decision=Clearance.Decision.WITHDRAWN)
        assert withdrawn.count() == 3
        assert not any(row.content["fields"] for row in withdrawn)

    def test_files_are_private_and_all_there(self, story, ground, staff, settings) -> None:
        restricted(story, ground, staff)
        assert not files_with(MARK, Path(settings.MEDIA_ROOT))
        held = ReleaseFile.objects.values_list("stored_file", flat=True)
        assert set(held) == set(StoredFile.objects.values_list("pk", flat=True))
        for held in ReleaseFile.objects.all():
            with held.stored_file.file.open() as content:
                assert marked("bytes") in content.read().decode()
            assert MARK not in held.stored_file.file.name
            assert Client().get(held.stored_file.get_absolute_url()).status_code == 404

    def test_a_string_that_another_page_has_stays(self, story, ground, staff) -> None:
        restricted(story, ground, staff)
        assert [string.data for string in String.objects.filter(data__contains="paragraph")] == [
            SHARED
        ]

    def test_who_did_what_stays_in_the_log_under_the_reference(self, story, ground, staff) -> None:
        item = restricted(story, ground, staff)
        entries = PageLogEntry.objects.filter(page_id=story.pk)
        assert {row.label for row in entries} == {item.reference}
        assert "wagtail.rename" in {row.action for row in entries}
        assert all(row.message for row in PageLogEntry.objects.all())


class TestTheRegister:
    def test_gets_what_it_needs_and_the_package_the_rest(self, entry, ground, staff) -> None:
        number = entry.index_number
        item = restricted(entry, ground, staff)
        assert (item.title, item.category_code, item.unit) == (
            "供水规划",
            "03",
            entry.responsible_unit,
        )
        assert (item.ground, item.citation, str(item.explanation)) == (
            ground,
            "OGI Art. 14",
            "It is a state secret.",
        )
        package = ReleasePackage.objects.get(translation_key=entry.translation_key)
        assert "The whole plan" in package.content["en"]["body"]
        assert package.content["zh-hans"]["index_number"] == number
        assert not EntryPage.objects.exists()

    def test_says_who_did_it_and_why(self, entry, ground, staff) -> None:
        item = restricted(entry, ground, staff)
        row = item.history.get()
        assert (row.history_user_id, row.history_change_reason) == (
            staff.office.pk,
            "It names a reservoir",
        )

    def test_takes_the_explanation_of_the_ground_where_none_is_given(
        self, entry, ground, staff
    ) -> None:
        item = restricted(entry, ground, staff, citation="", explanation=None)
        assert item.citation == ground.citation
        assert item.explanation == ground.name


class TestRefusals:
    def test_of_people_without_the_right(self, entry, ground, staff) -> None:
        for person in (staff.outsider, staff.drafter):
            with pytest.raises(PermissionDenied):
                restricted(entry, ground, staff, by=person)
        assert EntryPage.objects.disclosed().count() == 2

    def test_of_an_editor_without_a_right_to_the_register(
        self, category, unit, ground, staff
    ) -> None:
        draft = create_entry(category, unit, "草稿")
        assert may_change_class(staff.drafter, draft)
        with pytest.raises(PermissionDenied):
            restricted(draft, ground, staff, by=staff.drafter)
        assert EntryPage.objects.filter(pk=draft.pk).exists()

    def test_without_ground_or_reason(self, entry, ground, staff) -> None:
        with pytest.raises(GroundMissing):
            restricted(entry, None, staff)
        with pytest.raises(ReasonMissing):
            restricted(entry, ground, staff, reason=" ")

    def test_where_other_pages_would_go_with_it(self, entry, ground, staff) -> None:
        entry.add_child(instance=Page(title="Below", slug="below", live=False))
        with pytest.raises(HasPagesBelow):
            restricted(EntryPage.objects.get(pk=entry.pk), ground, staff)

    def test_by_one_of_its_aliases_takes_the_source_along(self, entry, ground, staff) -> None:
        parent = Page.objects.get(pk=entry.get_parent().pk)
        alias = entry.create_alias(parent=parent, update_slug="alias")
        restricted(EntryPage.objects.get(pk=alias.pk), ground, staff)
        assert not EntryPage.objects.exists()
