import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, WorkflowState
from wagtail.users.models import UserProfile

from tests.factories import create_user
from tests.noticeboard.models import NoticePage, NoticeSnippet
from wagtail_disclosure.core import seams
from wagtail_disclosure.core.admin import waiting_for
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import InformationOfficer, StoredFile
from wagtail_disclosure.review.models import Clearance, ReviewTaskState

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(grant):
    def sign_in(user) -> Client:
        client = Client()
        client.force_login(grant(user, "access_admin"))
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
        return client

    return sign_in


@pytest.fixture
def state(draft, profile, people) -> ReviewTaskState:
    draft.get_workflow().start(draft, people.drafter)
    return ReviewTaskState.objects.get()


def url_of(state, name: str = "review", *args) -> str:
    return reverse(f"disclosure_review:{name}", args=[state.pk, *args])


def decide(client: Client, state, decision: str, **values):
    data = {"decision": decision, "fingerprint": state.fingerprint, "remark": "", **values}
    return client.post(url_of(state), data, follow=True)


class TestTheReviewPage:
    def test_shows_what_becomes_public(self, state, people, sign_in, stored) -> None:
        content = sign_in(people.head).get(url_of(state)).content.decode()
        assert "Draft notice" in content
        assert "Marker" in content
        assert stored.sha256 in content
        assert url_of(state, "preview") in content
        assert people.drafter.username in content

    def test_shows_what_changed_since_the_last_clearance(
        self, notice, profile, people, sign_in
    ) -> None:
        notice.title = "Second notice"
        notice.save_revision(user=people.drafter)
        notice.get_workflow().start(notice, people.drafter)
        state = ReviewTaskState.objects.get()

        content = sign_in(people.head).get(url_of(state)).content.decode()
        removed, added = '<span class="w-sr-only">removed: </span>', "added: </span>"
        assert f"<del>{removed}Draft</del>" in content
        assert f"{added}Second</ins> notice" in content

    def test_renders_the_preview(self, state, people, sign_in) -> None:
        response = sign_in(people.head).get(url_of(state, "preview"))
        assert b"Marker" in response.content
        assert response["X-Frame-Options"] == "SAMEORIGIN"

    def test_hands_out_the_files(self, state, people, sign_in, stored) -> None:
        response = sign_in(people.head).get(url_of(state, "file", stored.pk))
        assert b"".join(response.streaming_content) == b"water"
        response.close()

    def test_hands_out_no_other_files(self, state, people, sign_in, stored) -> None:
        other = StoredFile.store(
            ContentFile(b"other"),
            name="other.txt",
            content_type="text/plain",
            by=Actor.software("test"),
        )
        response = sign_in(people.head).get(url_of(state, "file", other.pk), follow=True)
        assert response.status_code == 404

    @pytest.mark.parametrize("name", ["drafter", "officer", "leader", "outsider"])
    @pytest.mark.parametrize("view", ["review", "preview", "file"])
    def test_does_not_exist_for_others(
        self, state, people, sign_in, stored, name: str, view: str
    ) -> None:
        args = [stored.pk] if view == "file" else []
        client = sign_in(getattr(people, name))
        assert client.get(url_of(state, view, *args), follow=True).status_code == 404
        assert client.post(url_of(state, view, *args), follow=True).status_code == 404

    def test_does_not_exist_for_superusers(self, state) -> None:
        client = Client()
        client.force_login(create_user("root", is_superuser=True))
        assert client.get(url_of(state), follow=True).status_code == 404

    def test_asks_anonymous_people_to_sign_in(self, state) -> None:
        assert Client().get(url_of(state)).status_code == 302


class TestDeciding:
    def test_walks_through_the_tiers(self, state, people, sign_in) -> None:
        for user in (people.head, people.officer, people.leader):
            response = decide(sign_in(user), ReviewTaskState.objects.open().get(), "confirm")
            assert "Draft notice" in str(list(response.context["messages"])[0])
        assert NoticePage.objects.disclosed().exists()

    def test_returns_with_a_remark(self, state, people, sign_in) -> None:
        decide(sign_in(people.head), state, "return", remark="Remove the address")
        assert WorkflowState.objects.get().status == WorkflowState.STATUS_NEEDS_CHANGES

    def test_asks_for_the_remark(self, state, people, sign_in) -> None:
        response = decide(sign_in(people.head), state, "return")
        assert response.context["form"].errors["remark"]
        assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS

    def test_on_a_page_opened_before_an_edit_says_so_and_keeps_the_remark(
        self, state, people, sign_in
    ) -> None:
        client = sign_in(people.head)
        page = NoticePage.objects.get()
        page.title = "Edited"
        page.save_revision(user=people.colleague)
        fresh = ReviewTaskState.objects.open().get()

        stale = decide(client, fresh, "confirm", fingerprint=state.fingerprint, remark="Well done")
        assert "edited" in str(list(stale.context["messages"])[0])
        assert b"Well done" in stale.content
        assert fresh.fingerprint.encode() in stale.content
        closed = decide(client, state, "confirm")
        assert "closed" in str(list(closed.context["messages"])[0])
        assert not Clearance.objects.exists()

    def test_again_on_a_closed_step_says_so(self, state, people, sign_in) -> None:
        client = sign_in(people.head)
        decide(client, state, "confirm")
        response = decide(client, state, "confirm")
        assert "closed" in str(list(response.context["messages"])[0])

    def test_needs_a_known_decision(self, state, people, sign_in) -> None:
        response = decide(sign_in(people.head), state, "publish")
        assert response.context["form"].errors["decision"]


class TestSnippets:
    def test_pass_the_same_review(self, snippet, profile, people, sign_in, body) -> None:
        body.office.head = people.head
        body.office.save()
        InformationOfficer.objects.create(unit=body.office, user=people.officer)
        snippet.get_workflow().start(snippet, people.drafter)
        for user in (people.head, people.officer, people.leader):
            state = ReviewTaskState.objects.open().get()
            assert b"Draft snippet" in sign_in(user).get(url_of(state)).content
            decide(sign_in(user), state, "confirm")
        assert NoticeSnippet.objects.disclosed().exists()


class TestTheDashboard:
    def test_tells_the_reviewer_and_nobody_else(self, state, people) -> None:
        assert [item.url for item in waiting_for(people.head)] == [url_of(state)]
        for name in ("drafter", "officer", "leader", "outsider"):
            assert waiting_for(getattr(people, name)) == []

    def test_moves_on_with_the_review(self, state, people, sign_in) -> None:
        decide(sign_in(people.head), state, "confirm")
        assert waiting_for(people.head) == []
        assert len(waiting_for(people.officer)) == 1

    def test_tells_the_drafter_what_was_returned(self, state, people, sign_in, home) -> None:
        decide(sign_in(people.head), state, "return", remark="Remove the address")
        people.drafter.is_superuser = True
        people.drafter.save()
        (item,) = waiting_for(people.drafter)
        assert item.note == "Remove the address"

    def test_shows_it_with_one_verb(self, state, people, sign_in) -> None:
        content = sign_in(people.head).get(reverse("wagtailadmin_home")).content.decode()
        assert url_of(state) in content
        assert "Draft notice" in content

    def test_says_when_nothing_waits(self, people, sign_in) -> None:
        response = sign_in(people.outsider).get(reverse("wagtailadmin_home"))
        assert b"disclosure-waiting" in response.content

    def test_costs_no_query_per_other_unit(
        self, state, people, home, django_assert_max_num_queries
    ) -> None:
        for number in range(3):
            page = NoticePage(title=f"N{number}", slug=f"n{number}", live=False)
            home.add_child(instance=page)
            page.save_revision(user=people.drafter)
            page.get_workflow().start(page, people.drafter)
        with django_assert_max_num_queries(12):
            list(seams.work_items._providers["reviews"](people.head))


class TestTheEditor:
    @pytest.fixture
    def root(self) -> Client:
        client = Client()
        client.force_login(create_user("root", is_superuser=True))
        return client

    def edit(self, client: Client, page: Page) -> str:
        return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    def test_offers_no_publication_that_would_be_refused(self, draft, profile, root) -> None:
        content = self.edit(root, draft)
        assert "action-publish" not in content
        assert "action-submit" in content

    def test_offers_to_publish_again_what_is_cleared(self, notice, root) -> None:
        notice.unpublish()
        assert "action-publish" in self.edit(root, notice)

    def test_offers_reviewers_the_way_to_the_review_page(self, state, draft, people) -> None:
        people.head.is_superuser = True
        people.head.save()
        client = Client()
        client.force_login(people.head)
        assert url_of(state) in self.edit(client, draft)
        action_url = reverse(
            "wagtailadmin_pages:workflow_action", args=[draft.pk, "review", state.pk]
        )
        assert client.post(action_url, {"comment": "Fine"}).status_code == 302
        assert not Clearance.objects.exists()

    def test_of_snippets_offers_no_publication(self, snippet, root) -> None:
        url = reverse("wagtailsnippets_noticeboard_noticesnippet:edit", args=[snippet.pk])
        assert "action-publish" not in root.get(url).content.decode()
        add = reverse("wagtailsnippets_noticeboard_noticesnippet:add")
        assert "action-publish" not in root.get(add).content.decode()
