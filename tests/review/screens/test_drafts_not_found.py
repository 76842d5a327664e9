"""No address of the admin names a guarded draft to those who may not edit it."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.exceptions import NoReverseMatch
from django.urls.resolvers import URLResolver
from wagtail.models import GroupPagePermission, Page, Task, TaskState

from tests.noticeboard.models import NoticePage
from tests.review.walking import current, submit

pytestmark = pytest.mark.django_db

PAGE = "Draft notice"
SNIPPET = "Draft snippet"
PAGE_ACTIONS = (
    "delete",
    "publish",
    "unpublish",
    "move",
    "disclosure_send_batch",
    "disclosure_edit_entries",
)
SNIPPETS = "wagtailsnippets_noticeboard_noticesnippet"
WORKFLOW = ("workflow_action", "collect_workflow_action_data", "workflow_preview")


@pytest.fixture
def outsider(grant, people) -> Client:
    """Somebody who may enter the admin, and nothing else."""
    client = Client()
    client.force_login(grant(people.outsider, "access_admin"))
    return client


@pytest.fixture
def editor(grant, people, home) -> Client:
    """Somebody who may edit all pages and notices."""
    rights = Permission.objects.filter(codename__in=["change_page", "publish_page"])
    group = people.colleague.groups.create(name="Test editors")
    for right in rights:
        GroupPagePermission.objects.create(group=group, page=home, permission=right)
    rights_on_rows = ("change_noticesnippet", "delete_noticesnippet", "publish_noticesnippet")
    client = Client()
    client.force_login(grant(people.colleague, "access_admin", *rights_on_rows))
    return client


@pytest.fixture
def plain(home) -> Page:
    """A draft that is nobody's secret."""
    return home.add_child(instance=Page(title="Plain", slug="plain", live=False))


def bulk(model: str, action: str, query: str) -> str:
    app = "wagtailcore" if model == "page" else "noticeboard"
    return f"{reverse('wagtail_bulk_action', args=[app, model, action])}?{query}"


def named(response) -> bool:
    """Whether the answer, or a message that waits for the next page, names one of the drafts."""
    content = b"".join(response) if response.streaming else response.content
    text = f"{content.decode(errors='replace')} {response.headers} {response.cookies}"
    return PAGE in text or SNIPPET in text


def shown(client: Client, url: str) -> tuple[int, bool]:
    response = client.get(url, follow=True)
    return response.status_code, named(response)


class TestBulkActions:
    @pytest.mark.parametrize("action", PAGE_ACTIONS)
    def test_leave_out_pages(self, draft, plain, home, outsider, action) -> None:
        for query in (f"id=all&childOf={home.pk}", f"id={draft.pk}&id={plain.pk}"):
            url = bulk("page", action, query)
            assert shown(outsider, url) == (200, False)
            assert not named(outsider.post(url, {"chooser": home.pk}, follow=True))
        assert shown(outsider, bulk("page", action, f"id={draft.pk}")) == (404, False)

    def test_leave_out_snippets(self, snippet, outsider) -> None:
        for query in ("id=all", f"id={snippet.pk}"):
            url = bulk("noticesnippet", "delete", query)
            assert shown(outsider, url) == (404, False)
            assert not named(outsider.post(url, follow=True))

    @pytest.mark.parametrize("action", PAGE_ACTIONS)
    def test_are_confirmed_by_editors(self, draft, home, editor, action) -> None:
        for query in (f"id=all&childOf={home.pk}", f"id={draft.pk}"):
            assert shown(editor, bulk("page", action, query)) == (200, True)

    def test_on_snippets_are_confirmed_by_editors(self, snippet, editor) -> None:
        assert shown(editor, bulk("noticesnippet", "delete", "id=all")) == (200, True)

    def test_take_what_is_left_after_all_were_chosen(self, draft, home, people, editor) -> None:
        """A right on one page below is enough to choose all; what others hide stays as it is."""
        own = home.add_child(instance=NoticePage(title="Own", slug="own", live=False))
        group = people.colleague.groups.get(name="Test editors")
        GroupPagePermission.objects.filter(group=group).update(page=own)
        url = bulk("page", "delete", f"id=all&childOf={home.pk}")
        assert shown(editor, url) == (200, False)
        editor.post(url)
        assert set(home.get_children()) == {Page.objects.get(pk=draft.pk)}


class TestPagesInAddresses:
    def addresses(self, draft, plain) -> list[str]:
        return [
            reverse("wagtailadmin_choose_page_child", args=[draft.pk]),
            reverse("wagtailadmin_pages:move_confirm", args=[draft.pk, plain.pk]),
            reverse("wagtailadmin_pages:move_confirm", args=[plain.pk, draft.pk]),
        ]

    def test_are_not_found(self, draft, plain, outsider) -> None:
        found = [shown(outsider, url) for url in self.addresses(draft, plain)]
        assert found == [(404, False)] * 3

    def test_are_found_by_editors(self, draft, plain, editor) -> None:
        found = [shown(editor, url) for url in self.addresses(draft, plain)]
        assert found == [(200, True)] * 3

    def test_are_not_found_by_what_a_form_chooses(self, draft, plain, grant, people, home) -> None:
        """Whoever may copy or move one page learns nothing of others by choosing them as parent."""
        group = people.outsider.groups.create(name="Owners of one")
        for right in Permission.objects.filter(codename__in=["add_page", "change_page"]):
            GroupPagePermission.objects.create(group=group, page=plain, permission=right)
        client = Client()
        client.force_login(grant(people.outsider, "access_admin"))
        values = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": draft.pk}
        copy = client.post(reverse("wagtailadmin_pages:copy", args=[plain.pk]), values, follow=True)
        move = client.post(
            bulk("page", "move", f"id={plain.pk}"), {"chooser": draft.pk}, follow=True
        )
        create = reverse("wagtailadmin_pages:choose_parent", args=["noticeboard", "noticepage"])
        parent = client.post(create, {"parent_page": draft.pk}, follow=True)
        found = [(one.status_code, named(one)) for one in (copy, move, parent)]
        assert found == [(404, False)] * 3


class TestWorkflowAddresses:
    """Asked about another task they say what is not waiting for it, by name."""

    @pytest.fixture
    def subjects(self, draft, snippet, profile, people) -> list:
        submit(draft, people.drafter)
        submit(snippet, people.drafter)
        return [draft, snippet]

    def addresses(self, subjects) -> Iterator[str]:
        for subject in subjects:
            space = "wagtailadmin_pages" if isinstance(subject, Page) else SNIPPETS
            state = current(subject)
            for name in WORKFLOW[:2]:
                yield reverse(f"{space}:{name}", args=[subject.pk, "review", state.pk])
            for task in Task.objects.all():
                yield reverse(f"{space}:workflow_preview", args=[subject.pk, task.pk])

    def test_are_not_found(self, subjects, outsider) -> None:
        assert {shown(outsider, url) for url in self.addresses(subjects)} == {(404, False)}

    def test_are_not_found_after_the_review(self, subjects, outsider, people) -> None:
        urls = list(self.addresses(subjects))
        for subject in subjects:
            subject.current_workflow_state.cancel(user=people.drafter)
        assert {shown(outsider, url) for url in urls} == {(404, False)}

    def test_name_no_pending_title_of_what_is_public(
        self, notice, profile, outsider, people
    ) -> None:
        notice.title = f"Second {PAGE}"
        notice.save_revision(user=people.drafter)
        submit(notice, people.drafter)
        assert {shown(outsider, url) for url in self.addresses([notice])} == {(404, False)}

    def test_are_found_by_those_who_review_now(self, subjects, grant, people) -> None:
        reviewers = (people.head, people.officer)
        for subject, reviewer, space in zip(
            subjects, reviewers, ("wagtailadmin_pages", SNIPPETS), strict=True
        ):
            client = Client()
            client.force_login(grant(reviewer, "access_admin"))
            state = current(subject)
            preview = reverse(f"{space}:workflow_preview", args=[subject.pk, state.task_id])
            action = reverse(f"{space}:workflow_action", args=[subject.pk, "review", state.pk])
            assert [client.get(url).status_code for url in (preview, action)] == [200, 200]

    def test_say_to_editors_what_is_not_waiting(self, subjects, editor) -> None:
        for subject, space in zip(subjects, ("wagtailadmin_pages", SNIPPETS), strict=True):
            other = Task.objects.exclude(pk=current(subject).task_id).first()
            url = reverse(f"{space}:workflow_preview", args=[subject.pk, other.pk])
            assert shown(editor, url) == (200, True)


def names(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every named address below ``resolver`` and its parameters."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names(
                pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space
            )
        elif pattern.name:
            yield f"{space}{pattern.name}", tuple(pattern.pattern.regex.groupindex)


class TestNoAddress:
    """All that Wagtail, its apps and ours have, asked about each id in turn."""

    def asked(self, keys: list[int], about: dict[str, object]) -> Iterator[str]:
        admin = next(one for one in get_resolver().url_patterns if str(one.pattern) == "admin/")
        for name, parameters in names(admin):
            for key in keys:
                values = {one: about.get(one, key) for one in parameters}
                try:
                    yield reverse(name, kwargs=values)
                except NoReverseMatch:
                    continue

    def test_names_them(self, draft, snippet, plain, home, profile, people, outsider) -> None:
        submit(draft, people.drafter)
        submit(snippet, people.drafter)
        tasks = list(TaskState.objects.values_list("pk", flat=True))
        urls = set()
        for subject, model in ((draft, "noticepage"), (snippet, "noticesnippet")):
            about = {
                "app_label": "noticeboard",
                "app_name": "noticeboard",
                "content_type_app_name": "noticeboard",
                "model_name": model,
                "content_type_model_name": model,
                "page_id": subject.pk,
                "page_to_move_id": subject.pk,
                "destination_id": home.pk,
                "action_name": "review",
                "action": "delete",
                "revision_id": subject.latest_revision_id,
                "revision_id_a": "earliest",
                "revision_id_b": "latest",
            }
            urls.update(self.asked([subject.pk, *tasks, plain.pk], about))
            urls.update(self.asked([subject.pk, plain.pk], {"page_to_move_id": plain.pk}))
        for action in PAGE_ACTIONS:
            urls.add(bulk("page", action, f"id=all&childOf={home.pk}"))
        urls.add(bulk("noticesnippet", "delete", "id=all"))
        urls -= {reverse("wagtailadmin_logout"), reverse("wagtailadmin_error_test")}
        assert len(urls) > 300
        told = [url for url in sorted(urls) if named(outsider.get(url))]
        assert told == []
