"""A file that is not what was stored is never cleared."""

from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile

from tests.noticeboard.models import NoticePage
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import StoredFile
from wagtail_disclosure.review import actions
from wagtail_disclosure.review.content.files import files_of, problem_with
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import Clearance, ReviewTaskState

pytestmark = pytest.mark.django_db


def remove(stored: StoredFile) -> None:
    stored.file.storage.delete(stored.file.name)


def replace(stored: StoredFile) -> None:
    remove(stored)
    stored.file.storage.save(stored.file.name, ContentFile(b"other"))


def test_a_file_as_stored_has_no_problem(stored) -> None:
    assert problem_with(stored) is None


def test_files_are_found_once(draft, stored) -> None:
    assert files_of(draft) == [stored]


@pytest.mark.parametrize("tamper", [remove, replace])
class TestAFileThatIsNotTheStoredOne:
    def test_is_named_at_the_first_tier_already(
        self, draft, profile, people, stored, tamper: Callable[[StoredFile], None]
    ) -> None:
        draft.get_workflow().start(draft, people.drafter)
        state = ReviewTaskState.objects.get()
        tamper(stored)
        with pytest.raises(DecisionRefused, match=r"plan\.txt"):
            actions.confirm(state, by=people.head, fingerprint=state.fingerprint)
        assert ReviewTaskState.objects.open().get() == state

    def test_is_not_recorded_as_cleared(self, draft, people, stored, tamper) -> None:
        tamper(stored)
        with pytest.raises(DecisionRefused, match=r"plan\.txt"):
            actions.record(
                draft, proposed_by=Actor.of(people.drafter), decided_by=Actor.of(people.leader)
            )
        assert not Clearance.objects.exists()

    def test_is_not_taken_over(self, draft, people, stored, grant, tamper) -> None:
        tamper(stored)
        keepers = [grant(user, "take_over_legacy") for user in (people.drafter, people.leader)]
        with pytest.raises(DecisionRefused, match=r"plan\.txt"):
            actions.take_over(
                [draft], proposed_by=keepers[0], cleared_by=keepers[1], reason="Public before"
            )
        assert not NoticePage.objects.disclosed().exists()

    def test_can_still_be_withdrawn(self, notice, people, stored, grant, tamper) -> None:
        tamper(stored)
        actions.withdraw(notice, by=grant(people.officer, "withdraw"), reason="File damaged")
        assert not NoticePage.objects.disclosed().exists()
