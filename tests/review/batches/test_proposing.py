import pytest

from tests.factories import create_user
from tests.noticeboard.models import NoticePage
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review import batches
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import BatchItem, ReviewBatch

State = BatchItem.State


def reasons(batch: ReviewBatch) -> dict[str, str]:
    return {item.object_id: item.reason for item in batch.items.filter(state=State.TAKEN_OUT)}


def test_drafts_wait_in_their_batch_in_the_order_given(batch, pages):
    assert [item.object_id for item in batch.items.waiting()] == [str(p.pk) for p in pages]
    assert batch.proposed_by_name == "import"


def test_a_page_that_was_never_saved_as_a_draft_gets_its_first_revision(profile, home, unit):
    page = home.add_child(instance=NoticePage(title="A", live=False, responsible_unit=unit))
    batch = batches.propose_batch([page], unit=unit, name="One", by=create_editor())
    assert batch.items.get().revision_id == NoticePage.objects.get(pk=page.pk).latest_revision_id


def create_editor():
    return create_user("editor", is_superuser=True)


def test_what_waits_in_another_batch_is_left_out_and_says_where(batch, pages, write_drafts, unit):
    more = write_drafts(1, first=10)
    second = batches.propose_batch([*pages[:1], *more], unit=unit, name="More", by=create_editor())
    assert reasons(second) == {str(pages[0].pk): "It waits in the batch “Import”."}
    assert second.items.waiting().count() == 1


def test_what_is_under_review_on_its_own_is_left_out(profile, pages, people, unit):
    pages[0].get_workflow().start(pages[0], people.drafter)
    batch = batches.propose_batch(pages, unit=unit, name="B", by=create_editor())
    assert reasons(batch) == {str(pages[0].pk): "It is under review on its own."}


def test_what_belongs_to_another_unit_is_left_out(profile, pages, write_drafts, body, unit):
    other = Unit.objects.create(body=body, code="sewers", name={"en": "Sewers"})
    foreign = write_drafts(1, first=10, responsible_unit=other)
    batch = batches.propose_batch([*pages, *foreign], unit=unit, name="B", by=create_editor())
    assert reasons(batch) == {str(foreign[0].pk): "It is reviewed in another unit."}


def test_what_is_public_already_is_left_out(profile, notice, pages, unit):
    batch = batches.propose_batch([notice, *pages], unit=unit, name="B", by=create_editor())
    assert reasons(batch) == {str(notice.pk): "It is public as it is."}


def test_what_looks_sensitive_is_left_out_because_somebody_has_to_say_that_they_looked(
    profile, pages, write_drafts, unit
):
    with_id_number = write_drafts(1, first=10, body=[("text", "<p>11010519491231002X</p>")])
    batch = batches.propose_batch(
        [*with_id_number, *pages], unit=unit, name="B", by=create_editor()
    )
    assert batch.items.waiting().count() == len(pages)
    assert "looked at closely" in reasons(batch)[str(with_id_number[0].pk)]


def test_people_propose_only_what_they_may_edit(profile, pages, unit, people):
    with pytest.raises(DecisionRefused, match="You may not edit it"):
        batches.propose_batch(pages, unit=unit, name="B", by=people.outsider)
    assert not ReviewBatch.objects.exists()


def test_without_a_profile_nobody_could_decide_so_there_is_no_batch(pages, unit):
    with pytest.raises(DecisionRefused, match="no review profile for"):
        batches.propose_batch(pages, unit=unit, name="B", by=create_editor())


def test_an_edited_row_drops_out_at_once_and_the_others_stay(batch, pages, people):
    pages[1].title = "Edited"
    pages[1].save_revision(user=people.drafter)
    assert batch.items.waiting().count() == 2
    assert batch.items.get(object_id=str(pages[1].pk)).state == State.EDITED


def test_an_edit_that_visitors_do_not_see_changes_nothing(batch, pages, people):
    pages[1].internal_note = "Seen by nobody"
    pages[1].save_revision(user=people.drafter)
    assert batch.items.waiting().count() == 3


def test_a_row_that_is_submitted_on_its_own_leaves_the_batch(batch, pages, people):
    pages[0].get_workflow().start(pages[0], people.drafter)
    assert batch.items.waiting().count() == 2
    assert reasons(batch) == {str(pages[0].pk): "Sent to review on its own."}


def test_a_row_that_is_cleared_on_its_own_leaves_the_batch(batch, pages, clear):
    clear(pages[0])
    assert reasons(batch) == {str(pages[0].pk): "Decided on its own: Cleared."}


def test_a_batch_without_rows_asks_nobody(batch, pages, people):
    for page in pages:
        page.title += " edited"
        page.save_revision(user=people.drafter)
    batch.refresh_from_db()
    assert batch.state == ReviewBatch.State.EMPTY


def test_what_dropped_out_can_be_sent_again(batch, pages, people):
    pages[0].title = "Edited"
    pages[0].save_revision(user=people.drafter)
    again = batches.propose_again(batch, by=create_editor())
    assert [item.object_id for item in again.items.waiting()] == [str(pages[0].pk)]
    assert again.name == batch.name
