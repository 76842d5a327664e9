"""What a revision holds is the same, whoever puts it together."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test.utils import isolate_apps
from django.utils import timezone
from wagtail.models import Comment

from tests.noticeboard.models import NoticeFile, NoticePage
from wagtail_disclosure.review.publishing.serializing import serialized


def as_read(page: NoticePage) -> NoticePage:
    return NoticePage.objects.get(pk=page.pk)


def assert_same(page: NoticePage) -> None:
    alone, quick = page.serializable_data(), serialized(page)
    for told in (alone, quick):
        for comment in told.get("wagtail_admin_comments", ()):
            # Django says the present moment each time it is asked.
            assert comment.pop("updated_at")
    assert quick == alone
    assert list(quick) == list(alone)


def test_a_page_that_was_stored(draft, people):
    draft.go_live_at = timezone.now() + timedelta(days=1)
    draft.body = [("text", "<p>供水</p>"), ("points", ["a", "b"])]
    draft.wagtail_admin_comments = [Comment(user=people.head, text="?", contentpath="title")]
    draft.save()
    assert_same(as_read(draft))


def test_a_page_with_rows_that_are_in_memory_only(stored):
    page = NoticePage(title="供水", internal_note="", kind="notice")
    page.notice_files = [NoticeFile(stored_file=stored, caption="Plan", sort_order=1)]
    assert_same(page)


@pytest.mark.parametrize("value", [5, None, "x"])
def test_values_of_another_type_than_their_fields(draft, value):
    page = as_read(draft)
    page.kind = page.internal_note = page.live = value
    assert_same(page)


@pytest.mark.parametrize("moment", [datetime(2026, 1, 2, 3, tzinfo=UTC), date(2026, 1, 2)])
def test_moments_and_days(draft, moment):
    page = as_read(draft)
    page.expire_at = moment
    assert_same(page)


def test_a_type_that_says_itself_what_it_holds_is_asked(db):
    # Registered nowhere: whatever asks for all models would find it in other tests.
    with isolate_apps("tests.noticeboard"):

        class ToldNotice(NoticePage):
            """Says itself what its revisions hold."""

            class Meta:
                app_label = "noticeboard"
                proxy = True

            def serializable_data(self):
                return {"said": self.title}

    assert serialized(ToldNotice(title="供水")) == {"said": "供水"}
