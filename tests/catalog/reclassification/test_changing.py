"""The class of an entry changes for all its languages and aliases, and nothing brings it back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Locale, Page, Revision
from wagtail_localize.models import Translation, TranslationSource

from tests.catalog.factories import create_entry, disclose
from tests.catalog.reclassification.copies import MARK, marked, translate
from tests.scanning import tables_with
from wagtail_disclosure.catalog.exceptions import ClassIsFixed, ClassNotPossible, ReasonMissing
from wagtail_disclosure.catalog.models import EntryAttachment, EntryPage
from wagtail_disclosure.catalog.reclassification.changing import change_class
from wagtail_disclosure.review.models import Clearance, ReleaseFile, ReleasePackage

pytestmark = pytest.mark.django_db
PRIVATE = {
    "wagtail_disclosure_review_releasepackage",
    "wagtail_disclosure_review_releasefile",
    "wagtail_disclosure_core_storedfile",
    "wagtail_disclosure_review_clearance",
}


@pytest.fixture
def on_request(entry, staff) -> EntryPage:
    change_class(entry, to="on_request", reason="Too long to publish", by=staff.office)
    return EntryPage.objects.get(pk=entry.pk)


class TestToOnRequest:
    def test_changes_all_languages_and_aliases_at_once(self, entry, staff) -> None:
        entry.create_alias(parent=Page.objects.get(pk=entry.get_parent().pk), update_slug="alias")
        change_class(entry, to="on_request", reason="Too long to publish", by=staff.office)
        rows = EntryPage.objects.all()
        assert rows.count() == 3
        assert {row.disclosure_class for row in rows} == {"on_request"}
        assert not any(row.live or row.body or row.attachments.exists() for row in rows)
        assert not EntryAttachment.objects.exists()
        assert all(row.review_on and row.class_reason for row in rows)

    def test_moves_text_and_files_of_every_draft_to_the_package(self, category, unit, staff):
        entry = create_entry(category, unit, body=[("paragraph", f"<p>{marked('live')}</p>")])
        disclose(entry)
        entry.body = [("paragraph", f"<p>{marked('draft')}</p>")]
        entry.save_revision()
        translate(entry, Locale.objects.get(language_code="en"))
        entry.create_alias(parent=Page.objects.get(pk=category.pk), update_slug="alias")
        call_command("update_index", verbosity=0)
        assert len(tables_with(marked("draft"))) > 3
        change_class(entry, to="on_request", reason="Too long to publish", by=staff.office)
        for text in (marked("live"), marked("draft"), f"{MARK} in English body"):
            assert tables_with(text) <= PRIVATE
        package = ReleasePackage.objects.get(translation_key=entry.translation_key)
        assert marked("draft") in package.content["zh-hans"]["body"]

    def test_leaves_the_description_as_a_draft_for_review(self, on_request, staff) -> None:
        draft = on_request.get_latest_revision_as_object()
        assert (draft.title, draft.summary) == ("供水规划", "规划摘要")
        assert Revision.objects.for_instance(on_request).count() == 1
        assert Client().get(on_request.get_url()).status_code == 404
        disclose(on_request)
        assert Client().get(on_request.get_url()).status_code == 200

    def test_is_on_the_record(self, on_request, staff) -> None:
        withdrawn = Clearance.objects.filter(decision=Clearance.Decision.WITHDRAWN)
        assert {row.reason for row in withdrawn} == {"Too long to publish"}
        assert {row.decided_by_id for row in withdrawn} == {staff.office.pk}

    def test_hides_the_files(self, entry, staff) -> None:
        address = entry.attachments.get().stored_file.get_absolute_url()
        assert Client().get(address).getvalue()
        change_class(entry, to="on_request", reason="Too long to publish", by=staff.office)
        assert Client().get(address).status_code == 404


class TestIsNotUndone:
    def test_by_an_earlier_revision(self, entry, staff) -> None:
        earlier = entry.get_latest_revision()
        change_class(entry, to="on_request", reason="Too long to publish", by=staff.office)
        assert not Revision.objects.filter(pk=earlier.pk).exists()

    def test_by_a_schedule(self, entry, staff) -> None:
        Revision.objects.for_instance(entry).update(
            approved_go_live_at=timezone.now() - timedelta(minutes=1)
        )
        change_class(entry, to="on_request", reason="Too long to publish", by=staff.office)
        call_command("publish_scheduled", verbosity=0)
        stored = EntryPage.objects.get(pk=entry.pk)
        assert (stored.live, stored.disclosure_class) == (False, "on_request")

    def test_by_a_synchronization(self, category, unit, staff) -> None:
        entry = create_entry(category, unit, body=[("paragraph", "<p>规划全文</p>")])
        disclose(entry)
        english = Locale.objects.get(language_code="en")
        translate(entry, english)
        change_class(entry, to="on_request", reason="Too long to publish", by=staff.office)
        source = TranslationSource.objects.get(object_id=entry.translation_key)
        Translation.objects.get(source=source).save_target(publish=True)
        translated = EntryPage.objects.get(pk=entry.get_translation(english).pk)
        assert (translated.live, translated.disclosure_class) == (False, "on_request")
        assert not translated.get_latest_revision_as_object().body

    def test_by_a_copy(self, on_request) -> None:
        copy = CopyPageAction(
            page=on_request,
            to=Page.objects.get(pk=on_request.get_parent().pk),
            keep_live=True,
            update_attrs={"slug": "copy"},
        ).execute(skip_permission_checks=True)
        assert (copy.live, copy.disclosure_class) == (False, "on_request")

    def test_by_a_save(self, on_request) -> None:
        on_request.disclosure_class = "proactive"
        with pytest.raises(ClassIsFixed):
            on_request.save()


class TestBackToProactive:
    def test_brings_text_and_files_back_into_the_draft(self, on_request, staff) -> None:
        change_class(on_request, to="proactive", reason="Shortened", by=staff.office)
        draft = EntryPage.objects.get(pk=on_request.pk).get_latest_revision_as_object()
        assert "规划全文" in str(draft.body)
        assert [row.stored_file.name for row in draft.attachments.all()] == ["plan.pdf"]
        assert (draft.live, draft.review_on, draft.class_reason) == (False, None, "")

    def test_hides_the_description_until_the_review(self, on_request, staff) -> None:
        disclose(on_request)
        change_class(on_request, to="proactive", reason="Shortened", by=staff.office)
        stored = EntryPage.objects.get(pk=on_request.pk)
        assert Client().get(stored.get_url()).status_code == 404
        disclose(stored)
        page = Client().get(stored.get_url()).content.decode()
        assert "规划全文" in page
        assert "plan.pdf" in page

    def test_keeps_the_package(self, on_request, staff) -> None:
        change_class(on_request, to="proactive", reason="Shortened", by=staff.office)
        assert ReleaseFile.objects.exists()


class TestRefusals:
    def test_of_the_class_that_it_has_and_of_exempt(self, entry, staff) -> None:
        for wanted in ("proactive", "exempt"):
            with pytest.raises(ClassNotPossible):
                change_class(entry, to=wanted, reason="x", by=staff.office)

    def test_without_a_reason(self, entry, staff) -> None:
        with pytest.raises(ReasonMissing):
            change_class(entry, to="on_request", reason=" ", by=staff.office)

    def test_of_an_editor_once_it_was_public(self, entry, staff) -> None:
        with pytest.raises(PermissionDenied):
            change_class(entry, to="on_request", reason="x", by=staff.drafter)

    def test_of_an_editor_after_it_was_taken_back(self, entry, staff) -> None:
        for version in (entry, entry.get_translation(Locale.objects.get(language_code="en"))):
            EntryPage.objects.get(pk=version.pk).unpublish()
        with pytest.raises(PermissionDenied):
            change_class(
                EntryPage.objects.get(pk=entry.pk), to="on_request", reason="x", by=staff.drafter
            )

    def test_of_an_editor_while_it_is_under_review(self, category, unit, staff, profile) -> None:
        draft = create_entry(category, unit, "草稿")
        draft.get_workflow().start(draft, staff.drafter)
        with pytest.raises(PermissionDenied):
            change_class(draft, to="on_request", reason="x", by=staff.drafter)

    def test_but_an_editor_may_while_it_is_a_draft_only(self, category, unit, staff) -> None:
        draft = create_entry(category, unit, "草稿")
        change_class(draft, to="on_request", reason="Decided wrongly", by=staff.drafter)
        assert EntryPage.objects.get(pk=draft.pk).is_on_request
