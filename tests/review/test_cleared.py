"""Lists show what the clearance keeps, and files open that it names."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from tests.noticeboard.lists import titles
from tests.noticeboard.models import NoticeFile, NoticeSnippet
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import StoredFile
from wagtail_disclosure.review.cleared import cleared_value

pytestmark = pytest.mark.django_db


def opens(stored: StoredFile) -> bool:
    response = Client().get(stored.get_absolute_url())
    return response.status_code == 200 and bool(response.getvalue())


class TestAList:
    def test_shows_what_was_cleared_whatever_the_row_says(self, notice) -> None:
        Page.objects.filter(pk=notice.pk).update(title="Secret")
        assert titles() == ["Draft notice"]

    def test_shows_no_drafts(self, draft) -> None:
        assert titles() == []

    def test_keeps_digits_digits(self, draft, clear) -> None:
        draft.title = "2024"
        draft.save_revision()
        clear(draft)
        assert titles() == ["2024"]


class TestOneValue:
    def test_is_the_cleared_one(self, notice) -> None:
        notice.title = "Secret"
        assert cleared_value(notice, "title") == "Draft notice"

    def test_is_nothing_without_a_clearance(self, draft) -> None:
        assert cleared_value(draft, "title") is None

    def test_is_nothing_for_an_empty_one(self, notice) -> None:
        assert cleared_value(notice, "seo_title") is None


class TestFiles:
    def test_open_with_their_page(self, draft, stored, clear) -> None:
        assert not opens(stored)
        clear(draft)
        assert opens(stored)

    def test_close_while_the_page_is_restricted(self, notice, stored) -> None:
        restriction = PageViewRestriction.objects.create(page=notice, restriction_type="login")
        assert not opens(stored)
        restriction.delete()
        assert opens(stored)

    def test_added_past_the_guard_stay_closed(self, notice, stored) -> None:
        other = StoredFile.store(
            ContentFile(b"secret"), name="s.txt", content_type="text/plain", by=Actor.software("t")
        )
        NoticeFile.objects.bulk_create([NoticeFile(page=notice, stored_file=other)])
        assert not opens(other)
        assert opens(stored)

    def test_swapped_past_the_guard_stay_closed(self, notice) -> None:
        other = StoredFile.store(
            ContentFile(b"secret"), name="s.txt", content_type="text/plain", by=Actor.software("t")
        )
        NoticeFile.objects.update(stored_file=other)
        assert not opens(other)


def test_snippets_have_their_own(snippet) -> None:
    assert not NoticeSnippet.objects.disclosed().exists()
