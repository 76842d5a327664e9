"""Mending looks again: between the list and the remedy somebody may have changed the row."""

import pytest
from wagtail.models import Page

from tests.noticeboard.models import NoticePage
from wagtail_disclosure.review.models import Clearance
from wagtail_disclosure.review.verification import Remedy, mending
from wagtail_disclosure.review.verification.objects import verify_objects

pytestmark = pytest.mark.django_db


@pytest.fixture
def stuck(notice) -> mending.Key:
    """What names a row that is hidden although it is what was cleared."""
    NoticePage.objects.filter(pk=notice.pk).update(cleared_fingerprint="")
    (key,) = mending.objects_to(Remedy.SEAL, verify_objects())
    return key


class TestSealing:
    def test_shows_what_is_as_it_was_cleared(self, stuck) -> None:
        assert mending.seal(stuck)
        assert NoticePage.objects.disclosed().exists()

    def test_leaves_hidden_what_was_changed_meanwhile(self, stuck, notice) -> None:
        Page.objects.filter(pk=notice.pk).update(title="Changed")
        assert not mending.seal(stuck)
        assert NoticePage.objects.get().cleared_fingerprint == ""

    def test_leaves_hidden_what_is_a_draft_meanwhile(self, stuck, notice) -> None:
        NoticePage.objects.get().unpublish()
        assert not mending.seal(stuck)


class TestWithdrawing:
    def test_leaves_alone_what_is_right_meanwhile(self, notice) -> None:
        Page.objects.filter(pk=notice.pk).update(title="Changed")
        (key,) = mending.objects_to(Remedy.WITHDRAW, verify_objects())
        Page.objects.filter(pk=notice.pk).update(title=notice.title)
        assert not mending.withdraw(key)
        assert NoticePage.objects.disclosed().get() == notice
        assert not Clearance.objects.filter(decision=Clearance.Decision.WITHDRAWN).exists()
