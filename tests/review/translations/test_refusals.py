"""A refused translation names who compares it with its original."""

import pytest

from wagtail_disclosure.review.guard.refusals import who_can_clear

pytestmark = pytest.mark.django_db


def test_a_translation_waits_for_its_own_review(
    notice, profile, people, submit, translation_workflow
) -> None:
    message = who_can_clear(submit(notice))
    assert message.startswith("Send it to the review. First to decide: Translation review (")
    assert "drafter" in message
