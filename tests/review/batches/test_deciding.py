import threading

import pytest
from django.db import connection
from django.utils import timezone

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review import batches
from wagtail_disclosure.review.actions import withdraw
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import (
    BatchDecision,
    BatchItem,
    Clearance,
    Delegation,
    ReviewBatch,
)

State = BatchItem.State


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """Within, what waits for the end of the transaction happens."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_all_tiers_make_every_row_public(batch, pages, people, confirm, commits):
    with commits():
        confirm(batch, people.head, people.officer, people.leader)
    batch.refresh_from_db()
    assert batch.state == ReviewBatch.State.CLEARED
    for page in pages:
        page.refresh_from_db()
        assert page.is_disclosed


def test_nothing_is_public_before_the_last_tier(batch, pages, people, confirm, commits):
    with commits():
        confirm(batch, people.head, people.officer)
    assert not Clearance.objects.exists()
    assert batch.next_role == "leader"


def test_the_clearance_shows_the_whole_chain(batch, pages, people, commits):
    with commits():
        for person, remark in ((people.head, "a"), (people.officer, "b"), (people.leader, "c")):
            batches.confirm_batch(batch, by=person, manifest=batch.manifest, remark=remark)
    clearance = Clearance.objects.for_object(pages[0]).get()
    assert clearance.kind == Clearance.Kind.BATCH
    assert (clearance.proposed_by_name, clearance.decided_by_name) == ("import", "leader")
    assert [(step["role"], step["remark"]) for step in clearance.steps] == [
        ("unit_head", "a"),
        ("office", "b"),
        ("leader", "c"),
    ]
    assert {step["manifest"] for step in clearance.steps} == {
        decision.manifest for decision in batch.decisions.all()
    }


def test_tiers_decide_in_their_order(batch, people):
    with pytest.raises(DecisionRefused, match="for another role: Head of the unit"):
        batches.confirm_batch(batch, by=people.leader, manifest=batch.manifest)


def test_a_superuser_decides_no_more_than_others(batch, people):
    people.outsider.is_superuser = True
    people.outsider.save()
    with pytest.raises(DecisionRefused, match="for another role"):
        batches.confirm_batch(batch, by=people.outsider, manifest=batch.manifest)


def test_who_proposed_it_does_not_decide(profile, pages, unit, people):
    people.head.is_superuser = True
    people.head.save()
    batch = batches.propose_batch(pages, unit=unit, name="Own", by=people.head)
    with pytest.raises(DecisionRefused, match="You proposed this batch yourself"):
        batches.confirm_batch(batch, by=people.head, manifest=batch.manifest)


def test_who_edited_a_row_does_not_decide_until_it_is_taken_out(profile, pages, unit, people):
    pages[0].save_revision(user=people.head)
    batch = batches.propose_batch(pages, unit=unit, name="B", by=Actor.software("import"))
    with pytest.raises(DecisionRefused, match="You worked on 1 of these"):
        batches.confirm_batch(batch, by=people.head, manifest=batch.manifest)
    item = batch.items.get(object_id=str(pages[0].pk))
    batches.take_out(item, by=people.head, reason="My own text")
    batches.confirm_batch(batch, by=people.head, manifest=batch.manifest)
    assert batch.next_role == "office"


def test_who_edited_it_before_it_was_cleared_last_may_decide(profile, notice, unit, people):
    notice.title = "Changed"
    notice.save_revision(user=people.colleague)
    unit.head = people.drafter
    unit.save()
    batch = batches.propose_batch([notice], unit=unit, name="B", by=Actor.software("import"))
    assert batches.why_not(batch, people.drafter) is None


def test_nobody_decides_two_tiers(batch, unit, people, confirm):
    confirm(batch, people.head)
    unit.body.office.head = people.head
    unit.body.office.save()
    with pytest.raises(DecisionRefused, match="You decided an earlier step"):
        batches.confirm_batch(batch, by=people.head, manifest=batch.manifest)


def test_a_stale_manifest_is_refused_and_names_what_dropped_out(batch, pages, people):
    seen = batch.manifest
    pages[1].title = "Edited title"
    pages[1].save_revision(user=people.drafter)
    with pytest.raises(DecisionRefused, match="no longer in it: “Edited title”"):
        batches.confirm_batch(batch, by=people.head, manifest=seen)
    batches.confirm_batch(batch, by=people.head, manifest=batch.manifest)
    assert BatchDecision.objects.count() == 1


def test_a_refusal_names_some_and_counts_the_others(profile, write_drafts, unit, people):
    pages = write_drafts(6)
    batch = batches.propose_batch(pages, unit=unit, name="B", by=Actor.software("import"))
    for page in pages[:5]:
        revision = page.get_latest_revision()
        revision.content["title"] = "Raw"
        type(revision).objects.filter(pk=revision.pk).update(
            content=revision.content, created_at=revision.created_at.replace(year=2030)
        )
    said = "no longer in it: “Notice 0”, “Notice 1”, “Notice 2” and 2 more."
    with pytest.raises(DecisionRefused, match=said):
        batches.confirm_batch(batch, by=people.head, manifest=batch.manifest)


def test_an_edit_behind_the_models_back_drops_the_row_when_somebody_decides(batch, pages, people):
    revision = pages[1].get_latest_revision()
    revision.content["title"] = "Raw"
    type(revision).objects.filter(pk=revision.pk).update(
        content=revision.content, created_at=revision.created_at.replace(year=2030)
    )
    with pytest.raises(DecisionRefused, match="no longer in it"):
        batches.confirm_batch(batch, by=people.head, manifest=batch.manifest)
    assert batch.items.get(object_id=str(pages[1].pk)).state == State.EDITED


def test_a_deleted_row_drops_out(batch, pages, people):
    pages[1].delete()
    with pytest.raises(DecisionRefused, match="changed after you opened it"):
        batches.confirm_batch(batch, by=people.head, manifest=batch.manifest)
    assert batch.items.get(object_id=str(batch.items.left()[0].object_id)).reason == (
        "It was deleted."
    )


def test_returning_needs_a_reason_and_frees_the_rows(batch, pages, people):
    with pytest.raises(DecisionRefused, match="Say what has to change"):
        batches.return_batch(batch, by=people.head, remark=" ")
    batches.return_batch(batch, by=people.head, remark="Shorter titles")
    batch.refresh_from_db()
    assert batch.state == ReviewBatch.State.RETURNED
    assert set(batch.items.values_list("state", "reason")) == {(State.RETURNED, "Shorter titles")}


def test_a_row_taken_out_says_who_and_why(batch, people):
    item = batch.items.first()
    batches.take_out(item, by=people.leader, reason="Unclear")
    item.refresh_from_db()
    assert (item.state, item.reason) == (State.TAKEN_OUT, "leader: Unclear")


def test_a_row_is_taken_out_once_with_a_reason_and_by_those_concerned(batch, people):
    item = batch.items.first()
    with pytest.raises(DecisionRefused, match="Only its reviewers"):
        batches.take_out(item, by=people.outsider, reason="x")
    with pytest.raises(DecisionRefused, match="Say why"):
        batches.take_out(item, by=people.head, reason="")
    batches.take_out(item, by=people.head, reason="x")
    with pytest.raises(DecisionRefused, match="no longer in the batch"):
        batches.take_out(item, by=people.head, reason="x")


def test_a_tier_that_has_decided_takes_nothing_out(batch, people, confirm):
    confirm(batch, people.head)
    with pytest.raises(DecisionRefused, match="Only its reviewers"):
        batches.take_out(batch.items.first(), by=people.head, reason="x")


def test_a_row_withdrawn_meanwhile_does_not_come_back_with_the_batch(
    profile, notice, unit, people, grant, confirm, commits
):
    notice.title = "Changed"
    notice.save_revision(user=people.drafter)
    batch = batches.propose_batch([notice], unit=unit, name="B", by=Actor.software("import"))
    confirm(batch, people.head)
    withdraw(notice, by=grant(people.officer, "withdraw"), reason="Secret")
    batch.refresh_from_db()
    assert batch.state == ReviewBatch.State.EMPTY


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_heads_confirming_at_the_same_moment_have_one_winner(batch, unit, people):
    manifest = batch.manifest
    outcomes = []

    def decide():
        try:
            batches.confirm_batch(batch, by=people.head, manifest=manifest)
            outcomes.append("confirmed")
        except DecisionRefused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=decide) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["confirmed", "refused", "refused", "refused"]


def test_a_deputy_decides_and_the_record_says_in_whose_place(batch, people):
    today = timezone.localdate()
    Delegation.objects.create(
        principal=people.head, deputy=people.colleague, first_day=today, last_day=today
    )
    batches.confirm_batch(batch, by=people.colleague, manifest=batch.manifest)
    decision = batch.decisions.get()
    assert (decision.decided_by_name, decision.on_behalf_of_name) == ("colleague", "head")
