"""Text that comes back from a release package comes with those who wrote it."""

import pytest
from wagtail.models import Locale

from tests.catalog.factories import disclose
from wagtail_disclosure.catalog.models import EntryPage
from wagtail_disclosure.catalog.reclassification.changing import change_class
from wagtail_disclosure.catalog.reclassification.declassifying import declassify
from wagtail_disclosure.catalog.reclassification.restricting import restrict
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import ContentEdit
from wagtail_disclosure.review.models.rounds import check_decider

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("profile")]


def write(entry: EntryPage, text: str, *, by) -> None:
    entry.body = [("paragraph", f"<p>{text}</p>")]
    entry.save_revision(user=by)


def there_and_back(entry, *, ground, category, staff, to: str = "proactive") -> EntryPage:
    item = restrict(entry, ground=ground, reason="It names a reservoir", by=staff.office)
    return declassify(item, to=to, parent=category, reason="Ten years on", by=staff.office)


def may_decide(user, entry: EntryPage) -> bool:
    stored = EntryPage.objects.get(pk=entry.pk)
    stored.get_workflow().start(stored, None)
    try:
        check_decider(stored.current_workflow_task_state, user)
    except DecisionRefused as refusal:
        assert "worked on this content yourself" in str(refusal)
        return False
    return True


@pytest.mark.parametrize("to", ["proactive", "on_request"])
def test_from_the_register_they_do_not_decide_on_it(
    entry, ground, category, staff, to: str
) -> None:
    write(entry, "Y by head", by=staff.head)
    drafted = there_and_back(entry, ground=ground, category=category, staff=staff, to=to)
    assert not may_decide(staff.head, drafted)


def test_from_the_register_others_decide_on_it(entry, ground, category, staff) -> None:
    write(entry, "Y by drafter", by=staff.drafter)
    drafted = there_and_back(entry, ground=ground, category=category, staff=staff)
    assert may_decide(staff.head, drafted)


def test_what_was_cleared_since_no_longer_counts_against_its_writer(
    entry, ground, category, staff
) -> None:
    write(entry, "Y by head", by=staff.head)
    write(entry, "Z by drafter", by=staff.drafter)
    disclose(entry)
    drafted = there_and_back(entry, ground=ground, category=category, staff=staff)
    assert may_decide(staff.head, drafted)


def test_they_wrote_one_language_of_it(entry, ground, category, staff) -> None:
    english = Locale.objects.get(language_code="en")
    write(entry.get_translation(english), "English by head", by=staff.head)
    drafted = there_and_back(entry, ground=ground, category=category, staff=staff)
    assert not may_decide(staff.head, drafted.get_translation(english))
    assert may_decide(staff.head, drafted)


def test_nor_twice_from_the_register(entry, ground, category, staff) -> None:
    write(entry, "Y by head", by=staff.head)
    drafted = there_and_back(entry, ground=ground, category=category, staff=staff)
    again = there_and_back(drafted, ground=ground, category=category, staff=staff)
    assert not may_decide(staff.head, again)


def test_from_on_request_they_do_not_decide_on_what_nobody_cleared(entry, staff) -> None:
    write(entry, "Y by head", by=staff.head)
    change_class(entry, to="on_request", reason="Too long to publish", by=staff.office)
    described = EntryPage.objects.get(pk=entry.pk)
    # Otherwise its form would be the one that the head saved.
    described.summary = "Shorter"
    described.save_revision(user=staff.drafter)
    disclose(described)
    change_class(described, to="proactive", reason="Shortened", by=staff.office)
    assert not may_decide(staff.head, entry)


def test_what_is_kept_meanwhile_names_people_only(entry, ground, staff) -> None:
    write(entry, "Y by head", by=staff.head)
    title, key = entry.title, str(entry.pk)
    restrict(entry, ground=ground, reason="It names a reservoir", by=staff.office)
    kept = ContentEdit.objects.exclude(object_type="wagtail_disclosure_catalog.entrypage")
    assert {row.user_id for row in kept} == {staff.head.pk}
    for row in kept.values():
        assert not {title, key} & set(map(str, row.values()))
        assert row["fingerprint"] == ""
