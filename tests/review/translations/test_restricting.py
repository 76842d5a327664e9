"""What was withdrawn, restricted or made an alias: no route of localize brings it back."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.operations import translate_object
from wagtail_localize.views.convert import sync_alias

from tests.factories import create_user
from tests.noticeboard.models import NoticePage, NoticeSnippet
from tests.review.translations.conftest import press_publish, task_of
from wagtail_disclosure.review import actions
from wagtail_disclosure.review.models import Clearance

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("public_translation")]


def reload(instance):
    return type(instance).objects.get(pk=instance.pk)


@pytest.fixture
def withdrawn(translated, notice, people, grant) -> NoticePage:
    """The English notice, withdrawn together with its original."""
    actions.withdraw(notice, by=grant(people.officer, "withdraw"), reason="Wrong")
    assert not NoticePage.objects.disclosed().exists()
    return reload(translated)


@pytest.fixture
def root() -> Client:
    user = create_user("root", is_superuser=True)
    UserProfile.objects.create(user=user, preferred_language="en")
    client = Client()
    client.force_login(user)
    return client


def convert(client: Client, page: Page) -> None:
    client.post(reverse("wagtail_localize:convert_to_alias", args=[page.pk]))


class TestAWithdrawnNotice:
    """Stays away in both languages."""

    @pytest.fixture(autouse=True)
    def nothing_is_public_afterwards(self, withdrawn):
        yield
        assert not NoticePage.objects.disclosed().exists()
        assert Client().get(withdrawn.get_url()).status_code == 404

    def test_after_synchronizing(self, root, notice, django_capture_on_commit_callbacks) -> None:
        source = TranslationSource.objects.get()
        with django_capture_on_commit_callbacks(execute=True):
            root.post(
                reverse("wagtail_localize:update_translations", args=[source.pk]),
                {"publish_translations": "on"},
            )

    @pytest.mark.parametrize("synchronizes_live", [True, False])
    def test_after_submitting_again(
        self, notice, english, settings, synchronizes_live, django_capture_on_commit_callbacks
    ) -> None:
        settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = synchronizes_live
        with django_capture_on_commit_callbacks(execute=True):
            translate_object(reload(notice), [english])

    def test_after_publishing_in_the_editor(
        self, root, withdrawn, django_capture_on_commit_callbacks
    ) -> None:
        said = press_publish(root, withdrawn, django_capture_on_commit_callbacks)
        assert "original isn't public" in said[0]
        assert task_of(withdrawn) is None

    def test_after_converting_to_an_alias(self, root, withdrawn) -> None:
        convert(root, withdrawn)
        assert reload(withdrawn).alias_of_id is not None

    def test_after_an_alias_follows(self, notice, withdrawn) -> None:
        sync_alias(reload(notice), withdrawn)
        reload(notice).update_aliases()

    def test_after_a_schedule(self, withdrawn, django_capture_on_commit_callbacks) -> None:
        revision = withdrawn.get_latest_revision()
        revision.approved_go_live_at = "2020-01-01T00:00:00Z"
        with django_capture_on_commit_callbacks(execute=True):
            revision.publish()


class TestConverting:
    def test_a_translation_to_an_alias_makes_a_draft_that_follows_the_original(
        self, another, submit, translate, send, confirm, people, root
    ) -> None:
        english = submit(another)
        translate(another, {"another": "another"})
        send(english)
        confirm(english, by=people.head)
        convert(root, english)
        alias = reload(english)
        assert alias.alias_of_id == another.pk
        assert not alias.live

        reload(another).update_aliases()
        content = Client().get(alias.get_url()).content
        assert b"English" not in content
        assert b"Marker" in content

    def test_at_an_address_that_nobody_cleared_for_the_original_it_stays_a_draft(
        self, translated, notice, root
    ) -> None:
        convert(root, translated)
        reload(notice).update_aliases()
        assert not reload(translated).live

    def test_the_draft_of_a_translation_to_an_alias_shows_no_draft(
        self, another, submit, root, people
    ) -> None:
        english = submit(another)
        page = reload(another)
        page.title = "Secret"
        page.save_revision(user=people.drafter)
        convert(root, english)
        alias = reload(english)
        response = Client().get(alias.get_url())
        assert b"Secret" not in response.content
        assert alias.title == "Another notice"

    def test_to_an_alias_of_a_draft_stays_a_draft(
        self, draft, submit, root, notice, translated
    ) -> None:
        english = submit(draft)
        convert(root, english)
        assert not reload(english).live
        assert set(NoticePage.objects.disclosed()) == {notice, translated}


class TestViewRestrictions:
    """wagtail-localize makes those of a translation like those of its original."""

    def synchronize(self, page) -> None:
        Translation.objects.get().save_target(publish=False)

    def test_a_translation_that_alone_is_restricted_is_not_opened(self, translated) -> None:
        PageViewRestriction.objects.create(page=translated, restriction_type="login")
        self.synchronize(translated)
        assert translated not in NoticePage.objects.disclosed()
        restriction = PageViewRestriction.objects.get()
        assert restriction.page_id == translated.pk

    def test_its_groups_are_kept(self, translated) -> None:
        group = Group.objects.create(name="Auditors")
        created = PageViewRestriction.objects.create(page=translated, restriction_type="groups")
        created.groups.add(group)
        self.synchronize(translated)
        assert list(PageViewRestriction.objects.get().groups.all()) == [group]

    def test_groups_of_the_original_are_copied(self, translated, notice) -> None:
        group = Group.objects.create(name="Auditors")
        original = PageViewRestriction.objects.create(page=notice, restriction_type="groups")
        original.groups.add(group)
        self.synchronize(translated)
        copied = PageViewRestriction.objects.get(page=translated)
        assert list(copied.groups.all()) == [group]

    def test_people_open_it_in_the_privacy_settings(self, translated, root) -> None:
        PageViewRestriction.objects.create(page=translated, restriction_type="login")
        root.post(
            reverse("wagtailadmin_pages:set_privacy", args=[translated.pk]),
            {"restriction_type": "none", "password": ""},
        )
        assert not PageViewRestriction.objects.exists()
        assert translated in NoticePage.objects.disclosed()

    def test_an_original_is_opened_by_whoever_asks(self, notice) -> None:
        PageViewRestriction.objects.create(page=notice, restriction_type="login")
        notice.view_restrictions.all().delete()
        assert not PageViewRestriction.objects.exists()

    def test_a_deleted_page_takes_its_restriction_along(self, translated) -> None:
        PageViewRestriction.objects.create(page=translated, restriction_type="login")
        reload(translated).delete()
        assert not PageViewRestriction.objects.exists()


class TestCopiesForTranslation:
    """As wagtail.contrib.simple_translation makes them: nobody translates strings there."""

    def test_of_snippets_are_drafts_without_the_drafts_text_in_public(
        self, snippet, clear, english, people
    ) -> None:
        clear(snippet)
        row = reload(snippet)
        row.text = "Secret"
        row.save_revision(user=people.drafter)
        row.copy_for_translation(english).save()
        copied = NoticeSnippet.objects.get(locale=english)
        assert not copied.live
        assert list(NoticeSnippet.objects.disclosed()) == [snippet]

    def test_pass_the_whole_profile(self, another, english, profile, people, clear) -> None:
        copied = another.copy_for_translation(english)
        assert not copied.live
        copied.save_revision(user=people.drafter)
        assert copied.get_workflow() == profile.workflow
        clear(copied)
        assert copied.clearance.kind == Clearance.Kind.REVIEW
        assert copied.clearance.source_fingerprint == ""
