"""Every route by which Wagtail makes content public, with content that nobody has cleared."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Locale, Page, Workflow, WorkflowTask
from wagtail.test.utils.form_data import querydict_from_html
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.operations import translate_object

from tests.factories import create_user
from tests.noticeboard.models import NoticePage, NoticeSnippet
from wagtail_disclosure.review.exceptions import ClearanceRequired

pytestmark = pytest.mark.django_db

REFUSED = "refused"
DRAFT = "draft"
HIDDEN = "hidden"


@dataclass
class World:
    page: NoticePage
    home: Page
    client: Client
    tmp_path: Any

    def fresh(self) -> NoticePage:
        return NoticePage.objects.get(pk=self.page.pk)


@pytest.fixture
def world(draft, home, tmp_path) -> World:
    client = Client()
    client.force_login(create_user("root", is_superuser=True))
    return World(page=draft, home=home, client=client, tmp_path=tmp_path)


def form_of(client: Client, url: str, form_id: str) -> Any:
    return querydict_from_html(client.get(url).content.decode(), form_id=form_id).copy()


def editor(world: World) -> None:
    url = reverse("wagtailadmin_pages:edit", args=[world.page.pk])
    data = form_of(world.client, url, "page-edit-form")
    data.update({"body-count": "0", "action-publish": "1"})
    assert world.client.post(url, data).status_code == 302


def create_view(world: World) -> None:
    url = reverse("wagtailadmin_pages:add", args=["noticeboard", "noticepage", world.home.pk])
    data = form_of(world.client, url, "page-edit-form")
    data.update({"title": "Made at once", "slug": "made-at-once"})
    data.update({"body-count": "0", "action-publish": "1"})
    assert world.client.post(url, data).status_code == 302


def bulk_publish(world: World) -> None:
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    world.client.post(f"{url}?id={world.page.pk}", {"include_descendants": "on"})


def bulk_publish_from_the_parent(world: World) -> None:
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    world.client.post(f"{url}?id={world.home.pk}", {"include_descendants": "on"})


def workflow_of_somebody_else(world: World) -> None:
    task = GroupApprovalTask.objects.create(name="Anybody")
    task.groups.set(Group.objects.all())
    workflow = Workflow.objects.create(name="Without a review")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    root = create_user("approver", is_superuser=True)
    state = workflow.start(world.page, root)
    with pytest.raises(ClearanceRequired):
        task.on_action(state.current_task_state, root, "approve")


def revision_publish(world: World) -> None:
    with pytest.raises(ClearanceRequired):
        world.page.get_latest_revision().publish()


def page_publish(world: World) -> None:
    with pytest.raises(ClearanceRequired):
        world.page.publish(world.page.get_latest_revision(), skip_permission_checks=True)


def base_page_publish(world: World) -> None:
    page = Page.objects.get(pk=world.page.pk)
    with pytest.raises(ClearanceRequired):
        page.publish(page.get_latest_revision())


def save(world: World) -> None:
    world.page.live = True
    with pytest.raises(ClearanceRequired):
        world.page.save()


def save_one_field(world: World) -> None:
    world.page.live = True
    with pytest.raises(ClearanceRequired):
        world.page.save(update_fields=["live"])


def save_base_page(world: World) -> None:
    page = Page.objects.get(pk=world.page.pk)
    page.live = True
    with pytest.raises(ClearanceRequired):
        page.save()


def save_base_page_one_field(world: World) -> None:
    page = Page.objects.get(pk=world.page.pk)
    page.live = True
    with pytest.raises(ClearanceRequired):
        page.save(update_fields=["live"])


def schedule_in_the_future(world: World) -> None:
    world.page.go_live_at = timezone.now() + timedelta(days=1)
    revision = world.page.save_revision()
    with pytest.raises(ClearanceRequired):
        revision.publish()


def scheduled_publication(world: World) -> None:
    revision = world.page.save_revision(approved_go_live_at=timezone.now() - timedelta(hours=1))
    call_command("publish_scheduled")
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None


def revert_and_publish(world: World) -> None:
    revision = world.page.get_latest_revision()
    reverted = revision.as_object().save_revision(previous_revision=revision)
    with pytest.raises(ClearanceRequired):
        reverted.publish(previous_revision=revision)


def admin_api_publish(world: World) -> None:
    url = reverse("wagtailadmin_api:pages:action", args=[world.page.pk, "publish"])
    assert world.client.post(url).status_code == 403


def live_child_page(world: World) -> None:
    page = NoticePage(title="Live child", slug="live-child", live=True)
    world.home.add_child(instance=page)
    assert not page.live


def copy_keep_live(world: World) -> None:
    copied = world.page.copy(update_attrs={"slug": "copied"}, keep_live=True)
    assert not copied.live


def alias_of_a_draft(world: World) -> None:
    alias = world.page.create_alias(update_slug="alias")
    assert not alias.live


def fixture(world: World) -> None:
    path = world.tmp_path / "notice.json"
    call_command("dumpdata", "wagtailcore.page", "noticeboard", output=str(path))
    rows = json.loads(path.read_text())
    for row in rows:
        if row["pk"] == world.page.pk and row["model"] == "wagtailcore.page":
            row["fields"]["live"] = True
    path.write_text(json.dumps(rows))
    call_command("loaddata", str(path))


def update_live(world: World) -> None:
    Page.objects.filter(pk=world.page.pk).update(live=True)


def update_live_and_move(world: World) -> None:
    update_live(world)
    elsewhere = world.home.add_child(instance=Page(title="Elsewhere", slug="elsewhere"))
    Page.objects.get(pk=world.page.pk).move(elsewhere, pos="last-child")


def bulk_update_live(world: World) -> None:
    page = world.fresh()
    page.live = True
    NoticePage.objects.bulk_update([page], ["live"])


ROUTES: dict[Callable[[World], None], str] = {
    editor: REFUSED,
    create_view: DRAFT,
    bulk_publish: REFUSED,
    bulk_publish_from_the_parent: REFUSED,
    workflow_of_somebody_else: REFUSED,
    revision_publish: REFUSED,
    page_publish: REFUSED,
    base_page_publish: REFUSED,
    save: REFUSED,
    save_one_field: REFUSED,
    save_base_page: REFUSED,
    save_base_page_one_field: REFUSED,
    schedule_in_the_future: REFUSED,
    scheduled_publication: DRAFT,
    revert_and_publish: REFUSED,
    admin_api_publish: REFUSED,
    live_child_page: DRAFT,
    copy_keep_live: DRAFT,
    alias_of_a_draft: DRAFT,
    fixture: DRAFT,
    update_live: HIDDEN,
    update_live_and_move: HIDDEN,
    bulk_update_live: HIDDEN,
}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.__name__)
def test_uncleared_content_stays_hidden(route: Callable[[World], None], world: World) -> None:
    route(world)

    assert not NoticePage.objects.disclosed().exists()
    for page in NoticePage.objects.all():
        assert page.live == (ROUTES[route] == HIDDEN)
        assert page.clearance is None
        assert page.first_published_at is None
        assert Client().get(page.get_url()).status_code == 404


def test_a_scheduled_run_goes_on_after_an_uncleared_page(world: World, clear) -> None:
    other = NoticePage(title="Cleared in time", slug="cleared-in-time", live=False)
    world.home.add_child(instance=other)
    past = timezone.now() - timedelta(hours=1)
    world.page.save_revision(approved_go_live_at=past)
    clear(other, publish=False)
    other.get_latest_revision().__class__.objects.filter(pk=other.get_latest_revision().pk).update(
        approved_go_live_at=past
    )

    call_command("publish_scheduled")

    assert list(NoticePage.objects.disclosed()) == [other]


class TestAPublicPage:
    """What may happen to a page that is public, and what may not."""

    def test_is_served_and_listed(self, notice) -> None:
        assert b"Marker" in Client().get(notice.get_url()).content
        assert list(NoticePage.objects.disclosed()) == [notice]
        assert notice.first_published_at is not None

    def test_refuses_another_text(self, notice) -> None:
        notice.body = [("text", "<p>Secret</p>")]
        with pytest.raises(ClearanceRequired):
            notice.save()

    def test_refuses_another_title_on_the_base_page(self, notice) -> None:
        page = Page.objects.get(pk=notice.pk)
        page.title = "Secret"
        with pytest.raises(ClearanceRequired):
            page.save()

    def test_refuses_another_draft_of_itself(self, notice) -> None:
        notice.title = "Secret"
        revision = notice.save_revision()
        with pytest.raises(ClearanceRequired):
            revision.publish()

    def test_keeps_the_pending_title_to_itself(self, notice) -> None:
        notice.title = "Secret"
        notice.save_revision()

        notice.refresh_from_db()
        assert notice.draft_title == notice.title == "Draft notice"
        assert notice.has_unpublished_changes

    def test_may_be_saved_unchanged(self, notice) -> None:
        fresh = NoticePage.objects.get(pk=notice.pk)
        fresh.internal_note = "Seen"
        fresh.save()
        assert NoticePage.objects.disclosed().get().internal_note == "Seen"

    def test_may_be_saved_in_fields_that_nobody_sees(self, notice) -> None:
        notice.title = "Secret"
        notice.internal_note = "Seen"
        notice.save(update_fields=["internal_note", "locked"])
        assert NoticePage.objects.disclosed().get().title == "Draft notice"

    def test_may_be_published_again(self, notice) -> None:
        notice.get_latest_revision().publish()
        assert NoticePage.objects.disclosed().get() == notice

    def test_may_be_moved(self, notice, home) -> None:
        elsewhere = home.add_child(instance=Page(title="Elsewhere", slug="elsewhere"))
        notice.move(elsewhere, pos="last-child")
        notice.refresh_from_db()
        assert Client().get(notice.get_url()).status_code == 200

    def test_may_be_unpublished_and_published_again(self, notice) -> None:
        notice.unpublish()
        assert NoticePage.objects.get(pk=notice.pk).clearance is None
        notice.get_latest_revision().publish()
        assert NoticePage.objects.disclosed().get() == notice

    def test_may_expire(self, notice) -> None:
        past = timezone.now() - timedelta(hours=1)
        NoticePage.objects.filter(pk=notice.pk).update(expire_at=past)
        call_command("publish_scheduled")

        Page.objects.filter(pk=notice.pk).update(live=True)
        assert not NoticePage.objects.disclosed().exists()

    def test_may_be_deleted_with_its_rows(self, notice) -> None:
        notice.delete()
        assert not NoticePage.objects.exists()

    def test_whose_columns_were_changed_behind_its_back_is_not_served(self, notice) -> None:
        Page.objects.filter(pk=notice.pk).update(title="Secret")
        assert Client().get(notice.get_url()).status_code == 404

    def test_whose_old_text_was_cleared_once_is_not_enough(self, notice, clear) -> None:
        first = notice.get_latest_revision()
        notice.title = "Second notice"
        notice.save_revision()
        clear(notice)
        with pytest.raises(ClearanceRequired):
            first.publish()

    def test_ignores_a_clearance_that_code_assigns(self, notice, draft, home) -> None:
        other = NoticePage(title="Other", slug="other", live=True, clearance=notice.clearance)
        home.add_child(instance=other)
        assert not other.live
        assert other.clearance is None


class TestChildRows:
    def test_of_a_public_page_refuse_another_caption(self, notice) -> None:
        row = notice.notice_files.get()
        row.caption = "Secret"
        with pytest.raises(ClearanceRequired):
            row.save()

    def test_of_a_public_page_refuse_company(self, notice, stored) -> None:
        with pytest.raises(ClearanceRequired):
            notice.notice_files.model.objects.create(page=notice, stored_file=stored)

    def test_of_a_public_page_refuse_to_leave(self, notice) -> None:
        with pytest.raises(ClearanceRequired), transaction.atomic():
            notice.notice_files.get().delete()
        with pytest.raises(ClearanceRequired), transaction.atomic():
            notice.notice_files.model.objects.all().delete()

    def test_refuse_to_move_to_a_public_page(self, notice, home, stored) -> None:
        other = NoticePage(title="Other", slug="other", live=False)
        home.add_child(instance=other)
        row = other.notice_files.model.objects.create(page=other, stored_file=stored)
        row.page = notice
        with pytest.raises(ClearanceRequired):
            row.save()

    def test_committed_without_their_page_are_refused(self, notice) -> None:
        row = notice.notice_files.get()
        row.caption = "Secret"
        notice.notice_files = [row]
        with pytest.raises(ClearanceRequired), transaction.atomic():
            notice.notice_files.commit()
        with pytest.raises(ClearanceRequired), transaction.atomic():
            notice.save(update_fields=["notice_files"])

    def test_may_be_saved_unchanged(self, notice) -> None:
        notice.notice_files.get().save()

    def test_change_with_a_cleared_publication(self, notice, stored, clear) -> None:
        notice.notice_files = [
            notice.notice_files.model(stored_file=stored, caption="First", sort_order=0),
            notice.notice_files.model(stored_file=stored, caption="Second", sort_order=1),
        ]
        notice.save_revision()
        clear(notice)

        captions = notice.notice_files.values_list("caption", flat=True)
        assert list(captions) == ["First", "Second"]
        assert notice.is_disclosed

    def test_of_a_draft_are_free(self, draft) -> None:
        row = draft.notice_files.get()
        row.caption = "Another"
        row.save()
        row.delete()


class TestAliases:
    def test_show_what_is_cleared_for_their_source(self, notice, home) -> None:
        other = home.add_child(instance=Page(title="Other", slug="other"))
        alias = notice.create_alias(parent=other)
        assert alias.live
        assert Client().get(alias.get_url()).status_code == 200
        assert set(NoticePage.objects.disclosed()) == {notice, alias}

    def test_with_an_address_that_nobody_saw_are_drafts(self, notice) -> None:
        alias = notice.create_alias(update_slug="secret")
        assert not alias.live

    def test_follow_their_source(self, notice, home, clear) -> None:
        other = home.add_child(instance=Page(title="Other", slug="other"))
        alias = notice.create_alias(parent=other)
        notice.title = "Second notice"
        notice.slug = "second"
        notice.save_revision()
        clear(notice)

        alias.refresh_from_db()
        assert alias.title == "Second notice"
        assert alias.slug == "notice"
        assert Client().get(alias.get_url()).status_code == 200

    def test_that_may_not_follow_do_not_stop_their_source(self, notice, clear) -> None:
        alias = notice.create_alias(update_slug="secret")
        notice.title = "Second notice"
        notice.save_revision()
        clear(notice)

        assert NoticePage.objects.disclosed().get().title == "Second notice"
        alias.refresh_from_db()
        assert not alias.live

    def test_go_with_their_source(self, notice, home) -> None:
        other = home.add_child(instance=Page(title="Other", slug="other"))
        notice.create_alias(parent=other)
        notice.unpublish()
        assert not NoticePage.objects.disclosed().exists()

    def test_need_a_clearance_of_their_own_to_become_pages(self, notice, home) -> None:
        other = home.add_child(instance=Page(title="Other", slug="other"))
        alias = notice.create_alias(parent=other)
        root = create_user("root", is_superuser=True)
        client = Client()
        client.force_login(root)
        client.post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))
        alias.refresh_from_db()
        assert alias.alias_of_id == notice.pk


class TestLocalize:
    @pytest.fixture
    def other_language(self, home) -> Locale:
        english = Locale.objects.get_or_create(language_code="en")[0]
        if not home.has_translation(english):
            home.copy_for_translation(english, alias=True)
        return english

    def translation_of(self, page, locale):
        return type(page).objects.get(translation_key=page.translation_key, locale=locale)

    @pytest.mark.parametrize("synchronize_live", [True, False])
    def test_submitting_makes_a_draft(
        self, notice, english, settings, synchronize_live, django_capture_on_commit_callbacks
    ) -> None:
        settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = synchronize_live
        with django_capture_on_commit_callbacks(execute=True):
            translate_object(notice, [english])

        translated = self.translation_of(notice, english)
        assert not translated.live
        assert translated.clearance is None
        assert list(NoticePage.objects.disclosed()) == [notice]

    def test_synchronizing_leaves_the_cleared_translation_public(
        self, notice, english, clear, django_capture_on_commit_callbacks
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            translate_object(notice, [english])
        translated = self.translation_of(notice, english)
        clear(translated)
        notice.body = [("text", "<p>Second</p>")]
        notice.save_revision()
        clear(notice)
        TranslationSource.objects.get().update_from_db()

        with django_capture_on_commit_callbacks(execute=True):
            Translation.objects.get().save_target(user=None, publish=True)

        assert b"Marker" in Client().get(translated.get_url()).content
        translated.refresh_from_db()
        assert "Second" in str(translated.get_latest_revision_as_object().body)

    def test_an_alias_that_becomes_a_translation_is_a_draft(
        self, notice, english, django_capture_on_commit_callbacks
    ) -> None:
        alias = notice.copy_for_translation(english, alias=True)
        assert alias.live
        with django_capture_on_commit_callbacks(execute=True):
            translate_object(notice, [english])

        translated = self.translation_of(notice, english)
        assert translated.alias_of is None
        assert not translated.live
        assert not NoticePage.objects.disclosed().filter(locale=english).exists()

    def test_clearances_are_not_synchronized(self, notice) -> None:
        from wagtail_localize.fields import get_translatable_fields

        names = {field.field_name for field in get_translatable_fields(NoticePage)}
        assert "clearance" not in names


class TestSnippets:
    def test_refuse_publication(self, snippet) -> None:
        with pytest.raises(ClearanceRequired):
            snippet.get_latest_revision().publish()
        snippet.live = True
        with pytest.raises(ClearanceRequired):
            snippet.save()
        assert not NoticeSnippet.objects.disclosed().exists()

    def test_become_public_when_cleared(self, snippet, clear) -> None:
        clear(snippet)
        assert NoticeSnippet.objects.disclosed().get() == snippet

    def test_inserted_live_are_drafts(self, db) -> None:
        row = NoticeSnippet.objects.create(text="Live", locale=Locale.get_default())
        assert not row.live

    def test_copied_for_translation_are_drafts(self, snippet, clear) -> None:
        clear(snippet)
        snippet.text = "Secret"
        snippet.save_revision()
        english = Locale.objects.get_or_create(language_code="en")[0]
        copied = snippet.copy_for_translation(english)
        copied.save()
        assert not copied.live
        assert list(NoticeSnippet.objects.disclosed()) == [snippet]

    def test_submitted_to_localize_are_drafts(
        self, snippet, clear, django_capture_on_commit_callbacks, settings
    ) -> None:
        settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = True
        clear(snippet)
        english = Locale.objects.get_or_create(language_code="en")[0]
        with django_capture_on_commit_callbacks(execute=True):
            translate_object(snippet, [english])
        assert NoticeSnippet.objects.count() == 2
        assert list(NoticeSnippet.objects.disclosed()) == [snippet]


def test_a_refusal_is_a_permission_denied() -> None:
    assert issubclass(ClearanceRequired, PermissionDenied)
