"""Where the admin would answer "no permission" it says what is missing."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import querydict_from_html
from wagtail.users.models import UserProfile

from tests.factories import create_user
from tests.noticeboard.models import NoticePage, NoticeSnippet
from wagtail_disclosure.review.models import HeldPublication, ReviewTaskState

pytestmark = pytest.mark.django_db

FIRST = "First to decide: Head of the unit (head)."


@pytest.fixture
def admin(profile) -> Client:
    """Somebody with every right of Wagtail's; the interface is English."""
    root = create_user("root", is_superuser=True)
    UserProfile.objects.update_or_create(user=root, defaults={"preferred_language": "en"})
    client = Client()
    client.force_login(root)
    return client


def said(response) -> str:
    messages = [str(message).strip() for message in get_messages(response.wsgi_request)]
    return " ".join(messages)


def form_of(client: Client, url: str, form_id: str = "page-edit-form"):
    return querydict_from_html(client.get(url).content.decode(), form_id=form_id).copy()


def url_of(page, name: str = "edit") -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=[page.pk])


def publish(client: Client, page):
    data = form_of(client, url_of(page))
    data.update({"body-count": "0", "action-publish": "1"})
    return client.post(url_of(page), data)


def publish_in_bulk(client: Client, *pages, **values):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    query = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{url}?{query}&next=/admin/", values)


@pytest.fixture
def other(home, unit, people) -> NoticePage:
    page = NoticePage(title="Other notice", slug="other", live=False, responsible_unit=unit)
    home.add_child(instance=page)
    page.save_revision(user=people.drafter)
    return page


class TestTheEditor:
    def test_saves_the_draft_and_says_who_can_clear_it(self, draft, admin) -> None:
        response = publish(admin, draft)
        assert response.url == url_of(draft)
        assert FIRST in said(response)
        assert "Saved as a draft" in said(response)
        assert draft.revisions.count() == 2
        assert not NoticePage.objects.get(pk=draft.pk).live

    def test_offers_to_publish_only_what_is_cleared(self, draft, admin, clear) -> None:
        assert b"action-publish" not in admin.get(url_of(draft)).content
        clear(draft, publish=False)
        assert b"action-publish" in admin.get(url_of(draft)).content

    def test_publishes_what_is_cleared(self, notice, admin, clear) -> None:
        draft = NoticePage.objects.get(pk=notice.pk)
        draft.body = []
        draft.save_revision()
        clear(draft, publish=False)
        assert "published" in said(publish(admin, draft))

    def test_sends_decisions_to_the_review_page(self, draft, admin, people) -> None:
        draft.get_workflow().start(draft, people.drafter)
        state = ReviewTaskState.objects.get()
        data = {"action-workflow-action": "1", "workflow-action-name": "approve"}
        response = admin.post(url_of(draft), data)
        assert response.url == reverse("disclosure_review:review", args=[state.pk])
        assert "Nothing was decided" in said(response)


class TestTheCreateView:
    def test_keeps_the_page_as_a_draft_and_says_so(self, home, unit, admin) -> None:
        url = reverse("wagtailadmin_pages:add", args=["noticeboard", "noticepage", home.pk])
        data = form_of(admin, url)
        data.update(
            {
                "title": "New",
                "slug": "new",
                "responsible_unit": unit.pk,
                "body-count": "0",
                "action-publish": "1",
            }
        )
        response = admin.post(url, data)
        page = NoticePage.objects.get(slug="new")
        assert response.url == url_of(page)
        assert FIRST in said(response)
        assert not page.live
        assert not HeldPublication.objects.exists()

    def test_offers_no_publication(self, home, admin) -> None:
        url = reverse("wagtailadmin_pages:add", args=["noticeboard", "noticepage", home.pk])
        assert b"action-publish" not in admin.get(url).content


class TestSnippets:
    def test_are_saved_as_drafts_with_the_reason(self, snippet, admin) -> None:
        viewset = NoticeSnippet.snippet_viewset
        url = reverse(viewset.get_url_name("edit"), args=[snippet.pk])
        assert b"action-publish" not in admin.get(url).content
        response = admin.post(url, {"text": "Secret", "action-publish": "1"})
        assert response.url == url
        assert "First to decide: Head of the unit (officer)." in said(response)
        snippet.refresh_from_db()
        assert not snippet.live

    def test_that_are_new_stay_drafts(self, admin) -> None:
        url = reverse(NoticeSnippet.snippet_viewset.get_url_name("add"))
        assert b"action-publish" not in admin.get(url).content
        data = {"text": "Secret", "action-publish": "1", "locale": Locale.get_default().pk}
        response = admin.post(url, data)
        assert "Saved as a draft" in said(response)
        assert not NoticeSnippet.objects.get().live
        assert not HeldPublication.objects.exists()


class TestBulkPublication:
    def test_publishes_the_cleared_and_names_the_others(self, draft, other, admin, clear) -> None:
        clear(other, publish=False)
        response = publish_in_bulk(admin, draft, other)
        assert list(NoticePage.objects.disclosed()) == [other]
        assert "1 page is not cleared and was not published: “Draft notice”." in said(response)
        assert FIRST in said(response)
        assert "1 page has been published" in said(response)

    def test_of_nothing_cleared_publishes_nothing(self, draft, other, admin) -> None:
        response = publish_in_bulk(admin, draft, other)
        assert not NoticePage.objects.disclosed().exists()
        assert "2 pages are not cleared" in said(response)
        assert "been published" not in said(response)

    def test_with_descendants_names_those_below_too(self, home, draft, other, admin, clear) -> None:
        clear(other, publish=False)
        response = publish_in_bulk(admin, home, include_descendants="on")
        assert list(NoticePage.objects.disclosed()) == [other]
        assert "“Draft notice”" in said(response)

    def test_of_cleared_pages_is_wagtails_own(self, other, admin, clear) -> None:
        clear(other, publish=False)
        assert said(publish_in_bulk(admin, other)) == "1 page has been published"


class TestAliases:
    def test_are_not_made_pages_of_their_own_while_public(self, notice, home, admin) -> None:
        elsewhere = home.add_child(instance=Page(title="Elsewhere", slug="elsewhere"))
        action = CreatePageAliasAction(notice, parent=elsewhere)
        alias = action.execute(skip_permission_checks=True)
        response = admin.post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))
        assert response.url == url_of(alias)
        assert "its own review" in said(response)
        alias.refresh_from_db()
        assert alias.alias_of_id == notice.pk


class TestCopies:
    def test_say_that_they_are_drafts(self, notice, home, admin) -> None:
        data = {
            "new_title": "Copy",
            "new_slug": "copy",
            "new_parent_page": home.pk,
            "publish_copies": "on",
        }
        response = admin.post(reverse("wagtailadmin_pages:copy", args=[notice.pk]), data)
        assert "The copy is a draft." in said(response)
        assert FIRST in said(response)
        assert not NoticePage.objects.get(slug="copy").live
        assert not HeldPublication.objects.exists()


class TestTheAdminApi:
    def test_answers_with_the_reason(self, draft, admin) -> None:
        url = reverse("wagtailadmin_api:pages:action", args=[draft.pk, "publish"])
        response = admin.post(url, headers={"accept-language": "en"})
        assert response.status_code == 403
        assert FIRST in response.json()["detail"]
