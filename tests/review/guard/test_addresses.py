"""A public address names the pages above, so none of them may go by a name nobody cleared."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail.users.models import UserProfile

from tests.factories import create_user
from tests.noticeboard.models import NoticePage
from wagtail_disclosure.review.actions import confirm, withdraw
from wagtail_disclosure.review.exceptions import AddressRefused, ClearanceRequired, DecisionRefused
from wagtail_disclosure.review.models import Clearance, HeldPublication
from wagtail_disclosure.review.models.addresses import uncleared_above

pytestmark = pytest.mark.django_db

NOT_HERE = "its address contains the name of a page above it"


def create_notice(parent: Page, unit, **values) -> NoticePage:
    page = NoticePage(live=False, responsible_unit=unit, body=[("text", "<p>Text</p>")], **values)
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision()
    return page


@pytest.fixture
def english(home) -> Locale:
    return Locale.objects.get_or_create(language_code="en")[0]


@pytest.fixture
def root() -> Client:
    return signed_in(create_user("root", is_superuser=True))


def signed_in(user) -> Client:
    UserProfile.objects.create(user=user, preferred_language="en")
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def above(home, unit) -> NoticePage:
    """A draft whose name nobody has cleared."""
    return create_notice(home, unit, title="Reservoir closure", slug="reservoir-closure")


@pytest.fixture
def below(above, unit) -> NoticePage:
    return create_notice(above, unit, title="Below", slug="below")


@pytest.fixture
def cleared_below(above, below, clear) -> NoticePage:
    """A draft that was cleared when the page above had a cleared name, which it has no longer."""
    clear(above)
    clear(below, publish=False)
    rename_in_the_table(above, "secret-name")
    return below


def rename_in_the_table(page: NoticePage, name: str) -> None:
    Page.objects.filter(pk=page.pk).update(slug=name)
    page.refresh_from_db()


def live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


class TestADecision:
    def test_clears_nothing_below_a_name_that_nobody_cleared(self, below, clear) -> None:
        with pytest.raises(DecisionRefused, match=NOT_HERE):
            clear(below)
        assert not Clearance.objects.for_object(below).exists()

    @pytest.fixture
    def state(self, below, profile, people):
        """The first step of the review of what is below."""
        return below.get_workflow().start(below, people.drafter).current_task_state.specific

    def test_is_told_of_it_in_every_tier(self, state, people) -> None:
        people.head.is_superuser = True
        people.head.save()
        url = reverse("disclosure_review:review", args=[state.pk])
        assert NOT_HERE in signed_in(people.head).get(url).content.decode()

    def test_is_refused_in_the_last_tier(self, state, below, people) -> None:
        clerk = get_user_model().objects.get(username="clerk")
        for person in (people.head, clerk):
            confirm(state, by=person, fingerprint=state.fingerprint)
            state = NoticePage.objects.get(pk=below.pk).current_workflow_task_state.specific
        with pytest.raises(DecisionRefused, match=NOT_HERE):
            confirm(state, by=people.leader, fingerprint=state.fingerprint)
        state.refresh_from_db()
        assert state.status == state.STATUS_IN_PROGRESS

    def test_clears_it_once_the_name_is_cleared(self, above, below, clear) -> None:
        clear(above, publish=False)
        clear(below)
        assert live(below)

    def test_asks_about_every_page_above(self, below, above, unit, clear) -> None:
        clear(above)
        deeper = create_notice(below, unit, title="Deeper", slug="deeper")
        with pytest.raises(DecisionRefused, match=NOT_HERE):
            clear(deeper)
        assert uncleared_above(deeper).pk == below.pk

    def test_is_content_with_a_name_that_was_public_once(
        self, above, below, clear, people, grant
    ) -> None:
        clear(above)
        withdraw(above, by=grant(people.leader, "withdraw"), reason="Outdated")
        clear(below)
        assert live(below)

    def test_is_content_with_the_cleared_name_in_another_language(
        self, above, below, clear, english
    ) -> None:
        clear(above)
        copy = above.copy_for_translation(english, copy_parents=True)
        deeper = create_notice(copy, above.responsible_unit, title="Deeper", slug="deeper")
        clear(deeper)
        assert live(deeper)

    def test_is_content_with_the_cleared_name_of_an_original_that_was_deleted(
        self, above, clear, english
    ) -> None:
        clear(above)
        copy = above.copy_for_translation(english, copy_parents=True)
        deeper = create_notice(copy, above.responsible_unit, title="Deeper", slug="deeper")
        above.delete()
        clear(deeper)
        assert live(deeper)

    def test_does_not_ask_unguarded_pages(self, home, unit, clear) -> None:
        plain = home.add_child(instance=Page(title="Plain", slug="plain", live=False))
        notice = create_notice(plain, unit, title="Notice", slug="notice")
        clear(notice)
        assert live(notice)


class TestPublication:
    def test_is_refused_with_the_reason_and_who_can_clear_the_page_above(
        self, cleared_below, profile
    ) -> None:
        with pytest.raises(ClearanceRequired, match=NOT_HERE) as refused:
            cleared_below.get_latest_revision().publish()
        assert "First to decide" in str(refused.value)
        assert "Reservoir" not in str(refused.value)

    def test_by_a_save_is_refused(self, cleared_below) -> None:
        cleared_below.live = True
        with pytest.raises(ClearanceRequired):
            cleared_below.save()
        page = Page.objects.get(pk=cleared_below.pk)
        page.live = True
        with pytest.raises(ClearanceRequired):
            page.save()
        assert not live(cleared_below)

    def test_on_its_day_does_not_take_place(self, cleared_below) -> None:
        waiting = cleared_below.get_latest_revision()
        waiting.approved_go_live_at = timezone.now() - timedelta(minutes=1)
        waiting.save()
        call_command("publish_scheduled")
        assert not live(cleared_below)
        assert HeldPublication.objects.for_object(cleared_below).exists()

    def test_again_of_what_was_shown_while_another_form_waits_is_refused(
        self, above, below, clear
    ) -> None:
        clear(above)
        clear(below)
        below.title = "Another"
        below.save_revision()
        clear(below, publish=False)
        rename_in_the_table(above, "secret-name")
        shown = NoticePage.objects.get(pk=below.pk)
        with pytest.raises(ClearanceRequired, match=NOT_HERE):
            shown.save()

    def test_of_an_alias_makes_a_draft(self, notice, above) -> None:
        alias = notice.create_alias(parent=Page.objects.get(pk=above.pk))
        assert not live(alias)
        assert HeldPublication.objects.for_object(alias.specific).exists()

    def test_of_another_form_of_a_public_page_is_refused(self, above, below, clear) -> None:
        clear(above)
        clear(below)
        rename_in_the_table(above, "secret-name")
        below.title = "Another"
        with pytest.raises(DecisionRefused, match=NOT_HERE):
            clear(below)


class TestAMove:
    def test_of_something_public_below_such_a_name_is_refused(self, notice, above) -> None:
        with pytest.raises(AddressRefused, match="can't be moved there"):
            notice.move(Page.objects.get(pk=above.pk), pos="last-child")
        assert Page.objects.get(pk=notice.pk).depth == 3

    def test_of_a_draft_with_something_public_below_is_refused(
        self, home, unit, above, clear
    ) -> None:
        folder = home.add_child(instance=Page(title="Folder", slug="folder", live=False))
        clear(create_notice(folder, unit, title="Notice", slug="notice"))
        with pytest.raises(AddressRefused):
            Page.objects.get(pk=folder.pk).move(Page.objects.get(pk=above.pk), pos="last-child")

    def test_of_a_public_page_that_nobody_guards_is_refused_too(self, home, above) -> None:
        plain = home.add_child(instance=Page(title="Plain", slug="plain"))
        with pytest.raises(AddressRefused):
            plain.move(Page.objects.get(pk=above.pk), pos="last-child")

    def test_of_drafts_is_free(self, draft, above) -> None:
        draft.move(Page.objects.get(pk=above.pk), pos="last-child")
        assert Page.objects.get(pk=draft.pk).depth == 4

    def test_within_the_same_parent_is_free(self, above, below, unit, clear) -> None:
        other = create_notice(above, unit, title="Other", slug="other")
        clear(above)
        clear(below)
        rename_in_the_table(above, "secret-name")
        Page.objects.get(pk=below.pk).move(Page.objects.get(pk=other.pk), pos="right")

    def test_in_the_admin_says_why(self, notice, above, root) -> None:
        url = reverse("wagtailadmin_pages:move_confirm", args=[notice.pk, above.pk])
        answer = root.post(url, follow=True)
        assert "can&#x27;t be moved there" in answer.content.decode()
        assert Page.objects.get(pk=notice.pk).depth == 3

    def test_of_several_pages_moves_those_that_may_be_moved(
        self, home, unit, notice, above, root
    ) -> None:
        other = create_notice(home, unit, title="Other", slug="other")
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
        answer = root.post(
            f"{url}?id={notice.pk}&id={other.pk}&next=/admin/", {"chooser": above.pk}, follow=True
        )
        assert "can&#x27;t be moved there" in answer.content.decode()
        assert Page.objects.get(pk=notice.pk).depth == 3
        assert Page.objects.get(pk=other.pk).depth == 4


class TestANewName:
    @pytest.fixture
    def public_below(self, above, below, clear, people, grant) -> NoticePage:
        """Public, below a page that was withdrawn."""
        clear(above)
        clear(below)
        withdraw(above, by=grant(people.leader, "withdraw"), reason="Outdated")
        above.refresh_from_db()
        return below

    @pytest.mark.parametrize("model", [NoticePage, Page])
    def test_of_a_draft_above_something_public_is_refused(self, above, public_below, model) -> None:
        page = model.objects.get(pk=above.pk)
        page.slug = "secret-name"
        with pytest.raises(AddressRefused, match="can't be renamed"):
            page.save()
        with pytest.raises(AddressRefused):
            page.save(update_fields=["slug"])
        assert "secret-name" not in Page.objects.get(pk=public_below.pk).url_path

    def test_that_was_cleared_before_is_free(self, above, public_below, clear) -> None:
        page = NoticePage.objects.get(pk=above.pk)
        page.slug = "second-name"
        page.save_revision()
        clear(page, publish=False)
        page.slug = "second-name"
        page.save()
        assert "second-name" in Page.objects.get(pk=public_below.pk).url_path

    def test_of_a_draft_above_drafts_is_free(self, above, below) -> None:
        above.slug = "secret-name"
        above.save()
        assert "secret-name" in Page.objects.get(pk=below.pk).url_path


class TestARedirect:
    """Wagtail writes one whenever an address changes; its answer names where it leads."""

    def test_does_not_lead_to_what_was_withdrawn_and_moved(
        self, notice, above, people, grant, client
    ) -> None:
        address = notice.url
        withdraw(notice, by=grant(people.leader, "withdraw"), reason="Outdated")
        page = Page.objects.get(pk=notice.pk)
        page.move(Page.objects.get(pk=above.pk), pos="last-child")
        assert client.get(address).status_code == 404

    def test_does_not_keep_the_name_of_a_draft(
        self, above, clear, client, django_capture_on_commit_callbacks
    ) -> None:
        address = above.url
        above.slug = "another-name"
        above.save_revision()
        with django_capture_on_commit_callbacks(execute=True):
            clear(above)
        assert client.get(address).status_code == 404

    def test_leads_to_where_something_public_was_moved(
        self, home, notice, above, clear, client
    ) -> None:
        clear(above)
        address = notice.url
        Page.objects.get(pk=notice.pk).move(Page.objects.get(pk=above.pk), pos="last-child")
        moved = Page.objects.get(pk=notice.pk)
        assert client.get(address).headers["Location"] == moved.url

    def test_leads_from_one_cleared_address_to_another(
        self, above, clear, client, django_capture_on_commit_callbacks
    ) -> None:
        clear(above)
        address = above.url
        above.slug = "another-name"
        above.save_revision()
        with django_capture_on_commit_callbacks(execute=True):
            clear(above)
        assert client.get(address).headers["Location"] == above.url


class TestAParentInMemory:
    """Its name there may be one that it has no longer, and that nobody cleared."""

    @pytest.fixture
    def outdated(self, above, clear) -> NoticePage:
        outdated = NoticePage.objects.get(pk=above.pk)
        above.slug = "another-name"
        above.save_revision()
        clear(above)
        return outdated

    def test_does_not_name_what_is_published(self, below, outdated, clear) -> None:
        clear(below)
        assert stored_address(below).endswith("/another-name/below/")

    def test_does_not_name_what_is_moved(self, notice, outdated) -> None:
        notice.move(outdated, pos="last-child")
        assert stored_address(notice).endswith("/another-name/notice/")

    def test_does_not_name_an_alias(self, notice, outdated) -> None:
        alias = notice.create_alias(parent=outdated)
        assert live(alias)
        assert stored_address(alias).endswith("/another-name/notice/")


def stored_address(page: Page) -> str:
    return Page.objects.get(pk=page.pk).url_path
