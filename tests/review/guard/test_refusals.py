"""A refusal says what is missing and who can mend it."""

import pytest
from django.utils import translation
from wagtail.models import Page

from tests.noticeboard.models import NoticePage
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review import actions
from wagtail_disclosure.review.exceptions import ClearanceRequired
from wagtail_disclosure.review.guard.refusals import what_is_missing, who_can_clear
from wagtail_disclosure.review.models import Clearance, ReviewProfile

pytestmark = pytest.mark.django_db


class TestWhatIsMissing:
    def test_says_that_nobody_reviewed_it(self, draft) -> None:
        assert "“Draft notice” is not public yet" in what_is_missing(draft)

    def test_says_that_it_was_edited_since(self, notice) -> None:
        notice.title = "Second notice"
        assert "was edited after it was cleared" in what_is_missing(notice)

    def test_says_that_it_was_withdrawn(self, notice, people) -> None:
        actions.record(
            notice,
            decision=Clearance.Decision.WITHDRAWN,
            proposed_by=Actor.of(people.leader),
            decided_by=Actor.of(people.leader),
        )
        assert "was withdrawn on" in what_is_missing(notice)


class TestWhoCanClear:
    def test_is_the_first_tier_by_role_and_name(self, draft, profile) -> None:
        assert who_can_clear(draft).endswith("First to decide: Head of the unit (head).")

    def test_is_who_it_waits_for_during_a_review(self, draft, profile, people) -> None:
        draft.get_workflow().start(draft, people.drafter)
        assert "waits for: Head of the unit (head)" in who_can_clear(draft)

    def test_is_nobody_who_wrote_it(self, draft, profile, people) -> None:
        draft.save_revision(user=people.head)
        message = who_can_clear(draft)
        assert "Nobody can decide on it" in message
        assert "mend that: clerk, officer." in message

    def test_is_the_office_to_mend_a_tier_without_people(self, draft, profile, unit) -> None:
        unit.head = None
        unit.save()
        message = who_can_clear(NoticePage.objects.get(pk=draft.pk))
        assert message.startswith("Nobody can decide on it at present in the role of: Head of the")
        assert "clerk, officer" in message

    def test_is_the_office_to_mend_a_missing_profile(self, draft) -> None:
        assert not ReviewProfile.objects.exists()
        message = who_can_clear(draft)
        assert message.startswith("No review profile covers it")
        assert message.endswith("mend that: officer.")

    def test_is_the_setup_where_there_is_no_agency(self, home) -> None:
        page = NoticePage(title="Lost", slug="lost", live=False)
        home.add_child(instance=page)
        assert "disclosure_setup" in who_can_clear(page)


class TestARefusedPublication:
    def test_says_it_in_the_language_of_the_reader(self, draft, profile) -> None:
        with pytest.raises(ClearanceRequired) as refusal:
            draft.get_latest_revision().publish()
        with translation.override("en"):
            assert "(head)" in str(refusal.value)

    def test_of_a_base_page_says_the_same(self, draft, profile) -> None:
        page = Page.objects.get(pk=draft.pk)
        page.live = True
        with pytest.raises(ClearanceRequired, match=r"Head of the unit \(head\)"):
            page.save()
