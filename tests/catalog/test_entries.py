"""Entries: what each class may store, and what never changes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Locale

from tests.catalog.factories import (
    PDF,
    attach,
    create_category,
    create_entry,
    disclose,
    store_file,
)
from wagtail_disclosure.catalog.exceptions import (
    ClassIsFixed,
    ContentNotAllowed,
    IndexNumberIsFixed,
)
from wagtail_disclosure.catalog.models import EntryAttachment, EntryPage
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.models import NumberSeries

BODY = [("paragraph", "<p>全文</p>")]


@pytest.fixture
def category(catalog):
    return create_category(catalog, "01")


@pytest.fixture
def on_request(category, unit):
    return create_entry(category, unit, disclosure_class="on_request", class_reason="图纸")


class TestIndexNumber:
    def test_is_made_from_the_template_and_the_year_of_the_document(self, category, unit):
        first = create_entry(category, unit, created_on=date(2019, 12, 19))
        second = create_entry(category, unit, created_on=date(2019, 1, 1))
        other_year = create_entry(category, unit, created_on=date(2020, 1, 1))
        assert first.index_number == "01000000X/2019-00001"
        assert second.index_number == "01000000X/2019-00002"
        assert other_year.index_number == "01000000X/2020-00001"

    def test_gives_the_address(self, category, unit):
        entry = create_entry(category, unit, created_on=date(2019, 12, 19))
        assert entry.slug == "01000000x-2019-00001"

    def test_never_changes(self, category, unit):
        entry = create_entry(category, unit)
        entry.index_number = "X/2024-00009"
        with pytest.raises(IndexNumberIsFixed):
            entry.save()
        assert EntryPage.objects.get(pk=entry.pk).index_number != "X/2024-00009"

    def test_stays_when_the_date_is_corrected(self, category, unit):
        entry = create_entry(category, unit)
        number = entry.index_number
        entry.created_on = date(2020, 1, 1)
        entry.save()
        assert EntryPage.objects.get(pk=entry.pk).index_number == number

    def test_is_given_back_when_saving_fails(self, category, unit):
        before = NumberSeries.objects.count()
        with pytest.raises(ValidationError):
            create_entry(category, unit, title="")
        assert NumberSeries.objects.count() == before
        entry = create_entry(category, unit, created_on=date(2024, 5, 1))
        assert entry.index_number.endswith("-00001")

    def test_is_the_same_in_every_language(self, category, unit):
        english = Locale.objects.get(language_code="en")
        category.copy_for_translation(english)
        entry = create_entry(category, unit)
        translation = entry.copy_for_translation(english)
        assert translation.index_number == entry.index_number
        assert translation.slug == entry.slug

    def test_is_another_for_a_copy(self, category, unit):
        entry = create_entry(category, unit)
        copy = entry.copy(update_attrs={"slug": "copy"})
        assert copy.index_number
        assert copy.index_number != entry.index_number
        assert not copy.import_key

    def test_is_the_same_for_an_alias_however_often_its_source_changes(self, catalog, unit):
        category = create_category(catalog, "01")
        other = create_category(catalog, "02")
        entry = create_entry(category, unit)
        alias = entry.create_alias(parent=other)
        assert alias.index_number == entry.index_number
        disclose(catalog, category, other, entry)
        entry.title = "新题"
        entry.save_revision()
        disclose(entry)
        alias.refresh_from_db()
        assert (alias.title, alias.index_number) == ("新题", entry.index_number)


class TestClass:
    def test_is_not_changed_by_saving(self, category, unit):
        entry = create_entry(category, unit)
        entry.disclosure_class = "on_request"
        with pytest.raises(ClassIsFixed):
            entry.save()

    def test_is_the_same_in_every_language(self, category, unit):
        english = Locale.objects.get(language_code="en")
        category.copy_for_translation(english)
        translation = create_entry(category, unit).copy_for_translation(english)
        translation.disclosure_class = "on_request"
        with pytest.raises(ClassIsFixed):
            translation.save()

    def test_exempt_is_no_class_of_a_page(self, category, unit):
        with pytest.raises(ValidationError):
            create_entry(category, unit, disclosure_class="exempt")

    def test_exempt_is_refused_by_the_database_too(self, category, unit):
        entry = create_entry(category, unit)
        with pytest.raises(IntegrityError), transaction.atomic():
            EntryPage.objects.filter(pk=entry.pk).update(disclosure_class="exempt")


class TestOpenOnRequest:
    def test_refuses_a_body_in_the_form(self, on_request):
        on_request.body = BODY
        with pytest.raises(ValidationError) as refusal:
            on_request.full_clean()
        assert "body" in refusal.value.message_dict

    def test_refuses_a_body_when_saving_without_validation(self, on_request):
        on_request.body = BODY
        with pytest.raises(ContentNotAllowed):
            on_request.save(clean=False)

    def test_refuses_a_body_in_a_draft(self, on_request):
        on_request.body = BODY
        with pytest.raises(ContentNotAllowed):
            on_request.save_revision(clean=False)
        assert "全文" not in str(on_request.get_latest_revision().content)

    def test_refuses_a_body_in_bulk_updates(self, on_request):
        with pytest.raises(IntegrityError), transaction.atomic():
            EntryPage.objects.filter(pk=on_request.pk).update(body=BODY)

    def test_refuses_attachments_in_a_draft(self, on_request):
        on_request.attachments.add(EntryAttachment(stored_file=store_file()))
        with pytest.raises(ContentNotAllowed):
            on_request.save_revision(clean=False)

    def test_refuses_attachments_saved_on_their_own(self, on_request):
        with pytest.raises(ContentNotAllowed):
            EntryAttachment.objects.create(page=on_request, stored_file=store_file())

    def test_shows_neither_reason_nor_ground(self, client, catalog, category, on_request):
        disclose(catalog, category, on_request)
        page = client.get(on_request.url).content.decode()
        assert on_request.title in page
        assert "图纸" not in page


def test_database_takes_the_body_of_a_proactive_entry(category, unit):
    entry = create_entry(category, unit, body=BODY)
    assert EntryPage.objects.filter(pk=entry.pk).update(body=BODY) == 1


class TestAttachments:
    def test_are_disclosed_with_their_entry(self, client, catalog, category, unit):
        entry = create_entry(category, unit)
        stored = store_file()
        attach(entry, stored)
        address = stored.get_absolute_url()
        assert client.get(address).status_code == 404
        assert not EntryAttachment.objects.disclosed()
        disclose(catalog, category, entry)
        response = client.get(address)
        assert response.getvalue() == PDF
        assert stored.sha256 in client.get(entry.url).content.decode()
        assert EntryAttachment.objects.disclosed().get().stored_file == stored

    def test_that_wait_for_their_review_are_closed(self, client, catalog, category, unit):
        entry = create_entry(category, unit)
        disclose(catalog, category, entry)
        stored = store_file("later.pdf")
        draft = entry.get_latest_revision_as_object()
        draft.attachments.add(EntryAttachment(stored_file=stored))
        draft.save_revision()
        assert client.get(stored.get_absolute_url()).status_code == 404
        assert "later.pdf" not in client.get(entry.url).content.decode()


class TestPublicDate:
    def test_is_the_stated_one(self, category, unit):
        assert create_entry(category, unit, published_on=date(2020, 2, 2)).public_date == date(
            2020, 2, 2
        )

    def test_is_unknown_for_what_was_public_before(self, catalog, category, unit):
        entry = create_entry(category, unit)
        disclose(catalog, category, entry)
        assert entry.public_date is None
        assert EntryPage.objects.with_public_on().get(pk=entry.pk).public_on is None

    @pytest.mark.parametrize("kind", ["review", "batch", "translation"])
    def test_is_that_of_going_live_whichever_review_it_passed(self, catalog, category, unit, kind):
        entry = create_entry(category, unit)
        disclose(catalog, category)
        disclose(entry, kind=kind)
        today = timezone.localdate(timezone=conf.time_zone())
        listed = EntryPage.objects.with_public_on().get(pk=entry.pk)
        assert (entry.public_date, listed.public_on) == (today, today)


def test_metadata_says_what_is_known_and_nothing_else(category, unit):
    entry = create_entry(category, unit, document_number="沪水务〔2024〕1号")
    metadata = list(entry.get_metadata(date(2024, 3, 2)))
    assert len(metadata) == 6
    assert entry.index_number in [value for _term, value in metadata]
