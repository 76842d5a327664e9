"""Mails about batches: to whom, one for each step, and never with a title, a name or a remark."""

import pytest
from django.core import mail
from wagtail.users.models import UserProfile

from tests.factories import create_user
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review import batches
from wagtail_disclosure.review.batches.mails import told_together
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import BatchItem, ReviewBatch

IMPORT = Actor.software("import")
HOME = "https://admin.agency.example/admin/\n"


@pytest.fixture(autouse=True)
def base_url(settings) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://admin.agency.example"
    settings.WAGTAILADMIN_NOTIFICATION_FROM_EMAIL = "site@agency.example"


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """Do something; returns the mails by recipient that followed its commit."""

    def told(action, *args, **values) -> dict[str, list[mail.EmailMessage]]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            action(*args, **values)
        found: dict[str, list[mail.EmailMessage]] = {}
        for message in mail.outbox:
            found.setdefault(message.to[0].split("@")[0], []).append(message)
        return found

    return told


def url(batch: ReviewBatch) -> str:
    return f"https://admin.agency.example/admin/disclosure/review/batches/{batch.pk}/"


class TestAMail:
    def test_goes_once_to_who_decides_first_with_the_address(
        self, profile, pages, unit, people, told
    ):
        found = told(batches.propose_batch, pages, unit=unit, name="Import", by=IMPORT)
        assert set(found) == {"head"}
        (message,) = found["head"]
        batch = ReviewBatch.objects.get()
        assert message.subject == f"To review: Batch #{batch.pk}, Water Supply"
        assert url(batch) in message.body
        assert "committee" not in message.body

    def test_goes_out_for_each_of_several_batches_that_are_opened_together(
        self, profile, pages, unit, people, told
    ):
        def propose():
            with told_together():
                for page in pages[:2]:
                    batches.propose_batch([page], unit=unit, name="Import", by=IMPORT)

        first, second = told(propose)["head"]
        newer, older = ReviewBatch.objects.all()
        assert url(older) in first.body and url(newer) in second.body

    def test_goes_on_to_the_next_tier(self, batch, people, confirm, told):
        assert set(told(confirm, batch, people.head)) == {"officer", "clerk"}

    def test_is_not_sent_after_the_last_one(self, batch, people, confirm, told):
        confirm(batch, people.head, people.officer)
        assert told(confirm, batch, people.leader) == {}

    def test_is_not_sent_where_nothing_was_decided(self, batch, pages, people, told):
        def confirm_what_changed():
            with pytest.raises(DecisionRefused):
                batches.confirm_batch(batch, by=people.head, manifest="stale")

        assert told(confirm_what_changed) == {}

    def test_tells_who_proposed_it_of_a_return(self, profile, pages, unit, people, told):
        root = create_user("root", is_superuser=True)
        batch = batches.propose_batch(pages, unit=unit, name="Own", by=root)
        found = told(batches.return_batch, batch, by=people.head, remark="Shorter titles")
        assert set(found) == {"root"}
        (message,) = found["root"]
        assert message.subject == f"Returned: Batch #{batch.pk}, Water Supply"
        assert url(batch) in message.body
        assert "head (Head of the unit) returned this to you" in message.body

    def test_tells_the_office_of_the_return_of_what_software_proposed(self, batch, people, told):
        found = told(batches.return_batch, batch, by=people.head, remark="Shorter titles")
        assert set(found) == {"officer", "clerk"}

    def test_tells_the_drafters_of_a_return_and_leads_them_to_what_they_may_open(
        self, profile, pages, unit, people, told
    ):
        for page in pages[:2]:
            page.save_revision(user=people.colleague)
        batch = batches.propose_batch(pages, unit=unit, name="B", by=Actor.of(people.drafter))
        found = told(batches.return_batch, batch, by=people.head, remark="Shorter titles")
        assert set(found) == {"drafter", "colleague"}
        (message,) = found["colleague"]
        assert "drafts of yours" in message.body
        assert HOME in message.body
        assert url(batch) in found["drafter"][0].body

    def test_does_not_go_to_drafters_of_what_was_taken_out_before(
        self, profile, pages, unit, people, told
    ):
        pages[0].save_revision(user=people.colleague)
        batch = batches.propose_batch(pages, unit=unit, name="B", by=Actor.of(people.drafter))
        item = batch.items.get(object_id=str(pages[0].pk))
        batches.take_out(item, by=people.head, reason="Unclear")
        found = told(batches.return_batch, batch, by=people.head, remark="Shorter titles")
        assert set(found) == {"drafter"}
        assert BatchItem.objects.filter(state=BatchItem.State.RETURNED).count() == 2

    def test_tells_the_office_of_what_nobody_can_decide(self, profile, pages, unit, people, told):
        pages[0].save_revision(user=people.head)
        found = told(batches.propose_batch, pages, unit=unit, name="Import", by=IMPORT)
        assert set(found) == {"officer", "clerk"}
        (message,) = found["officer"]
        batch = ReviewBatch.objects.get()
        assert message.subject == f"Blocked: Batch #{batch.pk}, Water Supply"
        assert url(batch) in message.body

    def test_never_has_a_title_a_name_or_a_remark(self, profile, pages, unit, people, told):
        pages[0].title = "Secret plan"
        pages[0].save_revision(user=people.colleague)
        found = told(batches.propose_batch, pages, unit=unit, name="Secret plan", by=IMPORT)
        batch = ReviewBatch.objects.get()

        def confirm_with_a_remark():
            values = {"manifest": batch.manifest, "remark": "Secret plan"}
            batches.confirm_batch(batch, by=people.head, **values)

        steps = [
            found,
            told(confirm_with_a_remark),
            told(batches.return_batch, batch, by=people.officer, remark="Secret plan"),
        ]
        for step in steps:
            assert step
            for message in [message for messages in step.values() for message in messages]:
                assert "Secret plan" not in message.subject + message.body

    def test_is_not_sent_to_who_switched_it_off(self, profile, pages, unit, people, told):
        UserProfile.objects.create(user=people.head, submitted_notifications=False)
        assert told(batches.propose_batch, pages, unit=unit, name="Import", by=IMPORT) == {}


def test_a_mail_that_cant_be_sent_keeps_nobody_from_deciding(batch, people, confirm, told, caplog):
    people.officer.email = "officer@agency.example\nBcc: all@agency.example"
    people.officer.save()
    assert set(told(confirm, batch, people.head)) == {"clerk"}
    assert batch.next_role == "office"
    assert "Could not mail" in caplog.text


def test_sending_again_asks_the_first_tier_again(profile, pages, unit, people, told):
    root = create_user("root", is_superuser=True)
    batch = batches.propose_batch(pages, unit=unit, name="B", by=root)
    batches.return_batch(batch, by=people.head, remark="Not yet")
    batch.refresh_from_db()
    assert set(told(batches.propose_again, batch, by=root)) == {"head"}
