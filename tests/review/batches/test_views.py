import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page
from wagtail.users.models import UserProfile

from tests.factories import create_user
from tests.noticeboard.models import NoticePage
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review import batches
from wagtail_disclosure.review.batches.providers import work_items
from wagtail_disclosure.review.batches.views import BatchView
from wagtail_disclosure.review.models import BatchItem, ReviewBatch

State = BatchItem.State
INDEX = reverse("disclosure_review:batches")


@pytest.fixture(autouse=True)
def admin_access(people, grant):
    for person in vars(people).values():
        grant(person, "access_admin")
        speak_english_to(person)


def speak_english_to(user) -> None:
    UserProfile.objects.create(user=user, preferred_language="en")


def address(batch: ReviewBatch, item: BatchItem | None = None, name: str = "") -> str:
    if item is None:
        return reverse("disclosure_review:batch", args=[batch.pk])
    return reverse(f"disclosure_review:batch_row{name}", args=[batch.pk, item.pk])


@pytest.fixture
def head(client, people):
    client.force_login(people.head)
    return client


def confirm_as_shown(client, batch, **values):
    form = client.get(address(batch)).context["form"]
    values = {"action": "confirm", "manifest": form["manifest"].value(), **values}
    return client.post(address(batch), values, follow=True)


def test_the_list_says_which_step_is_open_and_who_is_next(head, batch):
    page = head.get(INDEX).content.decode()
    assert f'href="{address(batch)}"' in page
    assert "Head of the unit" in page
    assert "Water Supply" in page


def test_only_reviewers_the_proposer_and_the_office_see_it(client, batch, people):
    for name in ("drafter", "colleague", "keeper", "outsider"):
        client.force_login(getattr(people, name))
        assert client.get(address(batch), follow=True).status_code == 404, name
        row = address(batch, batch.items.first())
        assert client.get(row, follow=True).status_code == 404, name
        assert f'href="{address(batch)}"' not in client.get(INDEX).content.decode()
    for name in ("head", "officer", "leader"):
        client.force_login(getattr(people, name))
        assert client.get(address(batch)).status_code == 200, name


def test_the_page_shows_each_row_and_how_many_are_decided_about(head, batch, pages):
    page = head.get(address(batch)).content.decode()
    assert all(row.title in page for row in pages)
    assert "Text 1" in page
    assert "Confirm 3 entries" in page


def test_a_row_stays_new_after_it_was_cleared_with_its_batch(head, batch, people, confirm):
    confirm(batch, people.head, people.officer, people.leader)
    batches.finish_batch(batch)
    page = head.get(address(batch)).content.decode()
    assert "New\n" in page
    assert "Changed\n" not in page


def test_a_row_shows_what_becomes_public_and_what_changed(
    head, profile, notice, unit, stored, people
):
    notice.title = "Another title"
    notice.save_revision(user=people.drafter)
    batch = batches.propose_batch([notice], unit=unit, name="B", by=Actor.software("import"))
    item = batch.items.get()
    page = head.get(address(batch, item)).content.decode()
    assert "What changed since it was cleared last" in page
    assert "Another" in page
    assert stored.sha256 in page
    assert "Another title" in head.get(address(batch, item, "_preview")).content.decode()
    url = reverse("disclosure_review:batch_row_file", args=[batch.pk, item.pk, stored.pk])
    response = head.get(url)
    assert b"".join(response.streaming_content) == b"water"
    response.close()


def test_a_file_of_another_row_is_not_handed_out(head, batch, stored):
    url = reverse(
        "disclosure_review:batch_row_file", args=[batch.pk, batch.items.first().pk, stored.pk]
    )
    assert head.get(url, follow=True).status_code == 404


def test_confirming_passes_it_to_the_next_tier(head, batch):
    response = confirm_as_shown(head, batch, remark="Fine")
    assert "Confirmed: 3 entries" in response.content.decode()
    assert batch.next_role == "office"
    assert batch.decisions.get().remark == "Fine"


def test_the_last_tier_makes_it_public(
    client, batch, people, confirm, django_capture_on_commit_callbacks
):
    confirm(batch, people.head, people.officer)
    client.force_login(people.leader)
    with django_capture_on_commit_callbacks(execute=True):
        page = confirm_as_shown(client, batch).content.decode()
    assert "entries of “Import”. They become public one after the other now." in page
    assert NoticePage.objects.disclosed().count() == 3


def test_a_stale_page_is_told_what_dropped_out_and_keeps_the_remark(head, batch, pages, people):
    manifest = head.get(address(batch)).context["form"]["manifest"].value()
    pages[0].title = "Edited meanwhile"
    pages[0].save_revision(user=people.drafter)
    values = {"action": "confirm", "manifest": manifest, "remark": "My remark"}
    page = head.post(address(batch), values).content.decode()
    assert "no longer in it: “Edited meanwhile”" in page
    assert "My remark" in page
    assert "Confirm 2 entries" in page
    assert not batch.decisions.exists()


def test_returning_without_a_remark_is_refused(head, batch):
    response = head.post(address(batch), {"action": "return", "manifest": "x", "remark": ""})
    assert "Say what has to change" in response.content.decode()
    batch.refresh_from_db()
    assert batch.state == ReviewBatch.State.OPEN


def test_ticked_rows_are_taken_out_with_a_reason(head, batch):
    rows = [item.pk for item in batch.items.all()[:2]]
    head.post(address(batch), {"action": "take_out", "rows": rows, "reason": "Unclear"})
    assert batch.items.waiting().count() == 1


def test_taking_out_nothing_or_for_no_reason_says_what_is_missing(head, batch):
    page = head.post(address(batch), {"action": "take_out"}).content.decode()
    assert "Tick the rows" in page
    assert "Say why it is taken out" in page
    assert batch.items.waiting().count() == 3


def test_a_row_is_taken_out_on_its_own_page_which_leads_to_the_next(head, batch):
    first, second, _third = batch.items.all()
    response = head.post(address(batch, first), {"reason": "Unclear"})
    assert response.url == address(batch, second)
    assert batch.items.waiting().count() == 2


def test_who_may_not_decide_reads_why(client, batch, people):
    client.force_login(people.leader)
    page = client.get(address(batch)).content.decode()
    assert "This step is for another role: Head of the unit." in page
    assert 'value="confirm"' not in page


def test_what_was_interrupted_goes_on_at_the_press_of_a_button(client, batch, people, confirm):
    confirm(batch, people.head, people.officer, people.leader)
    client.force_login(people.leader)
    assert "still to become public" in client.get(address(batch)).content.decode()
    client.post(address(batch), {"action": "finish"})
    assert NoticePage.objects.disclosed().count() == 3


def test_going_on_says_what_still_waits_and_for_what(client, profile, pages, unit, people, confirm):
    Page.objects.get(pk=pages[1].pk).move(Page.objects.get(pk=pages[0].pk), pos="last-child")
    batch = batches.propose_batch(pages[1:], unit=unit, name="B", by=Actor.software("import"))
    confirm(batch, people.head, people.officer, people.leader)
    client.force_login(people.leader)
    page = client.post(address(batch), {"action": "finish"}, follow=True).content.decode()
    assert "1 entry waits until the pages above it are cleared." in page


def test_rows_that_came_back_are_sent_again(client, profile, pages, unit, people, grant):
    editor = create_user("editor", is_superuser=True)
    speak_english_to(editor)
    batch = batches.propose_batch(pages, unit=unit, name="B", by=editor)
    batches.return_batch(batch, by=people.head, remark="Not yet")
    assert [item.verb for item in work_items(editor)] == ["Revise"]
    client.force_login(editor)
    assert "Send to review again" in client.get(address(batch)).content.decode()
    client.post(address(batch), {"action": "again"})
    assert ReviewBatch.objects.first().items.waiting().count() == 3
    assert not list(work_items(editor))


def test_pages_cost_the_same_with_2_and_40_rows(head, profile, write_drafts, unit):
    def queries(batch, url):
        head.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert head.get(url).status_code == 200
        return len(captured)

    few = batches.propose_batch(write_drafts(2), unit=unit, name="Few", by=Actor.software("import"))
    little = queries(few, address(few))
    index = queries(few, INDEX)
    many = batches.propose_batch(
        write_drafts(40, first=2), unit=unit, name="Many", by=Actor.software("import")
    )
    assert queries(many, address(many)) <= little + 1
    assert queries(many, INDEX) == index


def test_it_waits_for_who_may_decide_and_for_nobody_else(batch, people, confirm):
    (item,) = work_items(people.head)
    assert item.label == "Import: batch of 3 entries"
    assert item.kind == "Review of a batch: Head of the unit"
    assert not list(work_items(people.officer))
    confirm(batch, people.head)
    assert not list(work_items(people.head))
    assert [item.verb for item in work_items(people.officer)] == ["Review"]


def test_officers_send_selected_entries_to_review(client, profile, pages):
    editor = create_user("editor", is_superuser=True)
    speak_english_to(editor)
    client.force_login(editor)
    ids = "&".join(f"id={page.pk}" for page in pages)
    action = ["wagtailcore", "page", "disclosure_send_batch"]
    url = f"{reverse('wagtail_bulk_action', args=action)}?{ids}&next={INDEX}"
    assert "Name of the batch" in client.get(url).content.decode()
    response = client.post(url, {"name": "March"}, follow=True)
    assert "March”, Water Supply: 3 entries sent to review." in response.content.decode()
    assert ReviewBatch.objects.get().name == "March"


def test_what_a_batch_leaves_out_is_said_in_whole_sentences(client, batch, write_drafts):
    editor = create_user("editor", is_superuser=True)
    speak_english_to(editor)
    client.force_login(editor)
    (other,) = write_drafts(1, first=10)
    waiting = NoticePage.objects.get(title="Notice 0")
    action = ["wagtailcore", "page", "disclosure_send_batch"]
    ids = f"id={waiting.pk}&id={other.pk}"
    url = f"{reverse('wagtail_bulk_action', args=action)}?{ids}&next={INDEX}"
    page = client.post(url, {"name": "March"}, follow=True).content.decode()
    assert "1 entry sent to review. 1 entry was left out; the batch says why." in page


@pytest.mark.parametrize(
    ("state", "failed", "said"),
    [
        (ReviewBatch.State.OPEN, 0, "Confirmed: 3 entries of “Import”."),
        (
            ReviewBatch.State.CLEARED,
            0,
            "Confirmed: 3 entries of “Import”. They are public now.",
        ),
        (
            ReviewBatch.State.CLEARED,
            1,
            "Confirmed: 3 entries of “Import”. 1 entry was set aside, because it could not become "
            "public.",
        ),
    ],
)
def test_what_follows_a_decision_is_said(batch, state, failed, said):
    batch.items.filter(pk__in=batch.items.all()[:failed]).update(state=State.FAILED)
    ReviewBatch.objects.update(state=state)
    view = BatchView(kwargs={"pk": batch.pk})
    view.batch = batch
    assert view.confirmed(3) == said
