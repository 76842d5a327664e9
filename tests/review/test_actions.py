import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from wagtail.models import Locale, Page

from tests.noticeboard.models import NoticePage
from wagtail_disclosure.core.audit import Actor, AppendOnlyError
from wagtail_disclosure.review import actions
from wagtail_disclosure.review.exceptions import ClearanceRequired, DecisionRefused
from wagtail_disclosure.review.models import Clearance

pytestmark = pytest.mark.django_db


class TestTakeOver:
    @pytest.fixture
    def pair(self, people, grant) -> tuple:
        return tuple(grant(user, "take_over_legacy") for user in (people.drafter, people.leader))

    def test_publishes_what_was_public_elsewhere(self, draft, pair) -> None:
        first, second = pair
        count = actions.take_over(
            [draft], proposed_by=first, cleared_by=second, reason="From the old site"
        )
        page = NoticePage.objects.disclosed().get()
        assert count == 1
        assert page.clearance.kind == Clearance.Kind.LEGACY
        assert page.clearance.reason == "From the old site"
        assert Client().get(page.get_url()).status_code == 200

    def test_by_one_person_is_refused(self, draft, pair) -> None:
        with pytest.raises(DecisionRefused, match="One person"):
            actions.take_over([draft], proposed_by=pair[0], cleared_by=pair[0], reason="x")

    def test_without_the_right_is_refused(self, draft, pair, people) -> None:
        for first, second in [(people.outsider, pair[1]), (pair[0], people.outsider)]:
            with pytest.raises(DecisionRefused, match="outsider"):
                actions.take_over([draft], proposed_by=first, cleared_by=second, reason="x")
        assert not Clearance.objects.exists()


class TestWithdraw:
    @pytest.fixture
    def office(self, people, grant):
        return grant(people.officer, "withdraw")

    def test_hides_all_languages_and_aliases(self, notice, home, clear, office) -> None:
        english = Locale.objects.get_or_create(language_code="en")[0]
        if not home.has_translation(english):
            home.copy_for_translation(english, alias=True)
        translated = notice.copy_for_translation(english)
        clear(translated)
        elsewhere = home.add_child(instance=Page(title="Elsewhere", slug="elsewhere"))
        notice.create_alias(parent=elsewhere)
        assert NoticePage.objects.disclosed().count() == 3

        assert actions.withdraw(translated, by=office, reason="Names a person") == 3

        assert not NoticePage.objects.filter(live=True).exists()
        withdrawn = Clearance.objects.filter(decision=Clearance.Decision.WITHDRAWN)
        assert withdrawn.count() == 3
        assert {row.reason for row in withdrawn} == {"Names a person"}
        for page in NoticePage.objects.all():
            assert Client().get(page.get_url()).status_code == 404

    def test_is_not_undone_by_publishing_again(self, notice, office) -> None:
        actions.withdraw(notice, by=office, reason="Names a person")
        notice.refresh_from_db()
        with pytest.raises(ClearanceRequired):
            notice.get_latest_revision().publish()

    def test_ends_a_review_and_a_schedule(self, notice, profile, people, office) -> None:
        notice.title = "Second notice"
        revision = notice.save_revision(user=people.drafter)
        notice.get_workflow().start(notice, people.drafter)
        type(revision).objects.filter(pk=revision.pk).update(
            approved_go_live_at=revision.created_at
        )
        actions.withdraw(notice, by=office, reason="Names a person")
        revision.refresh_from_db()
        assert revision.approved_go_live_at is None
        assert notice.current_workflow_state is None

    def test_works_for_snippets(self, snippet, clear, office) -> None:
        clear(snippet)
        actions.withdraw(snippet, by=office, reason="Outdated")
        assert not type(snippet).objects.disclosed().exists()

    def test_needs_the_right_and_a_reason(self, notice, people, office) -> None:
        with pytest.raises(PermissionDenied):
            actions.withdraw(notice, by=people.outsider, reason="x")
        with pytest.raises(DecisionRefused):
            actions.withdraw(notice, by=office, reason="  ")
        assert NoticePage.objects.disclosed().exists()


class TestAClearance:
    def test_is_written_once_for_all(self, notice) -> None:
        clearance = notice.clearance
        clearance.reason = "Changed my mind"
        with pytest.raises(AppendOnlyError):
            clearance.save()
        with pytest.raises(AppendOnlyError):
            clearance.delete()
        with pytest.raises(AppendOnlyError):
            Clearance.objects.update(reason="x")

    def test_of_one_person_alone_is_refused_by_the_database(self, draft, people) -> None:
        actor = Actor.of(people.drafter)
        with pytest.raises(IntegrityError), transaction.atomic():
            actions.record(draft, proposed_by=actor, decided_by=actor)

    def test_says_nothing_about_its_content_in_logs(self, notice) -> None:
        assert notice.title not in str(notice.clearance)
        assert notice.clearance.title == notice.title

    def test_outlives_the_people_in_it(self, notice, people) -> None:
        people.leader.delete()
        assert Clearance.objects.get().decided_by_name == "leader"

    def test_outlives_its_page(self, notice) -> None:
        notice.delete()
        assert Clearance.objects.get().content["fields"]["title"] == "Draft notice"
