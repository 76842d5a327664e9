"""What the database refuses by itself, whoever asks and however."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import serializers
from django.db import IntegrityError, connection, transaction
from django.db.models import DateTimeField, QuerySet
from django.utils import timezone
from wagtail.models import Page

from tests.noticeboard.models import NoticeFile, NoticePage, NoticeSnippet
from wagtail_disclosure.review.models import Clearance, ContentEdit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("triggers")]


def execute(statement: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def refuses(action: Callable[[], Any]) -> None:
    with (
        pytest.raises(IntegrityError, match="wagtail_disclosure"),
        transaction.atomic(),
    ):
        action()


class TestDrafts:
    def test_can_not_be_made_live_in_bulk(self, draft) -> None:
        refuses(lambda: NoticePage.objects.filter(pk=draft.pk).update(live=True))
        refuses(lambda: Page.objects.filter(pk=draft.pk).update(live=True))
        draft.live = True
        refuses(lambda: NoticePage.objects.bulk_update([draft], ["live"]))

    def test_can_not_be_made_live_by_sql(self, draft) -> None:
        refuses(
            lambda: execute("UPDATE wagtailcore_page SET live = %s WHERE id = %s", True, draft.pk)
        )

    def test_can_not_be_inserted_live(self, draft) -> None:
        page = Page.objects.get(pk=draft.pk)
        page.pk, page.path, page.live = None, draft.path[:-1] + "9", True
        refuses(lambda: Page.objects.bulk_create([page]))

    def test_can_not_be_sealed_without_a_clearance(self, draft) -> None:
        rows = NoticePage.objects.filter(pk=draft.pk)
        refuses(lambda: rows.update(cleared_fingerprint="0" * 64))

    def test_can_not_be_sealed_with_the_clearance_of_another(self, draft, home, clear) -> None:
        other = NoticePage(title="Other", slug="other", live=False)
        home.add_child(instance=other)
        clear(other)
        rows = NoticePage.objects.filter(pk=draft.pk)
        refuses(
            lambda: rows.update(
                clearance=other.clearance, cleared_fingerprint=other.cleared_fingerprint
            )
        )

    def test_may_be_written_in_bulk(self, draft) -> None:
        NoticePage.objects.filter(pk=draft.pk).update(title="Other", kind="other")
        draft.notice_files.all().update(caption="Other")


class TestPublicPages:
    @pytest.mark.parametrize("name", ["title", "slug", "seo_title", "search_description"])
    def test_keep_what_every_page_has(self, notice, name) -> None:
        refuses(lambda: Page.objects.filter(pk=notice.pk).update(**{name: "secret"}))
        refuses(lambda: NoticePage.objects.filter(pk=notice.pk).update(**{name: "secret"}))

    def test_keep_their_own_columns(self, notice) -> None:
        rows = NoticePage.objects.filter(pk=notice.pk)
        refuses(lambda: rows.update(body=[("text", "<p>Secret</p>")]))
        refuses(lambda: rows.update(kind="secret"))
        notice.kind = "secret"
        refuses(lambda: NoticePage.objects.bulk_update([notice], ["kind"]))

    def test_keep_their_own_columns_against_sql(self, notice) -> None:
        statement = "UPDATE noticeboard_noticepage SET kind = 'secret' WHERE page_ptr_id = %s"
        refuses(lambda: execute(statement, notice.pk))

    def test_keep_their_rows(self, notice, stored) -> None:
        rows = NoticeFile.objects.filter(page=notice)
        refuses(lambda: rows.update(caption="Secret"))
        refuses(lambda: rows._raw_delete("default"))
        row = NoticeFile(page=notice, stored_file=stored, caption="Secret")
        refuses(lambda: NoticeFile.objects.bulk_create([row]))

    def test_take_no_rows_from_drafts(self, notice, home, stored) -> None:
        other = NoticePage(title="Other", slug="other", live=False)
        home.add_child(instance=other)
        row = NoticeFile.objects.create(page=other, stored_file=stored)
        refuses(lambda: NoticeFile.objects.filter(pk=row.pk).update(page=notice))

    def test_keep_their_place_among_languages_and_aliases(self, notice, draft) -> None:
        refuses(lambda: Page.objects.filter(pk=notice.pk).update(alias_of=1))

    def test_may_change_where_nobody_sees_it(self, notice) -> None:
        NoticePage.objects.filter(pk=notice.pk).update(internal_note="Seen", locked=True)
        Page.objects.filter(pk=notice.pk).update(
            url_path="/elsewhere/", has_unpublished_changes=True
        )

    def test_may_be_hidden_in_bulk(self, notice) -> None:
        Page.objects.filter(pk=notice.pk).update(live=False)
        NoticePage.objects.filter(pk=notice.pk).update(cleared_fingerprint="")

    def test_can_not_be_sealed_again_after_a_withdrawal(self, notice, people) -> None:
        clearance, seal = notice.clearance, notice.cleared_fingerprint
        rows = NoticePage.objects.filter(pk=notice.pk)
        rows.update(cleared_fingerprint="")
        values = {
            field.attname: getattr(clearance, field.attname)
            for field in Clearance._meta.concrete_fields
            if field.name != "id"
        }
        Clearance.objects.create(**{**values, "decision": "withdrawn"})
        refuses(lambda: rows.update(cleared_fingerprint=seal))


class TestSnippets:
    def test_can_not_be_made_live(self, snippet) -> None:
        refuses(lambda: NoticeSnippet.objects.update(live=True))

    def test_keep_their_text(self, snippet, clear) -> None:
        clear(snippet)
        refuses(lambda: NoticeSnippet.objects.update(text="Secret"))

    def test_can_not_be_inserted_live(self, snippet) -> None:
        row = NoticeSnippet(text="Secret", live=True, locale=snippet.locale)
        refuses(lambda: NoticeSnippet.objects.bulk_create([row]))


@pytest.fixture(params=[Clearance, ContentEdit])
def record(request, notice) -> Any:
    """A row of each table that only ever grows."""
    return request.param.objects.get()


class TestRecords:
    def test_can_not_be_changed_or_deleted(self, record) -> None:
        table = record._meta.db_table
        refuses(lambda: execute(f"UPDATE {table} SET object_id = 'other'"))  # noqa: S608
        refuses(lambda: execute(f"DELETE FROM {table}"))  # noqa: S608

    def test_keep_their_moment(self, record) -> None:
        moments = [field for field in record._meta.fields if isinstance(field, DateTimeField)]
        values = {field.column: timezone.now() - timedelta(days=1) for field in moments}
        rows = QuerySet(type(record)).filter(pk=record.pk)
        refuses(lambda: rows.update(**values))

    def test_may_be_written_again_as_they_are(self, record) -> None:
        record.save_base(raw=True)

    @pytest.mark.parametrize("microsecond", [0, 456, 120_456, 123_456, 999_999])
    def test_may_be_loaded_again_from_a_fixture(self, microsecond: int) -> None:
        moment = datetime(2026, 11, 29, 7, 42, tzinfo=UTC, microsecond=microsecond)
        ContentEdit.objects.create(user_id=1, moment=moment)
        fixture = serializers.serialize("json", ContentEdit.objects.all())
        for loaded in serializers.deserialize("json", fixture):
            loaded.save()
        with pytest.raises(IntegrityError), transaction.atomic():
            later = fixture.replace("07:42", "07:43")
            next(serializers.deserialize("json", later)).save()

    @pytest.mark.sqlite
    def test_can_not_be_replaced(self, record) -> None:
        table = record._meta.db_table
        refuses(lambda: execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"))  # noqa: S608

    @pytest.mark.postgresql
    def test_can_not_be_truncated(self, record) -> None:
        execute("SET CONSTRAINTS ALL IMMEDIATE")
        refuses(lambda: execute(f"TRUNCATE {record._meta.db_table} CASCADE"))
