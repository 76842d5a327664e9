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
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask
from wagtail.test.utils.form_data import querydict_from_html

from tests.factories import create_user
from tests.noticeboard.models import NoticePage
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


def marked(routes: dict[Any, str]) -> list[Any]:
    """What is hidden only after it was written would be refused by the database triggers."""
    return [
        pytest.param(route, marks=pytest.mark.raw_writes) if outcome == HIDDEN else route
        for route, outcome in routes.items()
    ]


@pytest.mark.parametrize("route", marked(ROUTES), ids=lambda route: route.__name__)
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


def test_a_refusal_is_a_permission_denied() -> None:
    assert issubclass(ClearanceRequired, PermissionDenied)
